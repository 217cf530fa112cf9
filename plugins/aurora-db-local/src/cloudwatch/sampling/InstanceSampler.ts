import { availableParallelism } from 'node:os';
import type {
  InstanceProbe,
  InstanceProbes,
  ServerStatistics,
} from '../../service/AwsService';
import type { Clock } from '../Clock';
import { statisticSetOf } from '../metrics/Datapoint';
import type { MetricStore } from '../metrics/MetricStore';
import {
  CapacityModel,
  provisionedSize,
  serverlessSize,
} from './CapacityModel';
import {
  activityBetween,
  activityMetrics,
  capacityMetrics,
  gaugeMetrics,
  type InstanceMetric,
  type ServerActivity,
} from './instanceMetrics';
import { instanceMetricSource } from './instanceMetricSource';
import type { LogMetricFilters } from './LogMetricFilters';

/** A read that takes longer counts as no answer. The instance is not read again before it ends. */
const readTimeoutMs = 4_000;

/** The number of simultaneous reads, so that sampling many clusters takes little CPU. */
const concurrentReads = 2;

/** Statuses in which no server is expected to answer. */
const startingOrGone = new Set([
  'creating',
  'rebooting',
  'starting',
  'stopping',
  'stopped',
  'deleting',
]);

interface SampledInstance {
  capacity: CapacityModel;
  previous?: ServerStatistics;
  reading: boolean;
  /** The last reason for missing data, so that it is logged once. */
  silent?: string;
}

/**
 * Reads every running server periodically and publishes the metrics in AWS/RDS. A server that does
 * not answer leaves a gap.
 */
export class InstanceSampler {
  readonly #probes: InstanceProbes;
  readonly #store: MetricStore;
  readonly #filters: LogMetricFilters;
  readonly #clock: Clock;
  readonly #log: (message: string) => void;
  readonly #instances = new Map<string, SampledInstance>();
  #dropping = false;

  constructor(options: {
    probes: InstanceProbes;
    store: MetricStore;
    filters: LogMetricFilters;
    clock: Clock;
    log: (message: string) => void;
  }) {
    this.#probes = options.probes;
    this.#store = options.store;
    this.#filters = options.filters;
    this.#clock = options.clock;
    this.#log = options.log;
  }

  /** Reads all instances once. Resolves when each has answered or its time is over. */
  async sample(): Promise<void> {
    const probes = this.#probes.list();
    const known = new Set(probes.map(keyOf));
    for (const key of this.#instances.keys()) {
      if (!known.has(key)) {
        this.#instances.delete(key);
      }
    }
    const waiting = probes.values();
    const worker = async () => {
      for (const probe of waiting) {
        await this.#sampleInstance(probe);
      }
    };
    await Promise.all(Array.from({ length: concurrentReads }, worker));
  }

  /** Deletes capacities and counters. */
  clear(): void {
    this.#instances.clear();
  }

  async #sampleInstance(probe: InstanceProbe): Promise<void> {
    if (startingOrGone.has(probe.status)) {
      return;
    }
    const key = keyOf(probe);
    const instance: SampledInstance = this.#instances.get(key) ?? {
      capacity: new CapacityModel(),
      reading: false,
    };
    this.#instances.set(key, instance);
    if (instance.reading) {
      return;
    }
    instance.reading = true;
    const reading = probe.read().finally(() => {
      instance.reading = false;
    });
    try {
      const statistics = await withinTime(reading);
      instance.silent = undefined;
      // The instance was deleted during the read.
      if (this.#instances.get(key) === instance) {
        await this.#publish(probe, instance, statistics);
      }
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (reason !== instance.silent) {
        instance.silent = reason;
        this.#log(
          `CloudWatch: no data from ${probe.instanceIdentifier} (${probe.status}): ${reason}`,
        );
      }
    }
  }

  async #publish(
    probe: InstanceProbe,
    instance: SampledInstance,
    now: ServerStatistics,
  ): Promise<void> {
    const { previous } = instance;
    const activity = previous && activityBetween(previous, now);
    instance.previous = now;

    const timestamp = this.#clock();
    const machineCores = availableParallelism();
    const { provisioned } = probe;
    const capacity = provisioned
      ? undefined
      : capacityOf(probe, instance, now, activity, machineCores, timestamp);
    const metrics =
      capacity === undefined ? [] : capacityMetrics(capacity, probe);
    if (capacity === undefined || capacity > 0) {
      const size = provisioned
        ? provisionedSize(provisioned, machineCores)
        : serverlessSize({ maxCapacity: probe.maxCapacity, machineCores });
      metrics.push(...gaugeMetrics(probe, now, size));
      if (activity) {
        metrics.push(...activityMetrics(activity, size));
      }
    } else {
      // A paused instance has no engine metrics, except these two, which are zero.
      metrics.push({ metricName: 'CPUUtilization', unit: 'Percent', value: 0 });
      metrics.push({
        metricName: 'DatabaseConnections',
        unit: 'Count',
        value: 0,
      });
    }
    for (const metric of metrics) {
      this.#record(probe, metric, timestamp);
    }
    await this.#filters.count(probe, timestamp);
  }

  #record(
    probe: InstanceProbe,
    metric: InstanceMetric,
    timestamp: number,
  ): void {
    const dropped = !this.#store.record(
      instanceMetricSource(probe, metric),
      timestamp,
      statisticSetOf(metric.value),
    );
    if (dropped && !this.#dropping) {
      this.#log(
        `CloudWatch: too many metrics. New ones are dropped, for example ${metric.metricName} of ${probe.instanceIdentifier}.`,
      );
    }
    this.#dropping ||= dropped;
  }
}

/** The next capacity of a `db.serverless` instance, in ACU. */
function capacityOf(
  {
    minCapacity,
    maxCapacity,
    maxConnections,
    secondsUntilAutoPause,
  }: InstanceProbe,
  { capacity }: SampledInstance,
  { connections, memoryBytes }: ServerStatistics,
  activity: ServerActivity | undefined,
  machineCores: number,
  now: number,
): number {
  return capacity.next(
    { cores: activity?.cores ?? 0, connections, memoryBytes },
    {
      minCapacity,
      maxCapacity,
      maxConnections,
      secondsUntilAutoPause,
      machineCores,
    },
    now,
  );
}

function keyOf({
  accountId,
  region,
  instanceIdentifier,
}: InstanceProbe): string {
  return `${accountId}/${region}/${instanceIdentifier}`;
}

async function withinTime<T>(reading: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new Error(`no answer within ${readTimeoutMs / 1000} s`)),
      readTimeoutMs,
    );
  });
  try {
    return await Promise.race([reading, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
