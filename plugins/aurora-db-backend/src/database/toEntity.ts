import { auroraDbAnnotations } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { ResourceEntity } from '@backstage/catalog-model';
import type { DatabaseStack } from '../ports/DatabaseStacks';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import { databaseEntity } from './databaseEntity';
import type { StackDatabase } from './databaseOfStack';

/** Makes the catalog entity of a database of the portal. */
export function toEntity(
  environment: EnvironmentConfig,
  stack: DatabaseStack,
  { name, names, owner, system, restoredFrom }: StackDatabase,
): ResourceEntity {
  return databaseEntity({
    environment,
    name: names.base,
    label: name,
    description: `Aurora PostgreSQL database ${name} of environment ${environment.name}`,
    arn: stack.stackId,
    clusterIdentifier: names.clusterIdentifier,
    annotations: {
      [auroraDbAnnotations.stackName]: stack.stackName,
      ...(restoredFrom && { [auroraDbAnnotations.restoredFrom]: restoredFrom }),
    },
    owner,
    system,
  });
}
