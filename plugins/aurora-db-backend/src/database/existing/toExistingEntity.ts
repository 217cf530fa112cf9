import { auroraDbAnnotations } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { ResourceEntity } from '@backstage/catalog-model';
import { databaseEntity } from '../databaseEntity';
import type { ExistingCluster } from '../LocatedCluster';

/** Makes the catalog entity of a database that the portal did not create. */
export function toExistingEntity({
  entityName: name,
  environment,
  cluster,
  clusterIdentifier,
  owner,
  system,
}: Pick<
  ExistingCluster,
  | 'entityName'
  | 'environment'
  | 'cluster'
  | 'clusterIdentifier'
  | 'owner'
  | 'system'
>): ResourceEntity {
  return databaseEntity({
    environment,
    name,
    label: clusterIdentifier,
    description: `Aurora PostgreSQL cluster ${clusterIdentifier} of environment ${environment.name}, which another tool created`,
    arn: cluster.arn,
    clusterIdentifier,
    annotations: { [auroraDbAnnotations.clusterArn]: cluster.arn },
    owner,
    system,
  });
}
