import type {
  Scope,
  SimulatedLoad,
  SimulatedLoads,
} from '../../service/AwsService';
import type { Clock } from '../Clock';
import type { Datapoint } from './Datapoint';
import type { MetricIdentity } from './Metric';
import type { ComputedMetrics } from './ComputedMetrics';

const minuteMs = 60_000;
/**
 * Share of itself by which the load rises and falls in each `swingMs`. Charts are then not flat, and
 * no alarm changes its state.
 */
const swing = 0.05;
const swingMs = 60 * minuteMs;
/** The number of minutes from which a longer period is computed. */
const minutesLookedAt = 12;

/** A metric's unit, and its value by the share of its limits that a cluster uses. */
interface MetricModel {
  unit: string;
  valueOf(cluster: SimulatedLoad, load: number, at: number): number;
}

const models: Readonly<Record<string, MetricModel>> = {
  ServerlessDatabaseCapacity: { unit: 'Count', valueOf: capacity },
  ACUUtilization: {
    unit: 'Percent',
    valueOf: (cluster, load) =>
      (100 * capacity(cluster, load)) / cluster.maxCapacity,
  },
  DatabaseConnections: {
    unit: 'Count',
    valueOf: ({ maxConnections }, load) => Math.round(maxConnections * load),
  },
  CPUUtilization: { unit: 'Percent', valueOf: (_, load) => 100 * load },
  ReadLatency: {
    unit: 'Seconds',
    valueOf: (_, load) => 0.001 + 0.002 * load,
  },
  WriteLatency: {
    unit: 'Seconds',
    valueOf: (_, load) => 0.002 + 0.004 * load,
  },
  EngineUptime: {
    unit: 'Seconds',
    valueOf: ({ createdAt }, _, at) => (at - createdAt.getTime()) / 1000,
  },
};

/** Capacity changes by half an ACU. */
function capacity(
  { minCapacity, maxCapacity }: SimulatedLoad,
  load: number,
): number {
  return Math.round(2 * (minCapacity + (maxCapacity - minCapacity) * load)) / 2;
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
    const { cluster, model } = published;
    const { start, periodMs } = range;
    const first = Math.max(range.from, cluster.createdAt.getTime());
    // A minute is published after its end.
    const last = Math.min(
      range.end,
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
          ...statistics(minutes, minute => {
            const then = begin + minute * minuteMs;
            return model.valueOf(
              cluster,
              loadAt(cluster.load, phase, then),
              then,
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
  ): { cluster: SimulatedLoad; model: MetricModel } | undefined {
    const model = namespace === 'AWS/RDS' ? models[metricName] : undefined;
    const named = new Map(dimensions.map(({ Name, Value }) => [Name, Value]));
    const cluster =
      model &&
      this.#clusters.loadOf(scope, named.get('DBClusterIdentifier') ?? '');
    const role = named.get('Role');
    const isPublished =
      named.size === (role === undefined ? 1 : 2) &&
      (role === undefined ||
        role === 'WRITER' ||
        (role === 'READER' && cluster && cluster.readers > 0));
    return model && cluster && isPublished ? { cluster, model } : undefined;
  }
}

function statistics(minutes: number, valueOf: (minute: number) => number) {
  const step = Math.max(1, Math.floor(minutes / minutesLookedAt));
  let sum = 0;
  let looked = 0;
  let minimum = Infinity;
  let maximum = -Infinity;
  for (let minute = 0; minute < minutes; minute += step) {
    const value = valueOf(minute);
    sum += value;
    looked += 1;
    minimum = Math.min(minimum, value);
    maximum = Math.max(maximum, value);
  }
  return { count: minutes, sum: (sum / looked) * minutes, minimum, maximum };
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
