import { existingDatabaseName } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { LiveCluster } from '../../ports/ClusterReader';
import type {
  EnvironmentConfig,
  ExistingClusters,
} from '../../ports/EnvironmentConfig';
import { normalizeEntityRef } from '../databaseOfStack';

/** A database that the portal did not create. */
export interface ExistingDatabase {
  /** Name of the entity. */
  entityName: string;
  entityRef: string;
  /** Full entity reference, by the owner's tag. Undefined if the cluster has no usable one. */
  taggedOwner?: string;
  /** Full entity reference, for a cluster whose tagged owner is unknown. */
  defaultOwner: string;
  /** Full entity reference, by the system's tag. Undefined if the cluster has no usable one. */
  taggedSystem?: string;
  /** Tags that cannot be used. */
  malformed: Array<{ tag: string; value: string }>;
}

const ownerKinds = ['group', 'user'];
const systemKinds = ['system'];

/** Reads the identity of an existing database from its cluster and the configuration. */
export function existingDatabase(
  { name: environment }: Pick<EnvironmentConfig, 'name'>,
  { ownerTag, systemTag, defaultOwner }: ExistingClusters,
  cluster: Pick<LiveCluster, 'clusterIdentifier' | 'resourceId' | 'tags'>,
): ExistingDatabase {
  const entityName = existingDatabaseName(environment, cluster);
  const malformed: ExistingDatabase['malformed'] = [];
  const readRef = (tag: string | undefined, kinds: string[]) => {
    const value = tag === undefined ? undefined : cluster.tags[tag]?.trim();
    if (tag === undefined || !value) {
      return undefined;
    }
    const ref = refOfTag(value, kinds);
    if (!ref) {
      malformed.push({ tag, value });
    }
    return ref;
  };
  const taggedOwner = readRef(ownerTag, ownerKinds);
  const taggedSystem = readRef(systemTag, systemKinds);
  return {
    entityName,
    entityRef: `resource:default/${entityName}`.toLowerCase(),
    ...(taggedOwner && { taggedOwner }),
    defaultOwner: normalizeEntityRef(defaultOwner, 'group') ?? defaultOwner,
    ...(taggedSystem && { taggedSystem }),
    malformed,
  };
}

/** Returns the references that must be in the catalog to be used. */
export function taggedRefs({
  taggedOwner,
  taggedSystem,
}: ExistingDatabase): string[] {
  return [taggedOwner, taggedSystem].filter(ref => ref !== undefined);
}

/** The owner of an existing database: the tagged one if the catalog has it, or the default. */
export function ownerOfExisting(
  { taggedOwner, defaultOwner }: ExistingDatabase,
  known: ReadonlySet<string>,
): string {
  return taggedOwner && known.has(taggedOwner) ? taggedOwner : defaultOwner;
}

/** The system of an existing database: the tagged one if the catalog has it. */
export function systemOfExisting(
  { taggedSystem }: ExistingDatabase,
  known: ReadonlySet<string>,
): string | undefined {
  return taggedSystem && known.has(taggedSystem) ? taggedSystem : undefined;
}

/** Returns the full reference in a tag's value; undefined if the entity is of another kind. */
function refOfTag(value: string, kinds: string[]): string | undefined {
  const [defaultKind = ''] = kinds;
  const text = value.replace(/\s*([:/])\s*/g, '$1');
  const ref = normalizeEntityRef(text, defaultKind);
  return kinds.some(kind => ref?.startsWith(`${kind}:`)) ? ref : undefined;
}
