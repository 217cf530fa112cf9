import {
  type Cluster,
  stackOutputs,
  type MetricName,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { LocatedCluster } from '../database/LocatedCluster';
import type { ClusterInstances, LiveCluster } from '../ports/ClusterReader';
import type { ClusterSeries } from '../readings/ClusterSeries';
import { clusterStatus, isRunningStatus } from '../database/clusterStatus';
import { serverlessCapacity } from './existing/serverlessCapacity';
import { currentValues } from './currentValues';

/**
 * Converts a database to the type of the REST API.
 *
 * @param known - `live` is absent if RDS has no such cluster (yet); `described` is absent if the
 *   instances were not read; `recent` is absent if the metrics were not read recently
 */
export function describeCluster(
  located: LocatedCluster,
  known: {
    live: LiveCluster | undefined;
    described?: ClusterInstances;
    recent: { series: ClusterSeries<MetricName>; readAt: Date } | undefined;
    maxConnections: Cluster['maxConnections'];
  },
): Cluster {
  const { live, described, recent, maxConnections } = known;
  const { environment, stack, clusterIdentifier, restoredFrom } = located;
  const { capacity } =
    located.origin === 'existing'
      ? serverlessCapacity(live, described?.instances)
      : { capacity: live?.capacity ?? environment.config };
  const status = clusterStatus(stack?.status, live?.status);
  const current = currentValues(recent, {
    isRunning: isRunningStatus(status),
    isPaused: false,
  }).get('acu');
  const { earliestRestorableTime, latestRestorableTime } = live?.backup ?? {};
  const secretArn = stack
    ? stack.outputs[stackOutputs.secretArn]
    : live?.masterSecretArn;
  const connectionSecretArn = stack?.outputs[stackOutputs.connectionSecretArn];
  const databaseName = stack
    ? (stack.outputs[stackOutputs.databaseName] ??
      (restoredFrom ? undefined : located.names.databaseName))
    : live?.databaseName;
  const instanceClasses = [
    ...new Set(
      (described?.instances ?? []).flatMap(
        ({ instanceClass }) => instanceClass ?? [],
      ),
    ),
  ].sort();
  return {
    entityRef: located.entityRef,
    environment: environment.name,
    ...(environment.title && { environmentTitle: environment.title }),
    origin: located.origin,
    accountId: environment.accountId,
    region: environment.region,
    ...(stack && { stackName: stack.stackName }),
    clusterIdentifier,
    ...(live && {
      arn: live.arn,
      engineVersion: live.engineVersion,
      ...(live.endpoint && { endpoint: live.endpoint }),
      ...(live.readerEndpoint && { readerEndpoint: live.readerEndpoint }),
      ...(live.port !== undefined && { port: live.port }),
      ...(live.masterUsername && { masterUsername: live.masterUsername }),
    }),
    status,
    ...(secretArn && { secretArn }),
    ...(connectionSecretArn && { connectionSecretArn }),
    ...(databaseName && { databaseName }),
    ...(capacity && {
      capacity: {
        min: capacity.minCapacity,
        max: capacity.maxCapacity,
        ...(current !== undefined && { current }),
      },
    }),
    ...(instanceClasses.length > 0 && { instanceClasses }),
    maxConnections,
    members: (live?.members ?? []).map(({ id, role }) => {
      const instance = described?.instances.find(one => one.id === id);
      return {
        id,
        role,
        status: instance?.status ?? 'unknown',
        ...(instance?.availabilityZone && {
          availabilityZone: instance.availabilityZone,
        }),
        ...(instance?.instanceClass && {
          instanceClass: instance.instanceClass,
        }),
      };
    }),
    backup: {
      retentionDays:
        live?.backup.retentionDays ?? environment.config.backupRetention,
      window: live?.backup.window ?? environment.backupWindow,
      ...(earliestRestorableTime && {
        earliestRestorableTime: earliestRestorableTime.toISOString(),
      }),
      ...(latestRestorableTime && {
        latestRestorableTime: latestRestorableTime.toISOString(),
      }),
    },
    deletionProtection: live?.deletionProtection ?? false,
    ...(live?.globalClusterIdentifier && {
      globalClusterIdentifier: live.globalClusterIdentifier,
    }),
    ...(restoredFrom && { restoredFrom }),
  };
}
