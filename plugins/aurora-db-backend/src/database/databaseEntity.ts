import {
  auroraDbAnnotations,
  auroraDbResourceType,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  type ResourceEntity,
} from '@backstage/catalog-model';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';

/** Makes the catalog entity of a database of either origin. */
export function databaseEntity(database: {
  environment: EnvironmentConfig;
  /** Name of the entity. */
  name: string;
  /** What people call the database. */
  label: string;
  description: string;
  /** Of the stack or the cluster. */
  arn: string;
  clusterIdentifier: string;
  annotations: Record<string, string>;
  owner: string;
  system?: string;
}): ResourceEntity {
  const { environment, label, arn, owner, system } = database;
  const console = consoleUrl(environment, arn, database.clusterIdentifier);
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      namespace: 'default',
      name: database.name,
      title: environment.title
        ? `${label} – ${environment.title}`
        : `${label} (${environment.name})`,
      description: database.description,
      annotations: {
        [ANNOTATION_LOCATION]: `aurora-db:${arn}`,
        [ANNOTATION_ORIGIN_LOCATION]: `aurora-db:${environment.name}`,
        [auroraDbAnnotations.environment]: environment.name,
        ...database.annotations,
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

/** Makes a tag of the catalog, which has no double or trailing hyphens. */
function tagOf(environmentName: string): string {
  return environmentName.replace(/-+/g, '-').replace(/-$/, '');
}

/**
 * Link to the cluster in the AWS console; undefined for other endpoints and partitions.
 *
 * @param arn - of the stack or the cluster
 */
function consoleUrl(
  { endpoint, region }: EnvironmentConfig,
  arn: string,
  clusterIdentifier: string,
): string | undefined {
  return endpoint || !arn.startsWith('arn:aws:')
    ? undefined
    : `https://${region}.console.aws.amazon.com/rds/home?region=${region}#database:id=${clusterIdentifier};is-cluster=true`;
}
