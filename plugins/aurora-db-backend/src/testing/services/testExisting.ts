import { existingDatabaseName } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { LiveCluster } from '../../ports/ClusterReader';
import { testCluster } from '../databases/testCluster';
import { testSnapshot } from '../fakes/FakeSnapshots';
import { testBackups } from './testBackups';

/** A provisioned cluster that another tool created in the account of prod. */
export function otherCluster(overrides?: Partial<LiveCluster>): LiveCluster {
  const clusterIdentifier = overrides?.clusterIdentifier ?? 'orders-cluster';
  return testCluster('orders', 'prod', {
    clusterIdentifier,
    arn: `arn:aws:rds:ap-northeast-1:444444444444:cluster:${clusterIdentifier}`,
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
export function testExisting(
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
  const find = () => setup.restores.find(entityRef, setup.caller.credentials);
  return {
    ...setup,
    cluster,
    entityRef,
    entityName: name,
    find,
    plan: (request: Parameters<typeof setup.restores.plan>[1]) =>
      setup.restores.plan(entityRef, request, setup.caller.credentials),
    restore: async (
      request: Parameters<typeof setup.restores.restore>[1],
      runId = 'task',
      onBegun?: Parameters<typeof setup.restores.restore>[5],
    ) =>
      setup.restores.restore(
        await find(),
        request,
        runId,
        setup.caller,
        setup.context,
        onBegun,
      ),
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
