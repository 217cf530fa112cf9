import { InsightsOffError } from '../ports/errors/InsightsOffError';
import {
  cpu,
  createLoadWorld,
  type Instance,
  instance,
  load,
  lock,
  minute,
  refusal,
  sleep,
  started,
  statement,
  times,
} from '../testing/services/createLoadWorld';

describe('the load of a database', () => {
  it('is that of all instances, by wait and by statement', async () => {
    const { reader, get } = createLoadWorld();
    for (const id of ['db-writer', 'db-reader']) {
      reader.loads.set(id, load);
      reader.statements.set(id, [statement]);
    }
    reader.statements.set('db-reader', [
      { ...statement, callsPerSecond: 1, averageLatencyMs: 30, rowsPerCall: 5 },
    ]);
    expect(await get()).toEqual({
      asOf: '2026-11-23T05:30:10.000Z',
      capacity: 8,
      waits: [
        {
          name: lock.name,
          kind: 'lock',
          points: [
            [times[1], 4],
            [times[2], 6],
          ],
        },
        {
          name: cpu.name,
          kind: 'cpu',
          points: [
            [times[1], 2],
            [times[2], 2],
          ],
        },
        {
          name: sleep.name,
          kind: 'other',
          points: [
            [times[1], 0],
            [times[2], 2],
          ],
        },
      ],
      statements: [
        {
          id: 'update',
          text: 'UPDATE accounts SET token = ? WHERE id = ?',
          load: 6,
          share: 0.75,
          waits: [
            { name: lock.name, kind: 'lock', load: 4 },
            { name: cpu.name, kind: 'cpu', load: 2 },
          ],
          callsPerSecond: 4,
          averageLatencyMs: 15,
          rowsPerCall: 2,
          points: [
            [times[1], 4],
            [times[2], 8],
          ],
        },
      ],
    });
  });

  it('shows the ten statements with the greatest load', async () => {
    const { reader, get } = createLoadWorld();
    reader.loads.set('db-writer', {
      times,
      statements: Array.from({ length: 25 }, (_, at) => ({
        id: `s${at}`,
        text: `SELECT ${at}`,
        sessions: [null, at / 100, at / 100],
      })),
    });
    const { statements } = await get();
    expect(statements.map(({ id }) => id)).toEqual(
      Array.from({ length: 10 }, (_, at) => `s${24 - at}`),
    );
  });

  it('shows the statements of the series until their details are read', async () => {
    const { clock, reader, get } = createLoadWorld();
    reader.loads.set('db-writer', load);
    reader.failures.set('readStatements', () => refusal('throttled'));
    expect(await get()).toMatchObject({
      statements: [{ id: 'update', load: 3, share: 0.6, waits: [] }],
    });
    reader.failures.clear();
    reader.statements.set('db-writer', [statement]);
    clock.now += 2 * minute;
    expect((await get()).statements[0]?.waits).toHaveLength(2);
  });

  it('leaves out the minute that is not over, unless there is no other', async () => {
    const { clock, reader, get } = createLoadWorld();
    const open = {
      times: [started - minute, started],
      total: [3, 1],
      waits: [{ ...cpu, sessions: [3, 1] }],
      statements: [{ id: 's', text: 'SELECT 1', sessions: [3, 1] }],
      counters: { vcpus: [4, 2] },
    };
    reader.loads.set('db-writer', open).set('db-reader', open);
    expect(await get()).toMatchObject({
      capacity: 8,
      waits: [{ points: [[started - minute, 6]] }],
      statements: [{ load: 6, points: [[started - minute, 6]] }],
    });
    const first = {
      ...open,
      total: [null, 1],
      waits: [{ ...cpu, sessions: [null, 1] }],
    };
    reader.loads.set('db-writer', first).set('db-reader', first);
    clock.now += 2 * minute;
    open.times = [clock.now - minute, clock.now];
    first.times = open.times;
    expect((await get()).waits).toMatchObject([{ points: [[clock.now, 2]] }]);
  });

  it('derives the capacity from the ACUs if Performance Insights does not know it', async () => {
    const { reader, world, get } = createLoadWorld();
    reader.loads.set('db-writer', load);
    expect((await get()).capacity).toBe(4 + 16 / 4);
    world.cluster = { ...world.cluster, capacity: undefined };
    expect((await get()).capacity).toBeUndefined();
  });

  it('derives the capacity of provisioned instances from their classes', async () => {
    const { world, get } = createLoadWorld();
    world.isExisting = true;
    world.instances = [
      instance('writer', { instanceClass: 'db.r6g.xlarge' }),
      instance('reader', { instanceClass: 'db.serverless' }),
    ];
    expect((await get()).capacity).toBe(4 + 16 / 4);
    world.instances = [
      instance('writer', { instanceClass: 'db.r6g.xlarge' }),
      instance('reader', { instanceClass: 'db.r99.xlarge' }),
    ];
    expect((await get()).capacity).toBeUndefined();
  });

  it('says of a database of another tool which of its settings to change', async () => {
    const { world, get } = createLoadWorld();
    world.isExisting = true;
    world.instances = [instance('writer', { performanceInsights: false })];
    expect((await get()).unavailable).toMatchObject({
      code: 'insight.offExisting',
      text: 'Performance Insights is off for writer, so the load is unknown. Set EnablePerformanceInsights of these instances to true, with the tool that created them',
    });
  });

  it('does not name each instance if Performance Insights is off for all', async () => {
    const { world, get } = createLoadWorld();
    world.instances = ['writer', 'reader-1', 'reader-2'].map(id =>
      instance(id, { performanceInsights: false }),
    );
    expect((await get()).unavailable?.text).toMatch(
      /^Performance Insights is off for all instances, so the load is unknown/,
    );
    world.instances.push(instance('reader-3', { status: 'stopped' }));
    expect((await get()).unavailable?.text).toMatch(/off for all instances/);
    world.instances.push(instance('reader-4'));
    expect((await get()).unavailable?.text).toMatch(
      /off for writer, reader-1, reader-2, so/,
    );
  });

  it('needs the permission to read insights, and statements with values that to read the log', async () => {
    const { world, get, texts } = createLoadWorld();
    world.mayRead = ['aurora-db.log.read'];
    await expect(get()).rejects.toThrow('aurora-db.insights.read is missing');
    world.mayRead = ['aurora-db.insights.read'];
    await expect(texts('update')).rejects.toThrow(
      'aurora-db.log.read is missing',
    );
  });
});

describe('a database whose load is unknown', () => {
  it.each<[string, Instance[], string, string]>([
    ['has no instances', [], 'insight.noInstances', 'no running instance'],
    [
      'is stopped',
      [instance('writer', { status: 'stopped' })],
      'insight.notRunning',
      'The database is stopped',
    ],
    [
      'is being created',
      [instance('writer', { status: 'creating' })],
      'insight.notRunning',
      'The database is creating',
    ],
    [
      'has no Performance Insights',
      [instance('writer', { performanceInsights: false })],
      'insight.offInAws',
      'off for writer, so the load is unknown. auroraDb.environments.prod.performanceInsights is true, so deploy',
    ],
  ])('%s: the user reads why, and AWS is not asked', async (...row) => {
    const [, instances, code, text] = row;
    const { reader, world, get } = createLoadWorld();
    world.instances = instances;
    expect(await get()).toMatchObject({
      unavailable: { code, text: expect.stringContaining(text) },
      waits: [],
      statements: [],
    });
    expect(reader.calls).toEqual([]);
  });

  it.each<[string, () => Error, string, RegExp]>([
    [
      'that AWS throttles',
      () => refusal('throttled'),
      'insight.unavailable',
      /AWS said no/,
    ],
    [
      'that the role may not read',
      () => refusal('access-denied'),
      'insight.accessDenied',
      /account 444444444444: allow pi:GetThis to its role/,
    ],
    [
      'whose Performance Insights were just switched off',
      () => new InsightsOffError('db-writer'),
      'insight.offInAws',
      /off for all instances, so.* EnablePerformanceInsights of the cluster goal-mandala-prd-aurora-cluster/,
    ],
  ])('%s: the user reads why', async (_, failure, code, text) => {
    const { reader, get } = createLoadWorld();
    reader.failures.set('readLoad', failure);
    expect(await get()).toMatchObject({
      unavailable: { code, text: expect.stringMatching(text) },
      waits: [],
    });
  });

  it('whose environment has no Performance Insights: the user reads what to configure', async () => {
    const { world, get } = createLoadWorld();
    const { environment } = world;
    world.instances = [instance('writer', { performanceInsights: false })];
    world.environment = {
      ...environment,
      config: { ...environment.config, performanceInsights: false },
    };
    expect((await get()).unavailable).toMatchObject({
      code: 'insight.off',
      text: expect.stringContaining(
        'Set auroraDb.environments.prod.performanceInsights to true',
      ),
    });
  });

  it('that AWS throttles later: the user sees the older load', async () => {
    const { clock, reader, get } = createLoadWorld();
    reader.loads.set('db-writer', load);
    await get();
    reader.failures.set('readLoad', () => refusal('throttled'));
    clock.now += 3 * minute;
    const later = await get();
    expect(later.asOf).toBe('2026-11-23T05:30:10.000Z');
    expect(later.unavailable).toBeUndefined();
    expect(later.waits.length).toBeGreaterThan(0);
  });

  it('that the role may no longer read: the user sees the older load and reads what to do', async () => {
    const { clock, reader, get } = createLoadWorld();
    reader.loads.set('db-writer', load);
    await get();
    reader.failures.set('readLoad', () => refusal('access-denied'));
    clock.now += 3 * minute;
    const later = await get();
    expect(later.asOf).toBe('2026-11-23T05:30:10.000Z');
    expect(later.unavailable?.code).toBe('insight.accessDenied');
    expect(later.waits.length).toBeGreaterThan(0);
    reader.failures.clear();
    clock.now += minute;
    expect((await get()).unavailable).toBeUndefined();
  });

  it('that has no data yet', async () => {
    const { reader, get } = createLoadWorld();
    const empty = { times, total: [null, null, null], waits: [] };
    reader.loads.set('db-writer', empty).set('db-reader', empty);
    expect(await get()).toMatchObject({
      unavailable: { code: 'insight.noData' },
    });
  });

  it('over another range until the next minute: the user reads when it follows', async () => {
    const { clock, get } = createLoadWorld();
    await get('1h');
    clock.now += 20_000;
    const { unavailable } = await get('24h');
    expect(unavailable).toMatchObject({ code: 'insight.nextMinute' });
    clock.now += Number(unavailable?.params?.seconds) * 1_000;
    expect((await get('24h')).unavailable).toBeUndefined();
  });

  it('whose stack cannot be read', async () => {
    const { world, get, texts } = createLoadWorld();
    world.failure = refusal('unreachable');
    const unavailable = { code: 'insight.unavailable' };
    expect(await get()).toMatchObject({ unavailable, waits: [] });
    expect(await texts('update')).toMatchObject({ unavailable, items: [] });
  });

  it('in part: the other instances are shown, and the user reads which one is missing', async () => {
    const { reader, world, get } = createLoadWorld();
    world.instances = [
      instance('writer'),
      instance('reader', { performanceInsights: false }),
    ];
    reader.loads.set('db-writer', load);
    const { unavailable, waits } = await get();
    expect(unavailable?.text).toMatch(/off for reader, /);
    expect(waits).toHaveLength(3);
  });
});
