import { auroraDbTags } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { LocatedCluster } from '../LocatedCluster';
import type { LiveCluster } from '../../ports/ClusterReader';
import type { ClusterSnapshot } from '../../ports/ClusterSnapshots';
import { normalizeEntityRef } from '../databaseOfStack';

/**
 * Whether a snapshot belongs to a database. Another team may reuse an identifier after a deletion.
 * A snapshot of an earlier cluster with the same identifier belongs to the database only if its
 * tags name the same owner.
 *
 * @param live - the cluster as it is now, if it exists
 */
export function isSnapshotOf(
  { clusterIdentifier, environment, owner }: LocatedCluster,
  live: LiveCluster | undefined,
  snapshot: ClusterSnapshot,
): boolean {
  if (snapshot.clusterIdentifier !== clusterIdentifier) {
    return false;
  }
  if (live?.resourceId && snapshot.clusterResourceId === live.resourceId) {
    return true;
  }
  const { tags } = snapshot;
  const taggedOwner = normalizeEntityRef(
    tags[auroraDbTags.owner] ?? '',
    'group',
  );
  return (
    tags[auroraDbTags.environment] === environment.name && taggedOwner === owner
  );
}
