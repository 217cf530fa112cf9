import { existingDatabaseName } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { ExistingCluster } from '../../database/LocatedCluster';
import type { LiveCluster } from '../../ports/ClusterReader';
import { testCluster } from './testCluster';
import { testEnvironment } from './testEnvironment';

/** A database of another tool for tests, as the locator finds it. */
export function testExistingLocated(
  cluster: Partial<LiveCluster> = {},
  environment = testEnvironment('prod'),
): ExistingCluster {
  const { clusterIdentifier = 'legacy-orders' } = cluster;
  const live = testCluster('orders', 'prod', { ...cluster, clusterIdentifier });
  const entityName = existingDatabaseName(environment.name, live);
  return {
    origin: 'existing',
    entityRef: `resource:default/${entityName}`,
    entityName,
    environment,
    cluster: live,
    clusterIdentifier,
    base: clusterIdentifier,
    formName: clusterIdentifier,
    owner: 'group:default/team-a',
    readAt: new Date(),
  };
}
