import {
  auroraDbAnnotations,
  auroraDbResourceType,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  type ResourceEntity,
} from '@backstage/catalog-model';
import type { ExistingCluster } from '../LocatedCluster';
import { consoleUrl, tagOf } from '../toEntity';

/** Makes the catalog entity of a database that the portal did not create. */
export function toExistingEntity(
  located: Pick<
    ExistingCluster,
    | 'entityName'
    | 'environment'
    | 'cluster'
    | 'clusterIdentifier'
    | 'owner'
    | 'system'
  >,
): ResourceEntity {
  const { environment, cluster, clusterIdentifier, owner, system } = located;
  const console = consoleUrl(environment, cluster.arn, clusterIdentifier);
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      namespace: 'default',
      name: located.entityName,
      title: environment.title
        ? `${clusterIdentifier} – ${environment.title}`
        : `${clusterIdentifier} (${environment.name})`,
      description: `Aurora PostgreSQL cluster ${clusterIdentifier} of environment ${environment.name}, which another tool created`,
      annotations: {
        [ANNOTATION_LOCATION]: `aurora-db:${cluster.arn}`,
        [ANNOTATION_ORIGIN_LOCATION]: `aurora-db:${environment.name}`,
        [auroraDbAnnotations.environment]: environment.name,
        [auroraDbAnnotations.clusterArn]: cluster.arn,
      },
      tags: ['aurora', 'postgresql', tagOf(environment.name)],
      ...(console && {
        links: [{ url: console, title: 'AWS console', icon: 'cloud' }],
      }),
    },
    spec: {
      type: auroraDbResourceType,
      owner,
      ...(system && { system }),
    },
  };
}
