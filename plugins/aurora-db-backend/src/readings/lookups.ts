import { CachedLookup } from './CachedLookup';
import type {
  ClusterInstances,
  ClusterReader,
  LiveCluster,
} from '../ports/ClusterReader';
import type {
  DatabaseStack,
  DatabaseStackReader,
} from '../ports/DatabaseStacks';
import type { SharedCache } from './SharedCache';
import { Telemetry } from '../ports/Telemetry';
import {
  clusterInstancesSchema,
  databaseStackSchema,
  liveClusterSchema,
} from './sharedSchemas';

const second = 1_000;
const minute = 60 * second;
/** A cluster gets its first instance and its first backup within this time, in ms. */
const newMs = 60 * minute;

/**
 * Returns how long a list stays fresh, in milliseconds. AWS lists 100 items per call, and the lists
 * cost at most `callsPerMinute` calls. Together with alarms, snapshots and metrics, 1,000 databases
 * cost at most 30 calls a minute: see docs/decisions.md, "Calls to AWS".
 */
function listedAt<T>(
  callsPerMinute: number,
  options: { atLeast?: number; itemsOf?(value: T): number } = {},
): (values: readonly T[]) => number {
  const { atLeast = minute, itemsOf = () => 1 } = options;
  return values => {
    const items = values.reduce((sum, value) => sum + itemsOf(value), 0);
    return Math.max(atLeast, (items / 100 / callsPerMinute) * minute);
  };
}

/** `shared` if replicas share what they read. */
interface LookupOptions {
  shared?: SharedCache;
  telemetry?: Telemetry;
}

/**
 * Only deploys change stacks, and the backend announces deploys. Stacks in progress change by
 * themselves.
 */
export function stackLookup(
  reader: DatabaseStackReader,
  { shared, telemetry = new Telemetry() }: LookupOptions = {},
): CachedLookup<DatabaseStack> {
  return new CachedLookup(
    {
      describe: (environment, stackName) =>
        reader.describe(environment, stackName),
      list: environment => reader.list(environment),
      keyOf: stack => stack.stackName,
      isMoving: stack => !stack || stack.status.endsWith('_IN_PROGRESS'),
    },
    {
      moving: 5 * second,
      settled: minute,
      listed: listedAt(2, { atLeast: 3 * minute }),
    },
    Date.now,
    shared && { cache: shared, kind: 'stacks', schema: databaseStackSchema },
    telemetry.cache('stacks'),
  );
}

/** Anyone with access to RDS can stop, modify or fail over a cluster. */
export function clusterLookup(
  reader: ClusterReader,
  { shared, telemetry = new Telemetry() }: LookupOptions = {},
): CachedLookup<LiveCluster> {
  return new CachedLookup(
    {
      describe: (environment, id) => reader.describe(environment, id),
      list: environment => reader.list(environment),
      keyOf: cluster => cluster.clusterIdentifier,
      isOfAccount: true,
      isMoving: cluster =>
        !cluster ||
        isChanging(cluster.status) ||
        (isIncomplete(cluster) && isNew(cluster)),
    },
    { moving: 5 * second, settled: minute / 2, listed: listedAt(5) },
    Date.now,
    shared && { cache: shared, kind: 'clusters', schema: liveClusterSchema },
    telemetry.cache('clusters'),
  );
}

/** The instances of each cluster. */
export function instanceLookup(
  reader: ClusterReader,
  { shared, telemetry = new Telemetry() }: LookupOptions = {},
): CachedLookup<ClusterInstances> {
  return new CachedLookup(
    {
      describe: (environment, id) => reader.describeInstances(environment, id),
      list: environment => reader.listInstances(environment),
      keyOf: cluster => cluster.clusterIdentifier,
      isOfAccount: true,
      isMoving: cluster =>
        !cluster || cluster.instances.some(({ status }) => isChanging(status)),
    },
    {
      moving: 5 * second,
      settled: minute / 2,
      listed: listedAt(4, { itemsOf: cluster => cluster.instances.length }),
    },
    Date.now,
    shared && {
      cache: shared,
      kind: 'instances',
      schema: clusterInstancesSchema,
    },
    telemetry.cache('instances'),
  );
}

/** Statuses of clusters and instances that last until a user acts. */
const lasting =
  /^(available|stopped|failed|(migration|cloning)-failed|restore-error|storage-(failure|full)|insufficient-capacity|inaccessible-encryption-credentials(-recoverable)?|incompatible-.+)$/;

function isChanging(status: string): boolean {
  return !lasting.test(status);
}

/**
 * Whether a cluster lacks what it gets after its creation. RDS reports it as available before its
 * first instance exists, and it is not restorable before its first backup.
 */
function isIncomplete({ status, members, backup }: LiveCluster): boolean {
  return (
    status === 'available' &&
    (members.length === 0 || !backup.earliestRestorableTime)
  );
}

/** A cluster of another tool can be without instances or backups for ever. */
function isNew({ createdAt }: LiveCluster): boolean {
  return createdAt === undefined || Date.now() - createdAt.getTime() < newMs;
}
