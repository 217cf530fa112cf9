import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  createHealthWorld,
  type HealthApi,
} from '../testing/services/createHealthWorld';
import { testCluster } from '../testing/databases/testCluster';
import { testEnvironment } from '../testing/databases/testEnvironment';
import { testStack } from '../testing/databases/testStack';
import {
  AwsUnavailableError,
  type AwsUnavailableReason,
} from '../ports/errors/AwsUnavailableError';
import { testMessage } from '../testing/faults/testMessage';

const ref = 'resource:default/goal-mandala-prd';
const prod = testEnvironment('prod');
const stack = testStack('goal-mandala', 'prod');
const started = new Date('2026-11-23T05:30:10Z');

const refusal = (reason: AwsUnavailableReason) =>
  new AwsUnavailableError(
    testMessage(`said ${reason}`),
    reason,
    prod.accountId,
  );

describe('the health service', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: started });
  });
  afterEach(() => jest.useRealTimers());

  it('returns values in their units, with upper limits, lower limits and gaps', async () => {
    const { world, look } = createHealthWorld();
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
    const { world, look } = createHealthWorld();
    world.valueOf = (name, slot) =>
      name === 'CPUUtilization' && slot >= 57 && slot < 60 ? 95 : 1;
    const health = await look('24h');
    expect(health.severity).toBe('critical');
    expect(health.metrics.cpu.points).toHaveLength(288);
    expect(health.metrics.cpu.current).toBe(95);
  });

  it("compares connections with the servers' limit until they reboot", async () => {
    const { world, look } = createHealthWorld();
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
    const { world, look } = createHealthWorld();
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
    const { world, look } = createHealthWorld();
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

  it.each<[HealthApi, AwsUnavailableReason, string]>([
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
      const { world, look } = createHealthWorld();
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
    const { world, look } = createHealthWorld();
    world.failures.stacks = refusal('credentials');
    const { reasons } = await look();
    expect(reasons[0]?.params).toEqual({
      accountId: '444444444444',
      reason: 'said credentials',
    });
  });

  it.each<[HealthApi, AwsUnavailableReason, string]>([
    ['metrics', 'throttled', 'health.throttled'],
    ['metrics', 'unreachable', 'health.unavailable'],
    ['clusters', 'throttled', 'health.throttled'],
    ['stacks', 'failing', 'health.unavailable'],
  ])(
    'shows older data and reports it if %s become %s',
    async (api, reason, code) => {
      const { world, look } = createHealthWorld();
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
    const { world, look } = createHealthWorld();
    await look();
    world.failures.metrics = refusal('throttled');
    await jest.advanceTimersByTimeAsync(6 * 60_000);
    const health = await look();
    expect(health).toMatchObject({ stale: true, severity: 'unknown' });
    expect(health.asOf).toBe('2026-11-23T05:30:10.050Z');
  });

  it('shows metrics without alarms if it cannot read only the alarms', async () => {
    const { world, look } = createHealthWorld();
    world.failures.alarms = refusal('access-denied');
    const health = await look();
    expect(health).toMatchObject({
      severity: 'ok',
      alarms: [],
      reasons: [{ code: 'health.alarmsUnavailable' }],
    });
  });

  it('calls AWS for each kind of data at most once a minute', async () => {
    const { world, look } = createHealthWorld();
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
    const { world, look } = createHealthWorld();
    world.mayRead = false;
    await expect(look()).rejects.toThrow(NotAllowedError);
    expect(world.calls).toEqual([]);
  });

  it('does not find a database whose stack is gone', async () => {
    const { world, look } = createHealthWorld();
    world.stack = { ...stack, status: 'DELETE_COMPLETE' };
    await expect(look()).rejects.toThrow(NotFoundError);
  });
});
