import { existingDatabaseName } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { LiveCluster } from '../../ports/ClusterReader';
import { testExistingCluster } from '../databases/testExistingCluster';
import { testSnapshot } from '../fakes/FakeSnapshots';
import { restoresOf } from './restoresOf';
import { testBackups } from './testBackups';

/** A provisioned cluster that another tool created in the account of prod. */
export function otherCluster(overrides?: Partial<LiveCluster>): LiveCluster {
  const clusterIdentifier = overrides?.clusterIdentifier ?? 'orders-cluster';
  return testExistingCluster(clusterIdentifier, 'prod', {
    resourceId: 'cluster-ORDERS',
    engineVersion: '15.4',
    capacity: undefined,
    databaseName: 'orders',
    masterUsername: 'orders_admin',
    parameterGroup: 'orders-parameters',
    backup: {
      retentionDays: 7,
      window: '15:00-15:30',
      earliestRestorableTime: new Date('2026-11-01T00:00:00Z'),
      latestRestorableTime: new Date('2026-11-25T09:00:00Z'),
    },
    iamAuthentication: false,
    ...overrides,
  });
}

/** {@link testBackups} with a database of another tool, and the restores of it. */
export function testExistingBackups(
  overrides?: Partial<LiveCluster>,
  options: Omit<
    NonNullable<Parameters<typeof testBackups>[0]>,
    'existing'
  > = {},
) {
  const cluster = otherCluster(overrides);
  const setup = testBackups({ ...options, existing: cluster });
  setup.account.instances = [
    {
      id: 'orders-1',
      status: 'available',
      instanceClass: 'db.r6g.large',
      performanceInsights: false,
    },
  ];
  const name = existingDatabaseName('prod', cluster);
  const entityRef = `resource:default/${name}`;
  return {
    ...setup,
    cluster,
    entityRef,
    entityName: name,
    ...restoresOf(setup, entityRef),
  };
}

/** A snapshot that another tool took of the cluster. */
export const nightly = testSnapshot({
  id: 'nightly',
  clusterIdentifier: 'orders-cluster',
  clusterResourceId: 'cluster-ORDERS',
  engineVersion: '15.4',
  masterUsername: 'orders_admin',
});
