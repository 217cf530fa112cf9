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
import type { StackDatabase } from './databaseOfStack';
import type { DatabaseStack } from '../ports/DatabaseStacks';

/** Makes the catalog entity of a database. */
export function toEntity(
  environment: EnvironmentConfig,
  stack: DatabaseStack,
  database: StackDatabase,
): ResourceEntity {
  const { name, names, owner, system, restoredFrom } = database;
  const console = consoleUrl(
    environment,
    stack.stackId,
    names.clusterIdentifier,
  );
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      namespace: 'default',
      name: names.base,
      title: environment.title
        ? `${name} – ${environment.title}`
        : `${name} (${environment.name})`,
      description: `Aurora PostgreSQL database ${name} of environment ${environment.name}`,
      annotations: {
        [ANNOTATION_LOCATION]: `aurora-db:${stack.stackId}`,
        [ANNOTATION_ORIGIN_LOCATION]: `aurora-db:${environment.name}`,
        [auroraDbAnnotations.environment]: environment.name,
        [auroraDbAnnotations.stackName]: stack.stackName,
        ...(restoredFrom && {
          [auroraDbAnnotations.restoredFrom]: restoredFrom,
        }),
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
export function tagOf(environmentName: string): string {
  return environmentName.replace(/-+/g, '-').replace(/-$/, '');
}

/**
 * Link to the cluster in the AWS console; undefined for other endpoints and partitions.
 *
 * @param arn - of the stack or the cluster
 */
export function consoleUrl(
  { endpoint, region }: EnvironmentConfig,
  arn: string,
  clusterIdentifier: string,
): string | undefined {
  return endpoint || !arn.startsWith('arn:aws:')
    ? undefined
    : `https://${region}.console.aws.amazon.com/rds/home?region=${region}#database:id=${clusterIdentifier};is-cluster=true`;
}
