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
  const console = consoleUrl(environment, stack, names.clusterIdentifier);
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

/** Tags in the catalog have no double or trailing hyphens. */
function tagOf(environmentName: string): string {
  return environmentName.replace(/-+/g, '-').replace(/-$/, '');
}

/** Link to the cluster in the AWS console; undefined for other endpoints and partitions. */
function consoleUrl(
  { endpoint, region }: EnvironmentConfig,
  { stackId }: DatabaseStack,
  clusterIdentifier: string,
): string | undefined {
  return endpoint || !stackId.startsWith('arn:aws:')
    ? undefined
    : `https://${region}.console.aws.amazon.com/rds/home?region=${region}#database:id=${clusterIdentifier};is-cluster=true`;
}
