import {
  auroraDbTags,
  databaseNames,
  databaseNameSchema,
  existingDatabaseName,
  snapshotIdentifier,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { ClusterSnapshot } from '../../ports/ClusterSnapshots';
import type { EnvironmentConfig } from '../../ports/EnvironmentConfig';
import { timeOfSnapshotId } from './timeOfSnapshotId';

/**
 * Longest time between the time in a snapshot's identifier and its start in RDS, in milliseconds.
 */
const begunWithinMs = 24 * 3_600_000;

/** The database of a snapshot that the portal took. */
export interface SnapshotSubject {
  clusterIdentifier: string;
  /** The beginning of the identifiers of its snapshots. */
  base: string;
  entityRef: string;
}

/**
 * Returns the database that a snapshot's tags name; undefined if they name none. The cluster may no
 * longer exist.
 */
export function subjectOfTags(
  environment: Pick<EnvironmentConfig, 'name' | 'shortName'>,
  {
    tags,
    clusterResourceId,
  }: Pick<ClusterSnapshot, 'tags' | 'clusterResourceId'>,
): SnapshotSubject | undefined {
  const clusterIdentifier = tags[auroraDbTags.cluster];
  if (clusterIdentifier) {
    const name = existingDatabaseName(environment.name, {
      clusterIdentifier,
      resourceId: clusterResourceId,
    });
    return {
      clusterIdentifier,
      base: clusterIdentifier,
      entityRef: `resource:default/${name}`.toLowerCase(),
    };
  }
  const name = databaseNameSchema.safeParse(tags[auroraDbTags.name]);
  return name.success ? databaseNames(name.data, environment) : undefined;
}

/**
 * Whether the portal took a snapshot of a cluster. A cluster's tags also appear on snapshots that
 * other tools take, and a copy has the tags of its source, so tags alone prove nothing. A copy does
 * not have an identifier that the portal made. A user may have copied it to keep the data longer.
 */
export function isPortalSnapshot(
  {
    clusterIdentifier,
    base,
  }: Pick<SnapshotSubject, 'clusterIdentifier' | 'base'>,
  snapshot: ClusterSnapshot,
): boolean {
  const { id, type, tags, createdAt, sourceArn } = snapshot;
  const at = timeOfSnapshotId(id);
  return (
    type === 'manual' &&
    snapshot.clusterIdentifier === clusterIdentifier &&
    sourceArn === undefined &&
    at !== undefined &&
    Math.abs(createdAt.getTime() - at.getTime()) < begunWithinMs &&
    id === snapshotIdentifier(base, at, tags[auroraDbTags.label])
  );
}
