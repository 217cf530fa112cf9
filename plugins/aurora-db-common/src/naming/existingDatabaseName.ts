import { cutIdentifier } from './cutIdentifier';

/** Longest name of an entity. Source: Backstage's "Descriptor Format of Catalog Entities". */
const longestEntityName = 63;
const distinctLength = 8;

/**
 * Returns the name of the entity of a database that the portal did not create, such as
 * `prod.orders-cluster`. It cannot be the name of a portal's database, because those have no dot.
 * It stays the same as long as the cluster exists. If the identifier is too long, the name has its
 * beginning and a part of the resource id.
 *
 * @param environment - name of the environment
 * @public
 */
export function existingDatabaseName(
  environment: string,
  cluster: { clusterIdentifier: string; resourceId?: string },
): string {
  const { clusterIdentifier, resourceId = clusterIdentifier } = cluster;
  const name = `${environment}.${clusterIdentifier}`;
  if (name.length <= longestEntityName) {
    return name;
  }
  const end = resourceId.slice(-distinctLength).toLowerCase();
  return `${cutIdentifier(name, longestEntityName - distinctLength - 1)}-${end}`;
}
