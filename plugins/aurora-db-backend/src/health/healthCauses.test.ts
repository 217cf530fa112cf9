import {
  AwsUnavailableError,
  type AwsUnavailableReason,
} from '../ports/errors/AwsUnavailableError';
import type { InstanceReading } from '../insight/LoadReading';
import { testMessage } from '../testing/faults/testMessage';
import { createHealthWorld } from '../testing/services/createHealthWorld';

const minuteMs = 60_000;
const started = Date.parse('2026-11-23T05:30:10Z');
const insightsRead = 'aurora-db.insights.read';
const scan = 'SELECT count(*) FROM orders WHERE note LIKE ?';

/** The hour until the world starts, by minute. */
const times = Array.from(
  { length: 60 },
  (_, minute) => Date.parse('2026-11-23T04:31:00Z') + minute * minuteMs,
);

/** An instance whose load is all in one statement. */
function loaded(
  instanceId: string,
  wait: { name: string; type: string },
  sessions: number,
  isLoaded: (minute: number) => boolean = () => true,
): InstanceReading {
  const values = times.map((_, minute) => (isLoaded(minute) ? sessions : 0));
  return {
    instanceId,
    readAt: new Date(started),
    load: {
      times,
      waits: [{ ...wait, sessions: values }],
      statements: [{ id: 'scan', text: scan, sessions: values }],
      counters: { idle: times.map(() => 5) },
    },
  };
}

const cpu = { name: 'CPU', type: 'CPU' };
const writer = 'goal-mandala-prd-aurora-cluster-writer';

/** A database with a CPU problem that its load explains. */
function createTrouble() {
  const created = createHealthWorld();
  const { world } = created;
  world.valueOf = name => (name === 'CPUUtilization' ? 95 : 1);
  world.recent = [loaded(writer, cpu, 8)];
  return created;
}

describe('the causes of a health', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: started });
  });
  afterEach(() => jest.useRealTimers());

  it('are told with the reason that they explain', async () => {
    const { look } = createTrouble();
    expect(await look()).toMatchObject({
      severity: 'critical',
      reasons: [
        {
          code: 'health.cpu',
          cause: {
            code: 'cause.statement',
            params: { percent: 100, statement: scan },
            text: `100% of the load: ${scan}`,
          },
        },
      ],
    });
  });

  it.each<[string, (name: string) => number]>([
    ['CPU below its threshold', name => (name === 'CPUUtilization' ? 79 : 1)],
    ['the maximum of its capacity', name => (/Capacity/.test(name) ? 16 : 0)],
    ['no data', () => NaN],
  ])('are not read of a database with %s', async (_, valueOf) => {
    const { world, look } = createTrouble();
    world.valueOf = valueOf;
    const { reasons } = await look();
    expect(reasons.some(({ cause }) => cause)).toBe(false);
    expect(world.calls).not.toContain('load');
    expect(world.decisions).not.toHaveProperty(insightsRead);
  });

  it('are not read if the problem is another one', async () => {
    const { world, look } = createTrouble();
    world.valueOf = () => 1;
    world.stack = { ...world.stack, status: 'UPDATE_ROLLBACK_FAILED' };
    expect(await look()).toMatchObject({
      severity: 'warning',
      reasons: [{ code: 'health.failed' }],
    });
    expect(world.calls).not.toContain('load');
  });

  it('are in the minutes at the maximum if the capacity is exhausted', async () => {
    const { world, look } = createTrouble();
    // The capacity was at its maximum until ten minutes ago. The CPU has been busy since.
    world.valueOf = (name, slot) =>
      name === 'ServerlessDatabaseCapacity'
        ? Number(slot < 50) * 16
        : Number(name === 'CPUUtilization') * 95;
    world.recent = [loaded(writer, cpu, 8, minute => minute < 50)];
    const { reasons } = await look();
    expect(reasons.map(({ code, cause }) => [code, cause?.code])).toEqual([
      ['health.atMaximum', 'cause.statement'],
      ['health.cpu', undefined],
    ]);
  });

  it('need the waits of each statement only if the load names no statement, and not at first', async () => {
    const { world, look } = createTrouble();
    await look();
    await look();
    expect(world.withStatements).not.toContain(true);
    world.recent = [
      loaded(writer, { name: 'LWLock:WALInsert', type: 'LWLock' }, 8),
    ];
    await look();
    expect(world.withStatements).not.toContain(true);
    await look();
    expect(world.withStatements.at(-1)).toBe(true);
  });

  it('are only for callers who may read insights', async () => {
    const { world, look } = createTrouble();
    world.mayReadInsights = false;
    const refused = await look();
    expect(refused.severity).toBe('critical');
    expect(JSON.stringify(refused)).not.toContain('orders');
    world.mayReadInsights = true;
    expect(JSON.stringify(await look())).toContain('orders');
    world.mayReadInsights = false;
    expect(await look()).toEqual(refused);
  });

  it('ask for no permission while the load names none', async () => {
    const { world, look } = createTrouble();
    world.recent = [];
    await look();
    world.recent = [loaded(writer, { name: 'Lock:tuple', type: 'Lock' }, 9)];
    await look();
    expect(world.decisions).not.toHaveProperty(insightsRead);
  });

  it.each<AwsUnavailableReason>([
    'access-denied',
    'throttled',
    'unreachable',
    'failing',
    'credentials',
  ])('are left out if Performance Insights is %s', async reason => {
    const { world, look } = createTrouble();
    world.failures.load = new AwsUnavailableError(
      testMessage('no'),
      reason,
      '444444444444',
    );
    const health = await look();
    expect(health).toMatchObject({
      severity: 'critical',
      reasons: [{ code: 'health.cpu' }],
    });
    expect(health).not.toHaveProperty('stale');
    expect(health.reasons[0]).not.toHaveProperty('cause');
    expect(health.metrics.cpu.points).toHaveLength(60);
  });

  it('follow in a later answer if Performance Insights is slow', async () => {
    const { world, look } = createTrouble();
    world.loadTakesMs = 20_000;
    // Three seconds of the clock pass in each.
    expect((await look()).reasons[0]).not.toHaveProperty('cause');
    expect((await look()).reasons[0]).not.toHaveProperty('cause');
    await jest.advanceTimersByTimeAsync(20_000);
    world.loadTakesMs = 0;
    expect((await look()).reasons[0]).toHaveProperty('cause');
    expect(world.calls.filter(api => api === 'load')).toHaveLength(2);
  });

  it('are those of the minutes that are known while Performance Insights does not answer', async () => {
    const { world, look } = createTrouble();
    const { reasons } = await look();
    world.loadTakesMs = 20_000;
    await jest.advanceTimersByTimeAsync(minuteMs);
    expect((await look()).reasons).toEqual(reasons);
    // None of the three minutes is known now.
    await jest.advanceTimersByTimeAsync(minuteMs);
    world.failures.load = new Error('no');
    expect((await look()).reasons[0]).not.toHaveProperty('cause');
  });
});
