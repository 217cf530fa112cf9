import { healthSchema } from '@aurora-db/backstage-plugin-aurora-db-common';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { toEntity } from '../database/toEntity';
import { testCluster } from '../testing/databases/testCluster';
import { testEnvironment } from '../testing/databases/testEnvironment';
import { testStack } from '../testing/databases/testStack';
import { AlarmStates } from '../readings/AlarmStates';
import { AuroraHealthService } from './AuroraHealthService';
import {
  AwsUnavailableError,
  type AwsUnavailableReason,
} from '../ports/AwsUnavailableError';
import { ClusterLocator } from '../database/ClusterLocator';
import type { LiveCluster } from '../ports/ClusterReader';
import { CoalescedMetrics } from '../readings/CoalescedMetrics';
import { DatabaseAccess } from '../access/DatabaseAccess';
import { databaseOfStack } from '../database/databaseOfStack';
import type { DatabaseStack } from '../ports/DatabaseStacks';
import { DelegatedEntityReader } from '../access/DelegatedEntityReader';
import { clusterLookup, stackLookup } from '../readings/lookups';
import { testMessage } from '../testing/faults/testMessage';

const ref = 'resource:default/goal-mandala-prd';
const credentials = mockCredentials.user();
const prod = testEnvironment('prod');
const stack = testStack('goal-mandala', 'prod');
const started = new Date('2026-11-23T05:30:10Z');

type Api = 'stacks' | 'clusters' | 'metrics' | 'alarms';

const refusal = (reason: AwsUnavailableReason) =>
  new AwsUnavailableError(
    testMessage(`said ${reason}`),
    reason,
    prod.accountId,
  );

/** A world whose AWS APIs can be made to fail, each alone. */
function createWorld() {
  const world: {
    failures: Partial<Record<Api, Error>>;
    calls: Api[];
    stack: DatabaseStack;
    cluster: LiveCluster | undefined;
    valueOf(metricName: string, slot: number): number;
    mayRead: boolean;
  } = {
    failures: {},
    calls: [],
    stack,
    cluster: testCluster('goal-mandala', 'prod', {
      backup: {
        retentionDays: 30,
        window: '18:00-19:00',
        earliestRestorableTime: new Date('2026-11-01T00:00:00Z'),
      },
    }),
    valueOf: () => 1,
    mayRead: true,
  };
  const answer = async <T>(api: Api, value: () => T) => {
    world.calls.push(api);
    const failure = world.failures[api];
    if (failure) {
      throw failure;
    }
    return value();
  };
  const identity = databaseOfStack(prod, stack);
  if (identity.outcome === 'not-ours') {
    throw new Error(identity.reason);
  }
  const catalog = catalogServiceMock({
    entities: [toEntity(prod, stack, identity.database)],
  });
  const access = new DatabaseAccess({
    authorizer: {
      require: async () => {
        if (!world.mayRead) {
          throw new NotAllowedError('no');
        }
      },
      isConditional: async () => false,
      allowsOn: async () => world.mayRead,
      filter: async () => [],
    },
    locator: new ClusterLocator({
      catalog,
      environments: [prod],
      stacks: stackLookup({
        describe: () => answer('stacks', () => world.stack),
        list: () => answer('stacks', () => [world.stack]),
      }),
    }),
    catalog: new DelegatedEntityReader(catalog, mockServices.auth()),
    environments: [prod],
    logger: mockServices.logger.mock(),
  });
  const service = new AuroraHealthService({
    access,
    clusters: clusterLookup({
      describe: () => answer('clusters', () => world.cluster),
      list: () => answer('clusters', () => []),
      describeInstances: async () => ({ clusterIdentifier: '', instances: [] }),
      listInstances: async () => [],
    }),
    metrics: new CoalescedMetrics({
      queriesPerRequest: () => 500,
      read: (_, queries, { slots }) =>
        answer('metrics', () =>
          queries.map(({ metricName }) =>
            new Float64Array(slots).map((__, slot) =>
              world.valueOf(metricName, slot),
            ),
          ),
        ),
    }),
    alarms: new AlarmStates({
      listNotOk: () => answer('alarms', () => new Map()),
    }),
  });
  const look = async (range: '1h' | '24h' = '1h') => {
    const [json, health] = await Promise.all([
      service.getJson(ref, range, credentials),
      service.get(ref, range, credentials),
      jest.advanceTimersByTimeAsync(3_000),
    ]);
    expect(json).toBe(JSON.stringify(health));
    return healthSchema.strict().parse(health);
  };
  return { world, look };
}

describe('the health service', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: started });
  });
  afterEach(() => jest.useRealTimers());

  it('returns values in their units, with upper limits, lower limits and gaps', async () => {
    const { world, look } = createWorld();
    world.valueOf = (name, slot) =>
      slot > 57 || (name === 'CPUUtilization' && slot === 10) ? NaN : 0.0123;
    const health = await look();
    expect(health).toMatchObject({
      entityRef: ref,
      status: 'available',
      severity: 'ok',
      reasons: [],
      asOf: '2026-11-23T05:30:10.050Z',
    });
    expect(health).not.toHaveProperty('stale');
    const { acu, connections, cpu, readLatency } = health.metrics;
    expect(acu).toMatchObject({ unit: 'ACU', min: 1, max: 16 });
    expect(connections).toMatchObject({ unit: 'count', max: 3360 });
    expect(readLatency).toMatchObject({ unit: 'ms', current: 12.3 });
    expect(cpu.points).toHaveLength(60);
    expect(cpu.points[0]).toEqual([Date.parse('2026-11-23T04:31:00Z'), 0.012]);
    expect(cpu.points[10]?.[1]).toBeNull();
    expect(cpu.points.at(-1)).toEqual([
      Date.parse('2026-11-23T05:30:00Z'),
      null,
    ]);
  });

  it('derives the severity from the last minutes, for every range', async () => {
    const { world, look } = createWorld();
    world.valueOf = (name, slot) =>
      name === 'CPUUtilization' && slot >= 57 && slot < 60 ? 95 : 1;
    const health = await look('24h');
    expect(health.severity).toBe('critical');
    expect(health.metrics.cpu.points).toHaveLength(288);
    expect(health.metrics.cpu.current).toBe(95);
  });

  it("compares connections with the servers' limit until they reboot", async () => {
    const { world, look } = createWorld();
    const cluster = testCluster('goal-mandala', 'prod');
    world.stack = {
      ...stack,
      outputs: { MaxConnections: '3360', MaxConnectionsUntilReboot: '1669' },
    };
    world.cluster = {
      ...cluster,
      members: cluster.members.map(one => ({ ...one, pendingReboot: true })),
    };
    world.valueOf = name => (name === 'DatabaseConnections' ? 1660 : 1);
    expect(await look()).toMatchObject({
      severity: 'critical',
      reasons: [
        { code: 'health.pendingReboot' },
        { code: 'health.connections' },
      ],
      metrics: { connections: { current: 1660, max: 1669 } },
    });
  });

  it('compares connections with the parameter group, even if the capacity changed outside the portal', async () => {
    const { world, look } = createWorld();
    world.stack = { ...stack, outputs: { MaxConnections: '3360' } };
    world.cluster = testCluster('goal-mandala', 'prod', {
      capacity: { minCapacity: 1, maxCapacity: 4 },
    });
    const { metrics } = await look();
    expect(metrics).toMatchObject({
      acu: { max: 4 },
      connections: { max: 3360 },
    });
  });

  it('requests no metrics while the cluster is being created', async () => {
    const { world, look } = createWorld();
    world.stack = { ...stack, status: 'CREATE_IN_PROGRESS' };
    world.cluster = undefined;
    expect(await look()).toMatchObject({
      status: 'creating',
      severity: 'unknown',
      reasons: [{ code: 'health.creating' }],
      metrics: { acu: { points: [], max: 16 } },
    });
    expect(world.calls).toEqual(['stacks', 'clusters']);
  });

  it.each<[Api, AwsUnavailableReason, string]>([
    ['stacks', 'credentials', 'health.credentials'],
    ['stacks', 'access-denied', 'health.accessDenied'],
    ['stacks', 'throttled', 'health.throttledNoData'],
    ['clusters', 'unreachable', 'health.unavailableNoData'],
    ['clusters', 'failing', 'health.unavailableNoData'],
    ['metrics', 'throttled', 'health.throttledNoData'],
    ['metrics', 'credentials', 'health.credentials'],
  ])(
    'answers without an error if it cannot read %s: %s',
    async (api, reason, code) => {
      const { world, look } = createWorld();
      world.failures[api] = refusal(reason);
      const health = await look();
      expect(health).toMatchObject({
        severity: 'unknown',
        reasons: [{ code }],
      });
      expect(health.metrics.acu.points).toEqual([]);
      expect(JSON.stringify(health.reasons)).not.toContain('{{');
    },
  );

  it('names the account whose credentials AWS refuses', async () => {
    const { world, look } = createWorld();
    world.failures.stacks = refusal('credentials');
    const { reasons } = await look();
    expect(reasons[0]?.params).toEqual({
      accountId: '444444444444',
      reason: 'said credentials',
    });
  });

  it.each<[Api, AwsUnavailableReason, string]>([
    ['metrics', 'throttled', 'health.throttled'],
    ['metrics', 'unreachable', 'health.unavailable'],
    ['clusters', 'throttled', 'health.throttled'],
    ['stacks', 'failing', 'health.unavailable'],
  ])(
    'shows older data and reports it if %s become %s',
    async (api, reason, code) => {
      const { world, look } = createWorld();
      world.valueOf = () => 85;
      await look();
      world.failures[api] = refusal(reason);
      await jest.advanceTimersByTimeAsync(90_000);
      const health = await look();
      expect(health).toMatchObject({ stale: true, severity: 'warning' });
      expect(health.reasons[0]).toMatchObject({ code });
      expect(health.reasons[0]?.params?.asOf).toBe(health.asOf);
      expect(health.metrics.cpu.points).toHaveLength(60);
    },
  );

  it('is unknown if the data is older than five minutes', async () => {
    const { world, look } = createWorld();
    await look();
    world.failures.metrics = refusal('throttled');
    await jest.advanceTimersByTimeAsync(6 * 60_000);
    const health = await look();
    expect(health).toMatchObject({ stale: true, severity: 'unknown' });
    expect(health.asOf).toBe('2026-11-23T05:30:10.050Z');
  });

  it('shows metrics without alarms if it cannot read only the alarms', async () => {
    const { world, look } = createWorld();
    world.failures.alarms = refusal('access-denied');
    const health = await look();
    expect(health).toMatchObject({
      severity: 'ok',
      alarms: [],
      reasons: [{ code: 'health.alarmsUnavailable' }],
    });
  });

  it('calls AWS for each kind of data at most once a minute', async () => {
    const { world, look } = createWorld();
    for (let i = 0; i < 5; i += 1) {
      await look();
    }
    expect(world.calls.sort()).toEqual([
      'alarms',
      'clusters',
      'metrics',
      'stacks',
    ]);
  });

  it('checks the permission first', async () => {
    const { world, look } = createWorld();
    world.mayRead = false;
    await expect(look()).rejects.toThrow(NotAllowedError);
    expect(world.calls).toEqual([]);
  });

  it('does not find a database whose stack is gone', async () => {
    const { world, look } = createWorld();
    world.stack = { ...stack, status: 'DELETE_COMPLETE' };
    await expect(look()).rejects.toThrow(NotFoundError);
  });
});
