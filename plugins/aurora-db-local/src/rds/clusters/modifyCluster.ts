import type { Scope } from '../../service/AwsService';
import { changesRecord } from '../changesRecord';
import { eventKinds } from '../events/eventKinds';
import type { RdsContext } from '../RdsContext';
import type { ClusterRecord } from './ClusterRecord';
import { moveCluster } from './moveCluster';
import { deferChanges, withPendingChanges } from './pendingClusterChanges';

type Context = Pick<
  RdsContext,
  'store' | 'reconciler' | 'clock' | 'logExports' | 'events'
>;

/** Changes a cluster at once, with everything that waits for its maintenance window. */
export async function modifyClusterNow(
  rds: Context,
  scope: Scope,
  cluster: ClusterRecord,
  asked: Partial<ClusterRecord>,
): Promise<ClusterRecord> {
  return apply(rds, scope, cluster, withPendingChanges(cluster, asked));
}

/** Changes a cluster. What RDS defers waits for the maintenance window. */
export async function modifyClusterLater(
  rds: Context,
  scope: Scope,
  cluster: ClusterRecord,
  asked: Partial<ClusterRecord>,
): Promise<ClusterRecord> {
  const { pending, ...change } = deferChanges(cluster, asked, rds.clock.now());
  // If everything waits, the cluster does not even become `modifying`.
  return pending === undefined || changesRecord(cluster, change)
    ? apply(rds, scope, cluster, { ...change, pending })
    : rds.store.changeCluster(scope, cluster.identifier, { pending });
}

async function apply(
  rds: Context,
  scope: Scope,
  cluster: ClusterRecord,
  change: Partial<ClusterRecord>,
): Promise<ClusterRecord> {
  if (
    change.engineVersion !== undefined &&
    change.engineVersion !== cluster.engineVersion
  ) {
    const upgrading = await moveCluster(
      rds,
      scope,
      cluster,
      'upgrading',
      change,
    );
    await tellUpgrade(rds, scope, cluster.identifier);
    return upgrading;
  }
  // The status first, so that no other modification begins meanwhile.
  const changing = await rds.store.changeCluster(scope, cluster.identifier, {
    status: 'modifying',
    ...change,
    logExports: cluster.logExports,
  });
  const changed = await rds.logExports.change(scope, changing, change);
  void rds.reconciler.request(scope, cluster.identifier);
  return changed;
}

async function tellUpgrade(
  { store, events }: Context,
  scope: Scope,
  identifier: string,
): Promise<void> {
  await events.add(scope, 'db-cluster', identifier, eventKinds.upgradeBegun);
  for (const member of store.membersOf(scope, identifier)) {
    await events.add(
      scope,
      'db-instance',
      member.identifier,
      eventKinds.patchingBegun,
    );
  }
}
