import { loadSchema } from '@aurora-db/backstage-plugin-aurora-db-common';
import { mockCredentials } from '@backstage/backend-test-utils';
import { NotAllowedError } from '@backstage/errors';
import { databaseOfStack } from '../database/databaseOfStack';
import {
  AwsUnavailableError,
  type AwsUnavailableReason,
} from '../ports/AwsUnavailableError';
import type { ClusterInstances } from '../ports/ClusterReader';
import { InsightsOffError } from '../ports/InsightsOffError';
import type { InstanceLoad, StatementLoad } from '../ports/LoadReader';
import { testCluster } from '../testing/databases/testCluster';
import { testEnvironment } from '../testing/databases/testEnvironment';
import { testStack } from '../testing/databases/testStack';
import { FakeLoadReader } from '../testing/fakes/FakeLoadReader';
import { testMessage } from '../testing/faults/testMessage';
import { AuroraLoadService } from './AuroraLoadService';
import { LoadReadings } from './LoadReadings';

const credentials = mockCredentials.user();
const prod = testEnvironment('prod');
const stack = testStack('goal-mandala', 'prod');
const started = Date.parse('2026-11-23T05:30:10Z');
const minute = 60_000;
const times = [started - 2 * minute, started - minute, started];

type Instance = ClusterInstances['instances'][number];

const instance = (id: string, overrides?: Partial<Instance>): Instance => ({
  id,
  status: 'available',
  resourceId: `db-${id}`,
  performanceInsights: true,
  ...overrides,
});

const lock = { name: 'Lock:transactionid', type: 'Lock' };
const cpu = { name: 'CPU', type: 'CPU' };
const sleep = { name: 'Timeout:PgSleep', type: 'Timeout' };
const update = `UPDATE accounts SET token = 'secret' WHERE id = 7`;

/** Three minutes of an instance, of which the first has no data. */
const load: Partial<InstanceLoad> = {
  times,
  total: [null, 3, 5],
  waits: [
    { ...cpu, sessions: [null, 1, 1] },
    { ...lock, sessions: [null, 2, 3] },
    { ...sleep, sessions: [null, 0, 1] },
    { name: 'IO:DataFileRead', type: 'IO', sessions: [null, 0, 0] },
  ],
  statements: [{ id: 'update', text: update, sessions: [null, 2, 4] }],
  counters: { vcpus: [null, 2, 4] },
};
const statement: StatementLoad = {
  id: 'update',
  text: update,
  sessions: 1.5,
  waits: [
    { ...cpu, sessions: 0.5 },
    { ...lock, sessions: 1 },
  ],
  callsPerSecond: 3,
  averageLatencyMs: 10,
  rowsPerCall: 1,
};

const refusal = (reason: AwsUnavailableReason) =>
  new AwsUnavailableError(
    { ...testMessage('AWS said no'), params: { action: 'pi:GetThis' } },
    reason,
    prod.accountId,
  );

/** A database with a writer and a reader. */
function createWorld() {
  const clock = { now: started };
  const now = () => clock.now;
  const reader = new FakeLoadReader(now);
  const identity = databaseOfStack(prod, stack);
  if (identity.outcome === 'not-ours') {
    throw new Error(identity.reason);
  }
  const { names, owner } = identity.database;
  const { entityRef, clusterIdentifier } = names;
  const world = {
    instances: [instance('writer'), instance('reader')],
    cluster: testCluster('goal-mandala', 'prod'),
    mayRead: ['aurora-db.insights.read', 'aurora-db.log.read'],
    failure: undefined as Error | undefined,
  };
  const readAt = new Date(started);
  const service = new AuroraLoadService({
    access: {
      find: async (_ref, _credentials, { name }) => {
        if (!world.mayRead.includes(name)) {
          throw new NotAllowedError(`${name} is missing`);
        }
        if (world.failure) {
          throw world.failure;
        }
        return {
          entityRef,
          environment: prod,
          stack,
          names,
          clusterIdentifier,
          owner,
          readAt,
        };
      },
    },
    clusters: { get: async () => ({ value: world.cluster, readAt }) },
    readings: new LoadReadings({
      load: reader,
      instances: {
        get: async () => ({
          value: { clusterIdentifier, instances: world.instances },
          readAt,
        }),
      },
      now,
    }),
    now,
  });
  return {
    clock,
    reader,
    world,
    get: async (range: '1h' | '24h' = '1h') => {
      const answer = await service.get(entityRef, range, credentials);
      return loadSchema.parse(JSON.parse(JSON.stringify(answer)));
    },
    texts: (id: string) =>
      service.getStatementTexts(entityRef, id, '1h', credentials),
  };
}

describe('the load of a database', () => {
  it('is that of all instances, by wait and by statement', async () => {
    const { reader, get } = createWorld();
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
    const { reader, get } = createWorld();
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
    const { clock, reader, get } = createWorld();
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

  it('derives the capacity from the ACUs if Performance Insights does not know it', async () => {
    const { reader, world, get } = createWorld();
    reader.loads.set('db-writer', load);
    expect((await get()).capacity).toBe(4 + 16 / 4);
    world.cluster = { ...world.cluster, capacity: undefined };
    expect((await get()).capacity).toBeUndefined();
  });

  it('needs the permission to read insights, and statements with values that to read the log', async () => {
    const { world, get, texts } = createWorld();
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
      'insight.off',
      'off for writer, so the load is unknown. Set auroraDb.environments.prod.performanceInsights',
    ],
  ])('%s: the user reads why, and AWS is not asked', async (...row) => {
    const [, instances, code, text] = row;
    const { reader, world, get } = createWorld();
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
      'insight.off',
      /off for writer, reader/,
    ],
  ])('%s: the user reads why', async (_, failure, code, text) => {
    const { reader, get } = createWorld();
    reader.failures.set('readLoad', failure);
    expect(await get()).toMatchObject({
      unavailable: { code, text: expect.stringMatching(text) },
      waits: [],
    });
  });

  it('that AWS throttles later: the user sees the older load', async () => {
    const { clock, reader, get } = createWorld();
    reader.loads.set('db-writer', load);
    await get();
    reader.failures.set('readLoad', () => refusal('throttled'));
    clock.now += 3 * minute;
    const later = await get();
    expect(later.asOf).toBe('2026-11-23T05:30:10.000Z');
    expect(later.unavailable).toBeUndefined();
    expect(later.waits.length).toBeGreaterThan(0);
  });

  it('that has no data yet', async () => {
    const { reader, get } = createWorld();
    const empty = { times, total: [null, null, null], waits: [] };
    reader.loads.set('db-writer', empty).set('db-reader', empty);
    expect(await get()).toMatchObject({
      unavailable: { code: 'insight.noData' },
    });
  });

  it('over another range until the next minute: the user reads when it follows', async () => {
    const { clock, get } = createWorld();
    await get('1h');
    clock.now += 20_000;
    const { unavailable } = await get('24h');
    expect(unavailable).toMatchObject({ code: 'insight.nextMinute' });
    clock.now += Number(unavailable?.params?.seconds) * 1_000;
    expect((await get('24h')).unavailable).toBeUndefined();
  });

  it('whose stack cannot be read', async () => {
    const { world, get, texts } = createWorld();
    world.failure = refusal('unreachable');
    const unavailable = { code: 'insight.unavailable' };
    expect(await get()).toMatchObject({ unavailable, waits: [] });
    expect(await texts('update')).toMatchObject({ unavailable, items: [] });
  });

  it('in part: the other instances are shown, and the user reads which one is missing', async () => {
    const { reader, world, get } = createWorld();
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

describe('the statements behind a tokenized one', () => {
  const valued = (
    id: string,
    text: string,
    sessions: number,
    isCut = false,
  ) => ({
    id,
    statementId: 'update',
    text,
    isCut,
    sessions,
  });

  it('are those of the reading that the user looks at, without another call', async () => {
    const { reader, get, texts } = createWorld();
    reader.loads.set('db-writer', {
      ...load,
      valued: [
        valued('1', 'UPDATE a SET b = 1', 0.1),
        valued('2', 'UPDATE a SET b = 2', 0.3),
        { ...valued('3', 'SELECT 1', 9), statementId: 'other' },
      ],
    });
    reader.loads.set('db-reader', {
      ...load,
      valued: [valued('1', 'UPDATE a SET b = 1', 0.4)],
    });
    expect(JSON.stringify(await get())).not.toMatch(/b = \d/);
    expect(await texts('update')).toEqual({
      id: 'update',
      items: [
        { text: 'UPDATE a SET b = 1', load: 0.5 },
        { text: 'UPDATE a SET b = 2', load: 0.3 },
      ],
    });
    expect(reader.calls).toHaveLength(4);
  });

  it('are whole as soon as a call is left', async () => {
    const { clock, reader, texts } = createWorld();
    reader.loads.set('db-writer', {
      ...load,
      valued: [valued('1', 'UPDATE a SET', 1, true)],
    });
    reader.wholeTexts.set('1', 'UPDATE a SET b = 1');
    expect(await texts('update')).toMatchObject({
      unavailable: { code: 'insight.nextMinute' },
      items: [{ text: 'UPDATE a SET…' }],
    });
    clock.now += minute + 1_000;
    await texts('update');
    clock.now += minute + 1_000;
    expect((await texts('update')).items).toEqual([
      { text: 'UPDATE a SET b = 1', load: 1 },
    ]);
    expect(reader.mostPerMinute()).toBe(2);
  });

  it('are read by themselves if their load is small', async () => {
    const { clock, reader, world, texts } = createWorld();
    world.instances = [instance('writer')];
    reader.loads.set('db-writer', { ...load, valued: [] });
    reader.valued.push(valued('1', 'UPDATE a SET b = 1', 0.1));
    expect(await texts('update')).toMatchObject({
      unavailable: { code: 'insight.nextMinute' },
      items: [],
    });
    clock.now += minute + 1_000;
    expect((await texts('update')).items).toHaveLength(1);
  });

  it('of an unknown one are not asked for', async () => {
    const { reader, texts } = createWorld();
    reader.loads.set('db-writer', load);
    await expect(texts('strange')).rejects.toThrow(
      'Statement strange is not among those with the greatest load of resource:default/goal-mandala-prd in the last 1h',
    );
    expect(reader.calls.map(({ method }) => method)).not.toContain(
      'readValuedStatements',
    );
  });
});
