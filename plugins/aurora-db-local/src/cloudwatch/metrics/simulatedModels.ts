import type {
  SimulatedInstance,
  SimulatedLoad,
} from '../../service/SimulatedLoad';

const bytesPerAcu = 2 * 1024 ** 3;
/** The memory that a server without load uses, as a share. */
const idleMemory = 0.25;

/** A metric of simulated instances: its unit, and its value by the share of the size that is used. */
export interface MetricModel {
  unit: string;
  /** The instances that have it; all if absent. */
  of?: 'serverless' | 'provisioned' | 'readers';
  /** AWS publishes it for the cluster alone. */
  level?: 'cluster';
  valueOf(
    cluster: SimulatedLoad,
    instance: SimulatedInstance,
    load: number,
    at: number,
  ): number;
}

const constant = (unit: string, value: number): MetricModel => ({
  unit,
  valueOf: () => value,
});

const proportional = (
  unit: string,
  valueOf: (load: number) => number,
): MetricModel => ({ unit, valueOf: (_, __, load) => valueOf(load) });

export const simulatedModels: Readonly<Record<string, MetricModel>> = {
  ServerlessDatabaseCapacity: {
    unit: 'Count',
    of: 'serverless',
    valueOf: (cluster, _, load) => capacity(cluster, load),
  },
  ACUUtilization: {
    unit: 'Percent',
    of: 'serverless',
    valueOf: (cluster, _, load) =>
      (100 * capacity(cluster, load)) / cluster.maxCapacity,
  },
  DatabaseConnections: {
    unit: 'Count',
    valueOf: (_, { maxConnections }, load) => Math.round(maxConnections * load),
  },
  CPUUtilization: proportional('Percent', load => 100 * load),
  FreeableMemory: {
    unit: 'Bytes',
    valueOf: ({ maxCapacity }, { provisioned }, load) =>
      Math.round(
        (provisioned?.memoryBytes ?? maxCapacity * bytesPerAcu) *
          (1 - idleMemory) *
          (1 - load),
      ),
  },
  FreeLocalStorage: {
    unit: 'Bytes',
    of: 'provisioned',
    valueOf: (_, { provisioned }, load) =>
      Math.round(2 * (provisioned?.memoryBytes ?? 0) * (1 - load / 2)),
  },
  SwapUsage: { ...constant('Bytes', 0), of: 'provisioned' },
  ReadLatency: proportional('Seconds', load => 0.001 + 0.002 * load),
  WriteLatency: proportional('Seconds', load => 0.002 + 0.004 * load),
  CommitLatency: proportional('Milliseconds', load => 2 + 4 * load),
  ReadIOPS: proportional('Count/Second', load => 1_000 * load),
  WriteIOPS: proportional('Count/Second', load => 500 * load),
  DiskQueueDepth: proportional('Count', load => 2 * load),
  BufferCacheHitRatio: proportional('Percent', load => 100 - load),
  Deadlocks: constant('Count/Second', 0),
  MaximumUsedTransactionIDs: constant('Count', 60_000_000),
  AuroraReplicaLag: {
    unit: 'Milliseconds',
    of: 'readers',
    valueOf: (_, __, load) => 10 + 20 * load,
  },
  EngineUptime: {
    unit: 'Seconds',
    valueOf: ({ createdAt }, _, __, at) => (at - createdAt.getTime()) / 1000,
  },
  VolumeBytesUsed: { ...constant('Bytes', 50 * 1024 ** 3), level: 'cluster' },
};

/** The metrics that a paused instance has. All are 0. */
const whilePaused: ReadonlySet<string> = new Set([
  'ServerlessDatabaseCapacity',
  'ACUUtilization',
  'CPUUtilization',
  'DatabaseConnections',
]);

/** Whether an instance publishes a metric. A `null` among its values says that it does not. */
export function publishes(
  cluster: SimulatedLoad,
  instance: SimulatedInstance,
  metricName: string,
): boolean {
  const { of } = simulatedModels[metricName] ?? {};
  const { provisioned, role, metrics, load } = instance;
  const isPaused =
    provisioned === undefined && cluster.minCapacity === 0 && load === 0;
  return (
    metrics?.[metricName] !== null &&
    (!isPaused || whilePaused.has(metricName)) &&
    (of !== 'serverless' || provisioned === undefined) &&
    (of !== 'provisioned' || provisioned !== undefined) &&
    (of !== 'readers' || role === 'READER')
  );
}

/** Capacity changes by half an ACU. */
function capacity(
  { minCapacity, maxCapacity }: SimulatedLoad,
  load: number,
): number {
  return Math.round(2 * (minCapacity + (maxCapacity - minCapacity) * load)) / 2;
}
