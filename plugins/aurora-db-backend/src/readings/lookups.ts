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
/** Time in which a new cluster gets its instances and its first backup, in ms. */
const newMs = 60 * minute;

/**
 * Returns how long a list of `count` items stays fresh, in milliseconds. AWS lists 100 items per
 * call, and the lists cost at most `callsPerMinute` calls. Together with alarms, snapshots and
 * metrics, 1,000 databases cost at most 30 calls a minute: see docs/decisions.md, "Calls to AWS".
 */
function listedAt(
  callsPerMinute: number,
  atLeast: number = minute,
): (count: number) => number {
  return count => Math.max(atLeast, (count / 100 / callsPerMinute) * minute);
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
    { moving: 5 * second, settled: minute, listed: listedAt(2, 3 * minute) },
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
      isMoving: cluster =>
        !cluster ||
        (isNew(cluster) &&
          // RDS reports a cluster as available before its first instance exists.
          (cluster.members.length === 0 ||
            // A cluster is not restorable before its first backup.
            (cluster.status === 'available' &&
              !cluster.backup.earliestRestorableTime))) ||
        !/^(available|stopped)$/.test(cluster.status),
    },
    { moving: 5 * second, settled: minute / 2, listed: listedAt(5) },
    Date.now,
    shared && { cache: shared, kind: 'clusters', schema: liveClusterSchema },
    telemetry.cache('clusters'),
  );
}

/** Another tool's cluster can have no instances or no backup for years. */
function isNew({ createdAt }: LiveCluster): boolean {
  return !createdAt || Date.now() - createdAt.getTime() < newMs;
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
      isMoving: cluster =>
        !cluster ||
        cluster.instances.length === 0 ||
        cluster.instances.some(
          ({ status }) => !/^(available|stopped)$/.test(status),
        ),
    },
    // A cluster has up to two instances. The limit on calls is based on them.
    { moving: 5 * second, settled: minute / 2, listed: listedAt(2) },
    Date.now,
    shared && {
      cache: shared,
      kind: 'instances',
      schema: clusterInstancesSchema,
    },
    telemetry.cache('instances'),
  );
}
