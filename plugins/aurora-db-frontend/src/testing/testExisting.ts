import type {
  Cluster,
  Health,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { testCluster, testEntity, testHealth } from './testData';

/** The name of {@link testExistingCluster}, which people see and type. */
export const testExistingName = 'prod.orders-cluster';

const entityRef = `resource:default/${testExistingName}`;

/** The entity of {@link testExistingCluster}. */
export const testExistingEntity = {
  ...testEntity,
  metadata: {
    name: testExistingName,
    namespace: 'default',
    annotations: {
      'aurora-db/environment': 'prod',
      'aurora-db/cluster-arn':
        'arn:aws:rds:ap-northeast-1:444444444444:cluster:orders-cluster',
    },
  },
};

/** A member of the test cluster. */
export function testMember(
  id: string,
  overrides: Partial<Cluster['members'][number]> = {},
): Cluster['members'][number] {
  return {
    id,
    role: 'reader',
    status: 'available',
    availabilityZone: 'ap-northeast-1a',
    instanceClass: 'db.r6g.large',
    ...overrides,
  };
}

/** A provisioned database that another tool created. */
export function testExistingCluster(overrides: Partial<Cluster> = {}): Cluster {
  return testCluster({
    entityRef,
    origin: 'existing',
    stackName: undefined,
    clusterIdentifier: 'orders-cluster',
    databaseName: 'orders',
    masterUsername: 'app_admin',
    capacity: undefined,
    instanceClasses: ['db.r6g.large'],
    maxConnections: { configured: 1802, live: 1802, pendingReboot: false },
    members: [
      testMember('orders-1', { role: 'writer' }),
      testMember('orders-2', { availabilityZone: 'ap-northeast-1c' }),
    ],
    ...overrides,
  });
}

/** Its health. It has no datapoint of capacity. */
export function testExistingHealth(overrides: Partial<Health> = {}): Health {
  const health = testHealth();
  return {
    ...health,
    entityRef,
    metrics: {
      ...health.metrics,
      acu: { unit: 'ACU', points: [] },
      connections: { ...health.metrics.connections, current: 120, max: 1802 },
    },
    ...overrides,
  };
}
