import type { Scope } from '../../service/AwsService';
import type {
  SimulatedInstance,
  SimulatedLoad,
  SimulatedLoads,
} from '../../service/SimulatedLoad';
import type { Clock } from '../Clock';
import type { Datapoint } from './Datapoint';
import type { MetricIdentity } from './Metric';
import type { ComputedMetrics } from './ComputedMetrics';
import {
  type MetricModel,
  publishes,
  simulatedModels,
} from './simulatedModels';

const minuteMs = 60_000;
/**
 * Share of itself by which the load rises and falls in each `swingMs`. Charts are then not flat, and
 * no alarm changes its state.
 */
const swing = 0.05;
const swingMs = 60 * minuteMs;
/** The number of minutes from which a longer period is computed. */
const minutesLookedAt = 12;

/** A metric, and the instances whose values it has. */
interface Published {
  cluster: SimulatedLoad;
  model: MetricModel;
  subjects: Subject[];
}

/** Instances with the same values, which are computed once. */
interface Subject {
  instance: SimulatedInstance;
  /** A value that never changes. */
  constant?: number;
  count: number;
}

/**
 * Datapoints of clusters without servers. They are computed, always the same for the same minute,
 * and not stored.
 */
export class SimulatedMetrics implements ComputedMetrics {
  readonly #clusters: SimulatedLoads;
  readonly #clock: Clock;

  constructor(clusters: SimulatedLoads, clock: Clock) {
    this.#clusters = clusters;
    this.#clock = clock;
  }

  read(
    scope: Scope,
    identity: MetricIdentity,
    range: { start: number; from: number; end: number; periodMs: number },
  ): Datapoint[] {
    const published = this.#published(scope, identity);
    if (!published) {
      return [];
    }
    const { cluster, model, subjects } = published;
    const { start, periodMs } = range;
    const first = Math.max(range.from, cluster.createdAt.getTime());
    // A minute is published after its end.
    const last = Math.min(
      range.end,
      cluster.stoppedAt?.getTime() ?? Infinity,
      Math.floor(this.#clock() / minuteMs) * minuteMs,
    );
    const phase = phaseOf(cluster.identifier);
    const datapoints: Datapoint[] = [];
    for (let at = start; at < last; at += periodMs) {
      const begin = Math.ceil(Math.max(at, first) / minuteMs) * minuteMs;
      const minutes = Math.ceil(
        (Math.min(at + periodMs, last) - begin) / minuteMs,
      );
      if (minutes > 0) {
        datapoints.push({
          timestamp: at,
          ...statistics(minutes, subjects, ({ instance, constant }, minute) => {
            const then = begin + minute * minuteMs;
            return (
              constant ??
              model.valueOf(
                cluster,
                instance,
                loadAt(instance.load, phase, then),
                then,
              )
            );
          }),
        });
      }
    }
    return datapoints;
  }

  unitOf(scope: Scope, identity: MetricIdentity): string | undefined {
    return this.#published(scope, identity)?.model.unit;
  }

  #published(
    scope: Scope,
    { namespace, metricName, dimensions }: MetricIdentity,
  ): Published | undefined {
    const model =
      namespace === 'AWS/RDS' && Object.hasOwn(simulatedModels, metricName)
        ? simulatedModels[metricName]
        : undefined;
    const view = model && this.#viewOf(scope, dimensions);
    if (!model || !view) {
      return undefined;
    }
    const { cluster, isWhole } = view;
    const instances = view.instances.filter(instance =>
      publishes(cluster, instance, metricName),
    );
    if (model.level === 'cluster') {
      const [instance] = instances;
      const constant = cluster.metrics?.[metricName] ?? undefined;
      return isWhole && instance
        ? { cluster, model, subjects: [{ instance, constant, count: 1 }] }
        : undefined;
    }
    return instances.length > 0
      ? { cluster, model, subjects: distinct(instances, metricName) }
      : undefined;
  }

  /** The instances that dimensions stand for; undefined if AWS has no such combination. */
  #viewOf(
    scope: Scope,
    dimensions: MetricIdentity['dimensions'],
  ):
    | {
        cluster: SimulatedLoad;
        instances: SimulatedInstance[];
        isWhole?: boolean;
      }
    | undefined {
    const {
      DBClusterIdentifier: identifier,
      DBInstanceIdentifier: name,
      Role: role,
      ...others
    } = Object.fromEntries(dimensions.map(({ Name, Value }) => [Name, Value]));
    if (Object.keys(others).length > 0) {
      return undefined;
    }
    if (name !== undefined) {
      const cluster =
        identifier === undefined && role === undefined
          ? this.#clusters.loadOfInstance(scope, name)
          : undefined;
      return (
        cluster && {
          cluster,
          instances: cluster.instances.filter(one => one.identifier === name),
        }
      );
    }
    const cluster =
      identifier === undefined
        ? undefined
        : this.#clusters.loadOf(scope, identifier);
    return (
      cluster && {
        cluster,
        instances: cluster.instances.filter(
          one => role === undefined || one.role === role,
        ),
        isWhole: role === undefined,
      }
    );
  }
}

/** Instances whose values are the same. */
function distinct(
  instances: readonly SimulatedInstance[],
  metricName: string,
): Subject[] {
  const subjects = new Map<string, Subject>();
  for (const instance of instances) {
    const constant = instance.metrics?.[metricName] ?? undefined;
    const { load, maxConnections, provisioned } = instance;
    const key = `${constant}/${load}/${maxConnections}/${provisioned?.memoryBytes}`;
    const same = subjects.get(key);
    if (same) {
      same.count += 1;
    } else {
      subjects.set(key, { instance, constant, count: 1 });
    }
  }
  return [...subjects.values()];
}

function statistics(
  minutes: number,
  subjects: readonly Subject[],
  valueOf: (subject: Subject, minute: number) => number,
) {
  const step = Math.max(1, Math.floor(minutes / minutesLookedAt));
  let sum = 0;
  let looked = 0;
  let count = 0;
  let minimum = Infinity;
  let maximum = -Infinity;
  for (const subject of subjects) {
    count += minutes * subject.count;
    for (let minute = 0; minute < minutes; minute += step) {
      const value = valueOf(subject, minute);
      sum += value * subject.count;
      looked += subject.count;
      minimum = Math.min(minimum, value);
      maximum = Math.max(maximum, value);
    }
  }
  return { count, sum: (sum / looked) * count, minimum, maximum };
}

function loadAt(load: number, phase: number, at: number): number {
  const wave = Math.sin(2 * Math.PI * (at / swingMs + phase));
  return Math.min(1, load * (1 + swing * wave));
}

/** A number from 0 up to 1, by the name (FNV-1a), so that the loads of clusters differ. */
function phaseOf(identifier: string): number {
  let hash = 2_166_136_261;
  for (let index = 0; index < identifier.length; index += 1) {
    hash = Math.imul(hash ^ identifier.charCodeAt(index), 16_777_619);
  }
  return (hash >>> 0) / 2 ** 32;
}
