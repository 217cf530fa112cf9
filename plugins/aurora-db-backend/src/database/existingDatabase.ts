import { existingDatabaseName } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { LiveCluster } from '../ports/ClusterReader';
import type {
  EnvironmentConfig,
  ExistingClusters,
} from '../ports/EnvironmentConfig';
import { normalizeEntityRef } from './databaseOfStack';

/** A database that the portal did not create. */
export interface ExistingDatabase {
  /** Name of the entity. */
  entityName: string;
  entityRef: string;
  /** Full entity reference, by the owner's tag. Undefined if the cluster has no usable one. */
  taggedOwner?: string;
  /** Full entity reference, for a cluster whose tagged owner is unknown. */
  defaultOwner: string;
  /** Full entity reference. */
  system?: string;
  /** A sentence for each tag that cannot be used. */
  complaints: string[];
}

/** Reads the identity of an existing database from its cluster and the configuration. */
export function existingDatabase(
  { name: environment }: Pick<EnvironmentConfig, 'name'>,
  { ownerTag, systemTag, defaultOwner }: ExistingClusters,
  cluster: Pick<LiveCluster, 'clusterIdentifier' | 'resourceId' | 'tags'>,
): ExistingDatabase {
  const entityName = existingDatabaseName(environment, cluster);
  const complaints: string[] = [];
  const readRef = (key: string | undefined, defaultKind: string) => {
    const text = key === undefined ? undefined : cluster.tags[key];
    if (!text) {
      return undefined;
    }
    const ref = normalizeEntityRef(text, defaultKind);
    if (!ref) {
      complaints.push(
        `Cluster ${cluster.clusterIdentifier}: the tag ${key} is no entity reference: ${text}`,
      );
    }
    return ref;
  };
  const taggedOwner = readRef(ownerTag, 'group');
  const system = readRef(systemTag, 'system');
  return {
    entityName,
    entityRef: `resource:default/${entityName}`.toLowerCase(),
    ...(taggedOwner && { taggedOwner }),
    defaultOwner: normalizeEntityRef(defaultOwner, 'group') ?? defaultOwner,
    ...(system && { system }),
    complaints,
  };
}

/** The owner of an existing database: the tagged one if the catalog has it, or the default. */
export function ownerOfExisting(
  { taggedOwner, defaultOwner }: ExistingDatabase,
  known: ReadonlySet<string>,
): string {
  return taggedOwner && known.has(taggedOwner) ? taggedOwner : defaultOwner;
}
