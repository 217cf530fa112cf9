import {
  auroraDbTags,
  type Snapshot,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { ClusterSnapshot } from '../../ports/ClusterSnapshots';
import type { LocatedCluster } from '../LocatedCluster';
import { isPortalSnapshot } from './portalSnapshots';

/** Converts a snapshot of a database to the type of the API. */
export function toSnapshot(
  located: LocatedCluster,
  snapshot: ClusterSnapshot,
): Snapshot {
  const { tags, sizeGiB } = snapshot;
  const label = tags[auroraDbTags.label];
  const release = tags[auroraDbTags.release];
  const createdBy = tags[auroraDbTags.createdBy];
  const expiresAt = expiryOf(snapshot);
  return {
    id: snapshot.id,
    type: snapshot.type,
    status: snapshot.status,
    percentProgress: snapshot.percentProgress,
    createdAt: snapshot.createdAt.toISOString(),
    engineVersion: snapshot.engineVersion,
    ...(sizeGiB !== undefined && { sizeGiB }),
    ...(label && { label }),
    ...(release && { release }),
    ...(createdBy && { createdBy }),
    ...(expiresAt && { expiresAt: expiresAt.toISOString() }),
    deletable: isDeletable(located, snapshot),
  };
}

/**
 * Whether the portal may delete a snapshot. The tools that created a cluster may need the snapshots
 * that they took.
 */
export function isDeletable(
  located: LocatedCluster,
  snapshot: ClusterSnapshot,
): boolean {
  return located.origin === 'portal'
    ? snapshot.type === 'manual'
    : snapshot.tags[auroraDbTags.cluster] === located.clusterIdentifier &&
        isPortalSnapshot(located, snapshot);
}

/** When a snapshot expires; undefined if it has no such tag or a tag without a valid time. */
export function expiryOf({ tags }: ClusterSnapshot): Date | undefined {
  const at = Date.parse(tags[auroraDbTags.expiresAt] ?? '');
  return Number.isNaN(at) ? undefined : new Date(at);
}
