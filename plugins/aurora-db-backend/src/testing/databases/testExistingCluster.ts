import type { EnvironmentProfile } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { LiveCluster } from '../../ports/ClusterReader';
import { testCluster } from './testCluster';
import { testEnvironment } from './testEnvironment';

/** A cluster for tests that another tool created in an environment's account. */
export function testExistingCluster(
  clusterIdentifier: string,
  environment: EnvironmentProfile,
  overrides?: Partial<LiveCluster>,
): LiveCluster {
  const { accountId, region } = testEnvironment(environment);
  return testCluster(clusterIdentifier, environment, {
    clusterIdentifier,
    arn: `arn:aws:rds:${region}:${accountId}:cluster:${clusterIdentifier}`,
    resourceId: `cluster-${clusterIdentifier.toUpperCase()}`,
    ...overrides,
  });
}
