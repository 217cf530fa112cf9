import { auroraDbTags } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { LocatedCluster } from './ClusterLocator';
import type { LiveCluster } from '../ports/ClusterReader';
import type { ClusterSnapshot } from '../ports/ClusterSnapshots';
import { normalizeEntityRef } from './databaseOfStack';

/**
 * Whether a snapshot is one of a database. Identifiers are used again after a deletion, perhaps by another team: one of an earlier
 * cluster of the same identifier belongs to the database only where its tags name the same owner.
 *
 * @param live - the cluster as it is now, where it exists
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
