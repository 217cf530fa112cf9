import {
  byHealthMetric,
  createMessage,
  defaultShortName,
  environmentDefaults,
  environmentProfiles,
  metrics,
  type Cluster,
  type ClusterSummary,
  type DatabaseOperation,
  type EnvironmentInfo,
  type Health,
  type HealthMetric,
  type Plan,
  type Snapshot,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { Entity } from '@backstage/catalog-model';

/** The entity of the test database. */
export const testEntity: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: {
    name: 'goal-mandala-prd',
    namespace: 'default',
    annotations: {
      'aurora-db/environment': 'prod',
      'aurora-db/stack-name': 'goal-mandala-prd-database',
    },
  },
  spec: { type: 'aurora-postgresql', owner: 'group:default/guests' },
};

/** The user of the tests. */
export const testGuest: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'guest', namespace: 'default' },
  spec: { memberOf: ['guests'] },
};

/** The database that the test database was restored from. */
export const testSource: Entity = {
  ...testEntity,
  metadata: { ...testEntity.metadata, name: 'goal-mandala-stg' },
};

/** A healthy production database. */
export function testCluster(overrides: Partial<Cluster> = {}): Cluster {
  return {
    entityRef: 'resource:default/goal-mandala-prd',
    environment: 'prod',
    origin: 'portal',
    stackName: 'goal-mandala-prd-database',
    clusterIdentifier: 'goal-mandala-prd-aurora-cluster',
    status: 'available',
    engineVersion: '15.17',
    endpoint: 'goal.cluster-abc.ap-northeast-1.rds.amazonaws.com',
    readerEndpoint: 'goal.cluster-ro-abc.ap-northeast-1.rds.amazonaws.com',
    port: 5432,
    databaseName: 'goalmandalamain',
    capacity: { min: 1, max: 16, current: 6.5 },
    maxConnections: { configured: 3360, live: 3360, pendingReboot: false },
    members: [
      {
        id: 'writer',
        role: 'writer',
        status: 'available',
        availabilityZone: 'ap-northeast-1a',
      },
      {
        id: 'reader',
        role: 'reader',
        status: 'available',
        availabilityZone: 'ap-northeast-1c',
      },
    ],
    backup: { retentionDays: 30, window: '18:00-19:00' },
    deletionProtection: true,
    ...overrides,
  };
}

/** The same database in the list of all databases. */
export function testSummary(
  overrides: Partial<ClusterSummary> = {},
): ClusterSummary {
  return {
    entityRef: 'resource:default/goal-mandala-prd',
    origin: 'portal',
    environment: 'prod',
    status: 'available',
    engineVersion: '15.17',
    capacity: { min: 1, max: 16, current: 6.5 },
    severity: 'ok',
    owner: 'group:default/guests',
    ...overrides,
  };
}

/** Metrics without a datapoint. */
export const emptyMetrics: Health['metrics'] = byHealthMetric(name => ({
  unit: metrics[name].unit,
  points: [],
}));

/** The current health of a healthy database. */
export function testHealth(overrides: Partial<Health> = {}): Health {
  const metric = (
    unit: HealthMetric['unit'],
    current: number,
    max?: number,
  ): HealthMetric => ({
    unit,
    current,
    max,
    points: [
      [0, current / 2],
      [60_000, null],
      [120_000, current],
    ],
  });
  return {
    entityRef: 'resource:default/goal-mandala-prd',
    status: 'available',
    severity: 'ok',
    reasons: [],
    asOf: new Date().toISOString(),
    metrics: {
      ...emptyMetrics,
      acu: metric('ACU', 6.5, 16),
      connections: metric('count', 2980, 3360),
      cpu: metric('%', 43),
      readLatency: metric('ms', 1.2),
      writeLatency: metric('ms', 0.004),
    },
    alarms: [],
    ...overrides,
  };
}

/** All four environments with their defaults. */
export const testEnvironments: EnvironmentInfo[] = environmentProfiles.map(
  name => ({
    name,
    profile: name,
    shortName: defaultShortName(name),
    region: 'ap-northeast-1',
    accountId: '123456789012',
    config: environmentDefaults[name],
    bounds: {
      minCapacity: environmentDefaults[name].minCapacity,
      maxCapacity: environmentDefaults[name].maxCapacity,
    },
  }),
);

/** A manual snapshot that can be restored. */
export function testSnapshot(overrides: Partial<Snapshot> = {}): Snapshot {
  return {
    id: 'goal-mandala-prd-manual-20261123023105',
    type: 'manual',
    status: 'available',
    percentProgress: 100,
    createdAt: '2026-11-23T02:31:05.000Z',
    label: 'before the migration',
    release: 'v2.4.0',
    createdBy: 'user:default/guest',
    engineVersion: '15.17',
    sizeGiB: 1.5,
    ...overrides,
  };
}

/** A running restore of the test database. */
export function testRestore(
  overrides: Partial<DatabaseOperation> = {},
): DatabaseOperation {
  return {
    id: 'restore-1',
    kind: 'restore',
    status: 'running',
    startedAt: '2026-11-23T02:40:00.000Z',
    progress: 40,
    by: 'user:default/guest',
    message: {
      code: 'operation.restoredTo',
      params: { target: 'resource:default/goal-mandala-copy-prd' },
      text: 'Restored as resource:default/goal-mandala-copy-prd',
    },
    ...overrides,
  };
}

/** The plan of a restore that is possible. */
export function testPlan(overrides: Partial<Plan> = {}): Plan {
  return {
    target: {
      entityRef: 'resource:default/goal-mandala-r261123023105-prd',
      clusterIdentifier: 'goal-mandala-r261123023105-prd-aurora-cluster',
      environment: 'prod',
      name: 'goal-mandala-r261123023105',
    },
    config: environmentDefaults.prod,
    engineVersion: '15.17',
    changes: [
      {
        action: 'add',
        resource: 'Cluster',
        type: 'AWS::RDS::DBCluster',
        properties: [],
        allowed: true,
      },
      ...['Writer', 'Reader'].map(resource => ({
        action: 'add' as const,
        resource,
        type: 'AWS::RDS::DBInstance',
        properties: [],
        allowed: true,
      })),
    ],
    preflight: [
      {
        check: 'network',
        ok: true,
        message: createMessage('preflight.nothingLeft'),
      },
    ],
    monthlyCost: { min: 292, max: 4672, currency: 'USD' },
    warnings: [
      createMessage('plan.restoreOwnCredentials', {
        source: 'resource:default/goal-mandala-prd',
      }),
    ],
    ...overrides,
  };
}
