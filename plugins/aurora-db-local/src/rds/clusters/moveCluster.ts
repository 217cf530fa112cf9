import type { Scope } from '../../service/AwsService';
import type { RdsContext } from '../RdsContext';
import type { ClusterRecord } from './ClusterRecord';

/**
 * Sets a temporary status for a cluster and its instances, and requests the work on its servers.
 *
 * @param status - also of the instances
 */
export async function moveCluster(
  { store, reconciler }: Pick<RdsContext, 'store' | 'reconciler'>,
  scope: Scope,
  cluster: ClusterRecord,
  status: string,
  change: Partial<ClusterRecord> = {},
): Promise<ClusterRecord> {
  const changed = await store.changeCluster(scope, cluster.identifier, {
    ...change,
    status,
  });
  for (const { identifier, status: present } of store.membersOf(
    scope,
    cluster.identifier,
  )) {
    if (present !== 'deleting') {
      await store.changeInstance(scope, identifier, { status });
    }
  }
  void reconciler.request(scope, cluster.identifier);
  return changed;
}
