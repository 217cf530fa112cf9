import type {
  Cluster,
  ClusterSummary,
  MetricName,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { LocatedCluster } from '../database/LocatedCluster';
import type { AlarmReport } from '../ports/AlarmReader';
import type { ClusterInstances, LiveCluster } from '../ports/ClusterReader';
import type { ClusterSeries } from '../readings/ClusterSeries';
import { type Assessment, assessHealth } from './assessHealth';
import { describeCluster } from './describeCluster';
import { AlarmIndex } from './existing/AlarmIndex';
import { existingSituation } from './existing/existingSituation';
import { serverlessCapacity } from './existing/serverlessCapacity';

/** What was read of a database for the list. What is undefined could not be read. */
interface Known {
  /** Undefined if RDS has no such cluster. */
  live: LiveCluster | undefined;
  /** An index if the portal did not create the database. */
  alarms: ReadonlyMap<string, AlarmReport> | AlarmIndex | undefined;
  /** Only of a database that the portal did not create. */
  instances: ClusterInstances | undefined;
  maxConnections: Cluster['maxConnections'];
  recent: { series: ClusterSeries<MetricName>; readAt: Date } | undefined;
  newestSnapshots: ReadonlyMap<string, Date> | undefined;
}

/** Converts a database to a row of the list of databases. */
export function toClusterSummary(
  located: LocatedCluster,
  known: Known,
): ClusterSummary {
  const { environment, origin, owner, entityName, clusterIdentifier } = located;
  const { live, instances, recent, newestSnapshots, maxConnections } = known;
  const { entityRef, engineVersion, capacity, ...described } = describeCluster(
    located,
    { live, described: instances, recent, maxConnections },
  );
  const { earliestRestorableTime, latestRestorableTime } = described.backup;
  const lastSnapshotAt = newestSnapshots?.get(live?.resourceId ?? '');
  const assessment = assess(located, known, described);
  return {
    entityRef,
    origin,
    environment: environment.name,
    ...(environment.title && { environmentTitle: environment.title }),
    accountId: environment.accountId,
    region: environment.region,
    status: assessment.status,
    ...(engineVersion && { engineVersion }),
    ...(capacity && { capacity }),
    ...(described.instanceClasses && {
      instanceClasses: described.instanceClasses,
    }),
    owner,
    ...(origin === 'existing' &&
      !entityName.endsWith(clusterIdentifier) && { clusterIdentifier }),
    ...(lastSnapshotAt && { lastSnapshotAt: lastSnapshotAt.toISOString() }),
    ...(earliestRestorableTime && { earliestRestorableTime }),
    ...(latestRestorableTime && { latestRestorableTime }),
    severity: assessment.severity,
  };
}

function assess(
  located: LocatedCluster,
  { live, alarms, instances, recent }: Known,
  { status, maxConnections }: Pick<Cluster, 'status' | 'maxConnections'>,
): Assessment {
  const { environment, base, clusterIdentifier, stack } = located;
  const situation = {
    base,
    clusterIdentifier,
    status,
    maxConnections,
    ...(recent && { recent }),
  };
  if (located.origin === 'existing') {
    const { capacity, isServerless } = serverlessCapacity(
      live,
      instances?.instances,
    );
    return assessHealth({
      ...situation,
      ...(capacity && { capacity }),
      existing: existingSituation(
        live ?? located.cluster,
        isServerless,
        alarms instanceof AlarmIndex ? alarms : undefined,
      ),
    });
  }
  return assessHealth({
    ...situation,
    ...(stack && { stack }),
    capacity: live?.capacity ?? environment.config,
    ...(alarms && !(alarms instanceof AlarmIndex) && { alarms }),
  });
}
