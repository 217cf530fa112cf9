import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  type DescribeDimensionKeysRequest,
  type GetResourceMetricsRequest,
  PI,
} from '@aws-sdk/client-pi';
import { waitUntilDBInstanceDeleted } from '@aws-sdk/client-rds';
import pg from 'pg';
import { type AuroraLocal, createAuroraLocal } from '../createAuroraLocal';
import {
  connectRds,
  type ConnectedRds,
  masterPassword,
  type TestCluster,
} from '../rds/testing/startRds';
import { makeStateDirectory } from '../testing/makeStateDirectory';
import { PassingTime } from '../time/PassingTime';

const minuteMs = 60_000;
const start = Math.floor(Date.now() / minuteMs) * minuteMs;

describe('the load of a real PostgreSQL server', () => {
  let stateDirectory: string;
  let local: AuroraLocal;
  let time: PassingTime;
  let rds: ConnectedRds;
  let pi: PI;
  let cluster: TestCluster;
  let ids: Record<string, string>;
  const clients: pg.Client[] = [];

  const open = async () => {
    time = new PassingTime(time?.now() ?? start);
    local = await createAuroraLocal({ stateDirectory, cloudWatchTime: time });
    rds = await connectRds(local);
    pi = new PI({
      endpoint: local.url,
      region: 'ap-northeast-1',
      credentials: { accessKeyId: '123456789012', secretAccessKey: 'any' },
      maxAttempts: 1,
    });
  };

  beforeAll(async () => {
    stateDirectory = await makeStateDirectory();
    await open();
    await rds.createGroups();
    // A vacuum that happens to run would be a load of its own.
    await rds.rds.modifyDBClusterParameterGroup({
      DBClusterParameterGroupName: 'parameters',
      Parameters: [{ ParameterName: 'autovacuum', ParameterValue: '0' }],
    });
    await rds.createCluster('loaded', { EnablePerformanceInsights: true });
    await rds.createInstance('loaded', 'loaded-a');
    await rds.createInstance('loaded', 'loaded-b');
    await rds.createCluster('dark');
    await rds.createInstance('dark', 'dark-a');
    cluster = await rds.until('loaded');
    await rds.until('dark');
    const { DBInstances = [] } = await rds.rds.describeDBInstances({});
    ids = Object.fromEntries(
      DBInstances.map(one => [one.DBInstanceIdentifier, one.DbiResourceId]),
    );
    await rds.query(
      cluster,
      `CREATE TABLE accounts (id int PRIMARY KEY, balance int);
       INSERT INTO accounts SELECT n, 0 FROM generate_series(1, 10) AS n`,
    );
  }, 180_000);

  afterAll(async () => {
    await Promise.all(clients.map(client => client.end()));
    await local?.stop();
    await rm(stateDirectory, { recursive: true, force: true });
  }, 180_000);

  const connect = async (more: Partial<pg.ClientConfig> = {}) => {
    const client = new pg.Client({
      host: cluster.writer,
      port: cluster.port,
      user: 'postgres',
      password: masterPassword,
      database: 'goalmandalamain',
      ssl: { ca: rds.authority },
      ...more,
    });
    client.on('error', () => undefined);
    await client.connect();
    clients.push(client);
    return client;
  };
  /** Lets samples be taken while all statements run as `isSeen` says, and then ends them. */
  const whileRunning = async (
    statements: ReadonlyArray<{ client: pg.Client; text: string }>,
    isSeen: string,
    sample: () => Promise<unknown>,
    host = cluster.writer,
  ) => {
    const observer = await connect({ host });
    const running = statements.map(({ client, text }) => client.query(text));
    running.forEach(one => one.catch(() => undefined));
    const others = `FROM pg_stat_activity WHERE state = 'active' AND usename = 'postgres' AND pid <> pg_backend_pid()`;
    for (let seen = -1; seen !== statements.length; await delay(20)) {
      const { rows } = await observer.query(
        `SELECT count(*)::int AS n ${others} AND ${isSeen}`,
      );
      seen = rows[0].n;
    }
    await sample();
    await observer.query(`SELECT pg_cancel_backend(pid) ${others}`);
    await Promise.allSettled(running);
  };
  /** Lets time pass until just before the next minute, which it returns. */
  const passMinute = async () => {
    await time.pass(minuteMs - 1 - (time.now() % minuteMs));
    const at = time.now() + 1;
    return { StartTime: new Date(at), EndTime: new Date(at + minuteMs) };
  };
  const range = (from = start) => ({
    ServiceType: 'RDS' as const,
    StartTime: new Date(from),
    EndTime: new Date(time.now() + minuteMs),
  });
  const metrics = async (
    Identifier: string | undefined,
    queries: GetResourceMetricsRequest['MetricQueries'],
    more: Partial<GetResourceMetricsRequest> = {},
  ) => {
    const { MetricList = [] } = await pi.getResourceMetrics({
      ...range(),
      Identifier,
      PeriodInSeconds: 60,
      PeriodAlignment: 'START_TIME',
      MetricQueries: queries,
      ...more,
    });
    return MetricList.map(({ Key, DataPoints = [] }) => ({
      metric: Key?.Metric,
      dimensions: Key?.Dimensions,
      values: DataPoints.map(({ Value }) => Value),
      times: DataPoints.map(({ Timestamp }) => Timestamp?.getTime()),
    }));
  };
  const keys = (
    GroupBy: DescribeDimensionKeysRequest['GroupBy'],
    more: Partial<DescribeDimensionKeysRequest> = {},
  ) =>
    pi.describeDimensionKeys({
      ...range(),
      Identifier: ids['loaded-a'],
      PeriodInSeconds: 60,
      Metric: 'db.load.avg',
      GroupBy,
      ...more,
    });
  const load = (Group: string, more: object = {}) => [
    { Metric: 'db.load.avg', GroupBy: { Group, ...more } },
  ];

  it('is zero for an idle server, and names what it can do', async () => {
    const minute = await passMinute();
    await time.pass(30_000);
    const answer = await metrics(
      ids['loaded-a'],
      [
        ...load('db.wait_event'),
        { Metric: 'os.general.numVCPUs.avg' },
        { Metric: 'db.User.max_connections.max' },
        { Metric: 'os.cpuUtilization.total.avg' },
      ],
      minute,
    );
    expect(answer.map(({ metric, values }) => [metric, values])).toEqual([
      ['db.load.avg', [0]],
      ['os.general.numVCPUs.avg', [0.25]],
      ['db.User.max_connections.max', [189]],
      ['os.cpuUtilization.total.avg', [expect.any(Number)]],
    ]);
  });

  it('has sessions that sleep, with their client, on the server that they use', async () => {
    const minute = await passMinute();
    const client = await connect({
      host: cluster.reader,
      application_name: 'sleeper',
    });
    await whileRunning(
      [{ client, text: 'SELECT pg_sleep(600)' }],
      `wait_event = 'PgSleep'`,
      () => time.pass(10_000),
      cluster.reader,
    );
    const groups = [
      'db.wait_event',
      'db.wait_event_type',
      'db',
      'db.application',
      'db.host',
      'db.session_type',
      'db.user',
    ];
    const answer = await metrics(
      ids['loaded-b'],
      groups.map(Group => ({ Metric: 'db.load.avg', GroupBy: { Group } })),
      minute,
    );
    expect(
      Object.assign({}, ...answer.map(({ dimensions }) => dimensions)),
    ).toEqual({
      'db.wait_event.name': 'Timeout:PgSleep',
      'db.wait_event.type': 'Timeout',
      'db.wait_event_type.name': 'Timeout',
      'db.name': 'goalmandalamain',
      'db.application.name': 'sleeper',
      'db.host.id': '127.0.0.1',
      'db.host.name': '127.0.0.1',
      'db.session_type.name': 'client backend',
      'db.user.id': expect.stringMatching(/^\d+$/),
      'db.user.name': 'postgres',
    });
    expect(new Set(answer.map(({ values }) => values[0]))).toEqual(
      new Set([1]),
    );
    const writer = await metrics(ids['loaded-a'], load('db'), minute);
    expect(writer.map(({ values }) => values)).toEqual([[0]]);
  });

  it('names the statement that sessions wait with, and what they wait for', async () => {
    const minute = await passMinute();
    const holder = await connect();
    await holder.query('BEGIN; UPDATE accounts SET balance = 1 WHERE id = 1');
    const waiting = await Promise.all([connect(), connect(), connect()]);
    await whileRunning(
      waiting.map((client, n) => ({
        client,
        text: `UPDATE accounts SET balance = ${70 + n} WHERE id = 1`,
      })),
      `wait_event_type = 'Lock'`,
      () => time.pass(20_000),
    );
    await holder.query('ROLLBACK');
    const { Keys = [], PartitionKeys = [] } = await keys(
      { Group: 'db.sql_tokenized' },
      { ...minute, PartitionBy: { Group: 'db.wait_event_type' } },
    );
    expect(PartitionKeys).toEqual([
      { Dimensions: { 'db.wait_event_type.name': 'Lock' } },
    ]);
    expect(Keys).toEqual([
      {
        Dimensions: {
          'db.sql_tokenized.id': expect.any(String),
          'db.sql_tokenized.db_id': expect.stringMatching(/^-?\d+$/),
          'db.sql_tokenized.statement':
            'UPDATE accounts SET balance = ? WHERE id = ?',
        },
        Total: 3,
        Partitions: [3],
      },
    ]);
    const id = Keys[0]?.Dimensions?.['db.sql_tokenized.id'] ?? '';
    const texts = await keys(
      { Group: 'db.sql', Limit: 2 },
      { ...minute, Filter: { 'db.sql_tokenized.id': id } },
    );
    expect(texts.Keys?.map(({ Total }) => Total)).toEqual([1, 1]);
    const { Dimensions } = await pi.getDimensionKeyDetails({
      ServiceType: 'RDS',
      Identifier: ids['loaded-a'],
      Group: 'db.sql',
      GroupIdentifier: texts.Keys?.[0]?.Dimensions?.['db.sql.id'],
      RequestedDimensions: ['statement'],
    });
    expect(Dimensions).toEqual([
      {
        Dimension: 'db.sql.statement',
        Value: texts.Keys?.[0]?.Dimensions?.['db.sql.statement'],
        Status: 'AVAILABLE',
      },
    ]);
    const [blocked] = await metrics(
      ids['loaded-a'],
      [{ Metric: 'db.Transactions.blocked_transactions.max' }],
      minute,
    );
    expect(blocked?.values).toEqual([3]);
  });

  it('counts a statement that computes as CPU, with its statistics', async () => {
    const minute = await passMinute();
    const client = await connect();
    const counting = (most: number) =>
      `SELECT count(*) FROM generate_series(1, 1000) AS a, generate_series(1, 1000) AS b, generate_series(1, ${most}) AS c`;
    await client.query(counting(1));
    // The reading before, with which that at the end of the minute is compared.
    await time.pass(minuteMs);
    const next = { StartTime: minute.EndTime };
    await whileRunning(
      [
        {
          client,
          text: counting(1_000_000),
        },
      ],
      'wait_event IS NULL',
      async () => {
        const ofCpu = { ...next, Filter: { 'db.wait_event.name': 'CPU' } };
        let seen;
        do {
          // The end of the minute before is 1.5 s late. It must not count the calls below.
          await time.pass(2_000);
          seen = await keys({ Group: 'db.sql_tokenized' }, ofCpu);
        } while (!seen.Keys?.length);
      },
    );
    for (let call = 0; call < 6; call += 1) {
      await client.query(counting(2));
    }
    await time.pass(2 * minuteMs);
    const { Keys = [] } = await keys(
      { Group: 'db.sql_tokenized' },
      {
        ...next,
        Filter: { 'db.wait_event.name': 'CPU' },
        AdditionalMetrics: [
          'db.sql_tokenized.stats.calls_per_sec.avg',
          'db.sql_tokenized.stats.rows_per_call.avg',
          'db.sql_tokenized.stats.avg_latency_per_call.avg',
        ],
      },
    );
    expect(Keys).toHaveLength(1);
    expect(Keys[0]?.Dimensions?.['db.sql_tokenized.statement']).toBe(
      'SELECT count(*) FROM generate_series(?, ?) AS a, generate_series(?, ?) AS b, generate_series(?, ?) AS c',
    );
    expect(Keys[0]?.AdditionalMetrics).toEqual({
      'db.sql_tokenized.stats.calls_per_sec.avg': expect.any(Number),
      'db.sql_tokenized.stats.rows_per_call.avg': 1,
      'db.sql_tokenized.stats.avg_latency_per_call.avg': expect.any(Number),
    });
  });

  it('counts sessions by state, and knows the oldest transaction that is idle', async () => {
    const minute = await passMinute();
    const idle = await connect();
    await idle.query('BEGIN; SELECT pg_sleep(0.05)');
    const failed = await connect();
    await failed.query('BEGIN');
    await expect(failed.query('SELECT 1 / 0')).rejects.toThrow('zero');
    await time.pass(5_000);
    const answer = await metrics(
      ids['loaded-a'],
      [
        { Metric: 'db.state.idle_in_transaction_count.max' },
        { Metric: 'db.state.idle_in_transaction_aborted_count.max' },
        { Metric: 'db.state.active_count.max' },
        { Metric: 'db.state.idle_in_transaction_max_time.max' },
      ],
      minute,
    );
    await Promise.all([idle.query('ROLLBACK'), failed.query('ROLLBACK')]);
    const [inTransaction, aborted, active, age] = answer.map(
      ({ values }) => values[0],
    );
    expect([inTransaction, aborted, active]).toEqual([1, 1, 0]);
    expect(age).toBeGreaterThan(0.04);
  });

  it('shows no password of a utility statement in tokenized texts, cut or not', async () => {
    const minute = await passMinute();
    const client = await connect();
    const secret = 'hunter2-in-a-statement';
    await whileRunning(
      [
        {
          client,
          text: `CREATE ROLE app PASSWORD '${secret}'; SET app.token = ${secret.replaceAll('-', '_')}; DO $body$ BEGIN PERFORM pg_sleep(600); /* ${secret} */ END $body$ -- ${secret}`,
        },
      ],
      `wait_event = 'PgSleep'`,
      () => time.pass(5_000),
    );
    const { Keys = [] } = await keys({ Group: 'db.sql_tokenized' }, minute);
    expect(Keys).toHaveLength(1);
    expect(JSON.stringify(Keys)).toContain('CREATE ROLE app PASSWORD ?');
    expect(JSON.stringify(Keys)).not.toContain('hunter2');
  });

  it('has second by second what the last hour had', async () => {
    const end = Math.floor(time.now() / 1_000) * 1_000;
    const [seconds] = await metrics(ids['loaded-a'], load('db'), {
      StartTime: new Date(end - 3_000),
      EndTime: new Date(end),
      PeriodInSeconds: 1,
    });
    expect(seconds?.values).toHaveLength(3);
  });

  it('survives a restart, without a value for the time in between', async () => {
    await passMinute();
    await time.pass(20_000);
    const before = await metrics(ids['loaded-a'], load('db.wait_event'));
    await Promise.all(clients.splice(0).map(client => client.end()));
    const last = time.now();
    await local.stop();
    time = new PassingTime(last + 3 * minuteMs);
    await open();
    await rds.until('loaded');
    await time.pass(10_000);
    const after = await metrics(ids['loaded-a'], load('db.wait_event'));
    expect(after[0]?.times?.slice(0, before[0]?.times.length)).toEqual(
      before[0]?.times,
    );
    expect(
      after.map(({ values }) => values.slice(0, before[0]?.values.length)),
    ).toEqual(before.map(({ values }) => values));
    // Three minutes are missing, and the present one is there.
    expect(after[0]?.times.at(-1)).toBe(
      Math.floor(time.now() / minuteMs) * minuteMs,
    );
    expect(after[0]?.values).toHaveLength((before[0]?.values.length ?? 0) + 1);
  });

  it('is deleted with its instance', async () => {
    const folder = join(
      stateDirectory,
      'performance-insights',
      ids['loaded-b'] ?? '',
    );
    expect(existsSync(folder)).toBe(true);
    await rds.rds.deleteDBInstance({ DBInstanceIdentifier: 'loaded-b' });
    await waitUntilDBInstanceDeleted(
      { client: rds.rds, maxWaitTime: 60, minDelay: 1, maxDelay: 1 },
      { DBInstanceIdentifier: 'loaded-b' },
    );
    await time.pass(minuteMs);
    expect(existsSync(folder)).toBe(false);
    await expect(metrics(ids['loaded-b'], load('db'))).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    });
  });

  it.each([
    [
      'an instance without Performance Insights',
      'dark-a',
      'NotAuthorizedException',
    ],
    ['an unknown identifier', undefined, 'NotAuthorizedException'],
  ])('refuses %s', async (_, name, code) => {
    await expect(
      metrics(name ? ids[name] : 'db-AAAAAAAAAAAAAAAAAAAAAAAAAA', load('db')),
    ).rejects.toMatchObject({ name: code });
  });

  const tooEarly = new Date(start - 8 * 86_400_000);
  it.each<[string, Partial<GetResourceMetricsRequest>, RegExp]>([
    ['a period', { PeriodInSeconds: 30 }, /30/],
    [
      '16 queries',
      {
        MetricQueries: Array.from({ length: 16 }, () => ({
          Metric: 'db.load.avg',
        })),
      },
      /15/,
    ],
    [
      'a metric',
      { MetricQueries: [{ Metric: 'db.load' }] },
      /db\.load is not valid/,
    ],
    ['a group', { MetricQueries: load('db.plans') }, /db\.plans/],
    ['a limit', { MetricQueries: load('db', { Limit: 26 }) }, /25/],
    [
      'a dimension',
      { MetricQueries: load('db', { Dimensions: ['db.user.name'] }) },
      /db\.user\.name/,
    ],
    [
      'a filter',
      { MetricQueries: [{ Metric: 'db.load.avg', Filter: { 'db.x': '1' } }] },
      /db\.x/,
    ],
    [
      'a counter with a group',
      {
        MetricQueries: [
          { Metric: 'os.general.numVCPUs.avg', GroupBy: { Group: 'db' } },
        ],
      },
      /no dimensions/,
    ],
    ['a time before the retention', { StartTime: tooEarly }, /7 days/],
    [
      'an end before the start',
      { EndTime: new Date(start - 1) },
      /before EndTime/,
    ],
    ['a page size', { MaxResults: 26 }, /25/],
    ['a token', { NextToken: 'AAAA', MaxResults: 1 }, /token/],
    ['another service', { ServiceType: 'DOCDB' }, /DOCDB/],
  ])('refuses %s that is not valid', async (_, input, message) => {
    await expect(
      pi.getResourceMetrics({
        ...range(),
        Identifier: ids['loaded-a'],
        MetricQueries: [{ Metric: 'db.load.avg' }],
        ...input,
      }),
    ).rejects.toMatchObject({
      name: 'InvalidArgumentException',
      message: expect.stringMatching(message),
    });
  });

  it('pages, and lists what can be queried', async () => {
    const listed: Array<string | undefined> = [];
    let NextToken: string | undefined;
    do {
      const page = await pi.listAvailableResourceMetrics({
        ServiceType: 'RDS',
        Identifier: ids['loaded-a'],
        MetricTypes: ['os', 'db', 'db.sql_tokenized.stats'],
        MaxResults: 10,
        NextToken,
      });
      expect(page.Metrics?.length).toBeLessThanOrEqual(10);
      listed.push(...(page.Metrics ?? []).map(({ Metric }) => Metric));
      NextToken = page.NextToken;
    } while (NextToken);
    expect(listed).toEqual(
      expect.arrayContaining([
        'db.load',
        'os.general.numVCPUs',
        'db.sql_tokenized.stats.calls_per_sec',
      ]),
    );
    const counters = listed.filter(
      metric => !/^db\.(load|sampledload|sql)/.test(metric ?? ''),
    );
    await metrics(
      ids['loaded-a'],
      counters.map(metric => ({ Metric: `${metric}.avg` })),
    );
    const { MetricDimensions } = await pi.listAvailableResourceDimensions({
      ServiceType: 'RDS',
      Identifier: ids['loaded-a'],
      Metrics: ['db.load'],
    });
    for (const { Group } of MetricDimensions?.[0]?.Groups ?? []) {
      await metrics(ids['loaded-a'], load(Group ?? ''));
    }
    const { Keys, NextToken: more } = await keys(
      { Group: 'db.wait_event' },
      { MaxResults: 1 },
    );
    expect(Keys).toHaveLength(1);
    expect(
      (
        await keys(
          { Group: 'db.wait_event' },
          { MaxResults: 1, NextToken: more },
        )
      ).Keys?.[0],
    ).not.toEqual(Keys?.[0]);
  });
});
