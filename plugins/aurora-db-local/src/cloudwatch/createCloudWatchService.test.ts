import { z } from 'zod';
import { CloudWatchHarness } from './testing/startCloudWatch';

const resultsSchema = z.object({
  MetricDataResults: z.array(
    z.object({
      Id: z.string(),
      Timestamps: z.array(z.date()),
      Values: z.array(z.number()),
    }),
  ),
});

const cluster = { Name: 'DBClusterIdentifier', Value: 'goal-mandala-prd' };

describe('the metrics of an Aurora cluster', () => {
  let cloudWatch: CloudWatchHarness;

  beforeEach(async () => {
    cloudWatch = await CloudWatchHarness.start('2026-11-23T12:00:00Z');
  });

  afterEach(async () => {
    await cloudWatch.stop();
  });

  /** `[HH:MM, value]` of a metric in AWS/RDS, in ascending order. */
  async function values(
    MetricName: string,
    Stat: string,
    Dimensions: object[] = [cluster],
    query: { Period?: number; Namespace?: string; start?: string } = {},
  ) {
    const answer = await cloudWatch.call('GetMetricData', {
      StartTime: new Date(query.start ?? '2026-11-23T12:00:00Z'),
      EndTime: new Date('2026-11-30T00:00:00Z'),
      ScanBy: 'TimestampAscending',
      MetricDataQueries: [
        {
          Id: 'm',
          MetricStat: {
            Metric: {
              Namespace: query.Namespace ?? 'AWS/RDS',
              MetricName,
              Dimensions,
            },
            Period: query.Period ?? 60,
            Stat,
          },
        },
      ],
    });
    const [result] = resultsSchema.parse(answer).MetricDataResults;
    return result?.Timestamps.map((time, index) => [
      time.toISOString().slice(11, 16),
      result.Values[index],
    ]);
  }

  it('are sampled every five seconds and aggregated by minute, including the present minute', async () => {
    const writer = cloudWatch.addInstance('goal-mandala-prd', 'writer');
    let sample = 0;
    await cloudWatch.pass(90, () => {
      sample++;
      writer.statistics.connections = sample;
    });
    // 12:00:05 to 12:00:55 are samples 1 to 11, 12:01:00 to 12:01:30 are 12 to 18.
    expect(await values('DatabaseConnections', 'SampleCount')).toEqual([
      ['12:00', 11],
      ['12:01', 7],
    ]);
    expect(await values('DatabaseConnections', 'Minimum')).toEqual([
      ['12:00', 1],
      ['12:01', 12],
    ]);
    expect(await values('DatabaseConnections', 'Maximum')).toEqual([
      ['12:00', 11],
      ['12:01', 18],
    ]);
    expect(await values('DatabaseConnections', 'Sum')).toEqual([
      ['12:00', 66],
      ['12:01', 105],
    ]);
    expect(await values('DatabaseConnections', 'Average')).toEqual([
      ['12:00', 6],
      ['12:01', 15],
    ]);
    expect(
      await values('DatabaseConnections', 'Maximum', [cluster], {
        Period: 300,
      }),
    ).toEqual([['12:00', 18]]);
  });

  it('have a gap for minutes in which the server did not answer, and the log says so once', async () => {
    const writer = cloudWatch.addInstance('goal-mandala-prd', 'writer');
    await cloudWatch.pass(55);
    writer.failure = 'connection refused';
    await cloudWatch.pass(120);
    writer.failure = undefined;
    await cloudWatch.pass(10);
    const minutes = (await values('EngineUptime', 'Minimum'))?.map(
      ([time]) => time,
    );
    expect(minutes).toEqual(['12:00', '12:03']);
    expect(cloudWatch.logged).toEqual([
      expect.stringContaining(
        'no data from writer (available): connection refused',
      ),
    ]);
  });

  it('can be read by instance, cluster, role and engine', async () => {
    const writer = cloudWatch.addInstance('goal-mandala-prd', 'writer');
    const reader = cloudWatch.addInstance(
      'goal-mandala-prd',
      'reader',
      'READER',
    );
    const other = cloudWatch.addInstance('other', 'other-writer');
    writer.statistics.connections = 10;
    reader.statistics.connections = 4;
    reader.statistics.replicaLagSeconds = 0.25;
    other.statistics.connections = 1;
    await cloudWatch.pass(5);
    const connections = async (...dimensions: object[]) =>
      (await values('DatabaseConnections', 'Sum', dimensions))?.[0]?.[1];
    expect(
      await connections({ Name: 'DBInstanceIdentifier', Value: 'writer' }),
    ).toBe(10);
    expect(await connections(cluster)).toBe(14);
    expect(await connections({ Name: 'Role', Value: 'READER' }, cluster)).toBe(
      4,
    );
    expect(
      await connections({ Name: 'EngineName', Value: 'aurora-postgresql' }),
    ).toBe(15);
    expect(
      await connections({ Name: 'Role', Value: 'READER' }),
    ).toBeUndefined();
    expect(await values('AuroraReplicaLag', 'Average')).toEqual([
      ['12:00', 250],
    ]);
  });

  it('follow an instance to its new role after a failover', async () => {
    const instance = cloudWatch.addInstance(
      'goal-mandala-prd',
      'one',
      'READER',
    );
    await cloudWatch.pass(55);
    instance.role = 'WRITER';
    await cloudWatch.pass(10);
    const role = (Value: string) => [cluster, { Name: 'Role', Value }];
    expect(
      (await values('EngineUptime', 'Minimum', role('READER')))?.map(
        ([time]) => time,
      ),
    ).toEqual(['12:00']);
    expect(
      (await values('EngineUptime', 'Minimum', role('WRITER')))?.map(
        ([time]) => time,
      ),
    ).toEqual(['12:01']);
    expect(
      await values('EngineUptime', 'SampleCount', [
        { Name: 'DBInstanceIdentifier', Value: 'one' },
      ]),
    ).toEqual([
      ['12:00', 11],
      ['12:01', 2],
    ]);
  });

  it('contain latency in seconds by operation, and 0 without operations', async () => {
    const { statistics } = cloudWatch.addInstance('goal-mandala-prd', 'writer');
    await cloudWatch.pass(5);
    statistics.blocksRead += 200;
    statistics.blockReadTimeMs += 300;
    statistics.blocksHit += 600;
    statistics.commits += 50;
    statistics.walTimeMs += 100;
    await cloudWatch.pass(5);
    expect(await values('ReadLatency', 'Average')).toEqual([['12:00', 0.0015]]);
    expect(await values('WriteLatency', 'Average')).toEqual([['12:00', 0]]);
    expect(await values('ReadIOPS', 'Average')).toEqual([['12:00', 40]]);
    expect(await values('ReadThroughput', 'Average')).toEqual([
      ['12:00', 40 * 8192],
    ]);
    expect(await values('CommitThroughput', 'Average')).toEqual([
      ['12:00', 10],
    ]);
    expect(await values('CommitLatency', 'Average')).toEqual([['12:00', 2]]);
    expect(await values('BufferCacheHitRatio', 'Average')).toEqual([
      ['12:00', 75],
    ]);
  });

  it('contain no commit latency without commits, and a full cache hit ratio without reads', async () => {
    cloudWatch.addInstance('goal-mandala-prd', 'writer');
    await cloudWatch.pass(10);
    expect(await values('CommitLatency', 'Average')).toEqual([['12:00', 0]]);
    expect(await values('BufferCacheHitRatio', 'Average')).toEqual([
      ['12:00', 100],
    ]);
  });

  it('are not read, and nothing is logged, while the server is being created', async () => {
    const writer = cloudWatch.addInstance('goal-mandala-prd', 'writer');
    writer.status = 'creating';
    writer.failure = 'connection refused';
    await cloudWatch.pass(10);
    expect(cloudWatch.logged).toEqual([]);
    writer.status = 'available';
    await cloudWatch.pass(5);
    expect(cloudWatch.logged).toEqual([
      'CloudWatch: no data from writer (available): connection refused',
    ]);
  });

  it('contain no values from counters that were reset by a restart of the server', async () => {
    const { statistics } = cloudWatch.addInstance('goal-mandala-prd', 'writer');
    Object.assign(statistics, {
      commits: 1000,
      cpuSeconds: 50,
      uptimeSeconds: 5000,
    });
    await cloudWatch.pass(5);
    Object.assign(statistics, { commits: 3, cpuSeconds: 1, uptimeSeconds: 2 });
    await cloudWatch.pass(5);
    expect(await values('CommitThroughput', 'Average')).toEqual([]);
    expect(await values('CPUUtilization', 'Average')).toEqual([]);
    expect(await values('EngineUptime', 'Minimum')).toEqual([['12:00', 2]]);
  });

  it('detect a restarted server by its uptime, even if its counters exceed the previous ones', async () => {
    const { statistics } = cloudWatch.addInstance('goal-mandala-prd', 'writer');
    Object.assign(statistics, { commits: 1000, uptimeSeconds: 5000 });
    await cloudWatch.pass(5);
    Object.assign(statistics, { commits: 2000, uptimeSeconds: 2 });
    await cloudWatch.pass(5);
    expect(await values('CommitThroughput', 'Average')).toEqual([]);
  });

  it('do not spread values over a time without samples', async () => {
    const { statistics } = cloudWatch.addInstance('goal-mandala-prd', 'writer');
    await cloudWatch.pass(5);
    cloudWatch.now += 30 * 60_000;
    statistics.commits += 100_000;
    await cloudWatch.pass(5);
    expect(await values('CommitThroughput', 'Average')).toEqual([]);
    await cloudWatch.pass(5);
    expect(await values('CommitThroughput', 'Average')).toEqual([['12:30', 0]]);
  });

  it('show that capacity rises under load and falls after it, and CPU relative to the maximum', async () => {
    const writer = cloudWatch.addInstance('goal-mandala-prd', 'writer');
    writer.minCapacity = 0.5;
    writer.maxCapacity = 2;
    await cloudWatch.pass(60);
    await cloudWatch.pass(60, () => {
      writer.statistics.cpuSeconds += 5 * 0.4;
    });
    await cloudWatch.pass(295);
    const capacity = (
      await values('ServerlessDatabaseCapacity', 'Maximum')
    )?.map(([, value]) => value);
    expect(capacity).toEqual([0.5, 2, 2, 2, 0.5, 0.5, 0.5]);
    const utilization = (await values('ACUUtilization', 'Minimum'))?.map(
      ([, value]) => value,
    );
    expect(utilization?.at(-1)).toBe(25);
    // 2 ACU stand for half a core.
    expect((await values('CPUUtilization', 'Maximum'))?.[1]?.[1]).toBeCloseTo(
      80,
      6,
    );
  });

  it('of a provisioned instance have no capacity, and are relative to its class', async () => {
    const writer = cloudWatch.addInstance('mixed', 'mixed-1');
    writer.instanceClass = 'db.r6g.large';
    writer.provisioned = { vcpus: 2, memoryBytes: 16 * 1024 ** 3 };
    cloudWatch.addInstance('mixed', 'mixed-2', 'READER');
    await cloudWatch.pass(120);
    const of = (Name: string, Value: string) => [{ Name, Value }];
    const one = of('DBInstanceIdentifier', 'mixed-1');
    const capacity = (dimensions: object[]) =>
      values('ServerlessDatabaseCapacity', 'SampleCount', dimensions);
    expect(await capacity(one)).toEqual([]);
    expect(await values('ACUUtilization', 'Maximum', one)).toEqual([]);
    // The cluster's values are those of its serverless reader.
    expect(await capacity(of('DBClusterIdentifier', 'mixed'))).toEqual(
      await capacity(of('DBInstanceIdentifier', 'mixed-2')),
    );
    const memory = await values('FreeableMemory', 'Maximum', one);
    expect(memory?.[0]?.[1]).toBe(16 * 1024 ** 3 - 100_000_000);
    expect(
      await values(
        'DatabaseConnections',
        'Maximum',
        of('DatabaseClass', 'db.r6g.large'),
      ),
    ).toEqual(await values('DatabaseConnections', 'Maximum', one));
  });

  it('of a paused cluster are capacity, CPU and connections of zero, without engine metrics', async () => {
    const writer = cloudWatch.addInstance('goal-mandala-prd', 'writer');
    writer.minCapacity = 0;
    await cloudWatch.pass(420);
    expect(
      (await values('ServerlessDatabaseCapacity', 'Average'))?.at(-2),
    ).toEqual(['12:06', 0]);
    expect((await values('EngineUptime', 'Average'))?.at(-1)?.[0]).toBe(
      '12:05',
    );
  });

  it('of a cluster with another time until its pause pause after that time', async () => {
    const writer = cloudWatch.addInstance('goal-mandala-prd', 'writer');
    writer.minCapacity = 0;
    writer.secondsUntilAutoPause = 600;
    await cloudWatch.pass(420);
    expect((await values('EngineUptime', 'Average'))?.at(-1)?.[0]).toBe(
      '12:07',
    );
    await cloudWatch.pass(300);
    expect((await values('EngineUptime', 'Average'))?.at(-1)?.[0]).toBe(
      '12:10',
    );
  });

  it('are complete after a graceful restart', async () => {
    const writer = cloudWatch.addInstance('goal-mandala-prd', 'writer');
    writer.statistics.connections = 7;
    await cloudWatch.pass(150);
    await cloudWatch.restart({ graceful: true });
    await cloudWatch.pass(5);
    expect(await values('DatabaseConnections', 'Sum')).toEqual([
      ['12:00', 77],
      ['12:01', 84],
      ['12:02', 56],
    ]);
  });

  it('lose at most the current minute when the process is killed', async () => {
    cloudWatch.addInstance(
      'goal-mandala-prd',
      'writer',
    ).statistics.connections = 7;
    await cloudWatch.pass(150);
    await cloudWatch.restart({ graceful: false });
    expect(await values('DatabaseConnections', 'Sum')).toEqual([
      ['12:00', 77],
      ['12:01', 84],
    ]);
  });

  it('are complete, without duplicates, after two days and a restart in the middle of five minutes', async () => {
    cloudWatch.addInstance(
      'goal-mandala-prd',
      'writer',
    ).statistics.connections = 7;
    await cloudWatch.pass(600);
    cloudWatch.now += 2 * 24 * 60 * 60_000;
    await cloudWatch.service.closeMinute();
    const expected = [
      ['12:00', 59 * 7],
      ['12:05', 60 * 7],
      ['12:10', 7],
    ];
    expect(await values('DatabaseConnections', 'Sum')).toEqual(expected);
    await cloudWatch.restart({ graceful: true });
    expect(await values('DatabaseConnections', 'Sum')).toEqual(expected);
  });

  it('are gone after a reset, also on disk, and do not come back from instances that still end', async () => {
    cloudWatch.addInstance('goal-mandala-prd', 'writer');
    await cloudWatch.pass(65);
    await cloudWatch.service.reset?.();
    await cloudWatch.pass(5);
    cloudWatch.instances.length = 0;
    await cloudWatch.pass(60);
    expect(await cloudWatch.call('ListMetrics', {})).toMatchObject({
      Metrics: [],
    });
    await cloudWatch.restart({ graceful: true });
    expect(await values('EngineUptime', 'Sum')).toEqual([]);
  });

  describe('with a metric filter on its log', () => {
    const logGroupName = '/aws/rds/cluster/goal-mandala-prd/postgresql';

    beforeEach(async () => {
      await cloudWatch.call('CreateLogGroup', { logGroupName }, 'logs');
      await cloudWatch.call(
        'PutMetricFilter',
        {
          logGroupName,
          filterName: 'errors',
          filterPattern: '?"ERROR:" ?"FATAL:" ?"PANIC:"',
          metricTransformations: [
            {
              metricName: 'PostgreSQLErrors',
              metricNamespace: 'AuroraDB/goal-mandala-prd',
              metricValue: '1',
              defaultValue: 0,
            },
          ],
        },
        'logs',
      );
    });

    /** Lines of a log, each with a severity. */
    const lines = (...severities: string[]) =>
      severities
        .map(
          severity =>
            `2026-11-23 12:00:00 UTC:127.0.0.1(5000):app@shop:[7]:${severity}:  something\n`,
        )
        .join('');
    const counted = (name: string) =>
      values(name, 'Sum', [], { Namespace: 'AuroraDB/goal-mandala-prd' });

    it('counts the lines that match from now on, and none before', async () => {
      const instance = ['goal-mandala-prd', 'writer'] as const;
      cloudWatch.addInstance(...instance);
      const old = lines('ERROR', 'LOG');
      await cloudWatch.exportLog(...instance, old);
      await cloudWatch.pass(55);
      const then = `${old}${lines('LOG', 'ERROR', 'FATAL', 'WARNING')}`;
      await cloudWatch.exportLog(...instance, then);
      await cloudWatch.pass(10);
      await cloudWatch.exportLog(...instance, `${then}${lines('PANIC')}`);
      await cloudWatch.pass(5);
      expect(await counted('PostgreSQLErrors')).toEqual([
        ['12:00', 0],
        ['12:01', 3],
      ]);
    });

    it.each<[pattern: string, count: number]>([
      ['FATAL', 1],
      ['"]:ERROR:"', 2],
      ['ERROR "deadlock detected"', 1],
      ['?FATAL ?PANIC', 2],
      ['ERROR -deadlock', 1],
      ['%:ERROR:|PANIC%', 3],
      ['error', 0],
      ['rdsadmin', 0],
      ['{ $.level = "ERROR" }', 0],
      ['second', 1],
    ])('counts the lines of %s alone: %d', async (filterPattern, count) => {
      const instance = ['goal-mandala-prd', 'writer'] as const;
      cloudWatch.addInstance(...instance);
      await cloudWatch.call(
        'PutMetricFilter',
        {
          logGroupName,
          filterName: 'own',
          filterPattern,
          metricTransformations: [
            {
              metricName: 'Own',
              metricNamespace: 'AuroraDB/goal-mandala-prd',
              metricValue: '1',
            },
          ],
        },
        'logs',
      );
      await cloudWatch.pass(5);
      await cloudWatch.exportLog(
        ...instance,
        lines('ERROR', 'FATAL', 'PANIC', 'LOG', 'ERROR').replace(
          /something\n$/,
          'deadlock detected\n\tsecond line\n',
        ) + lines('ERROR').replace('app@', 'rdsadmin@'),
      );
      await cloudWatch.pass(10);
      expect(await counted('Own')).toEqual(count ? [['12:00', count]] : []);
    });
  });
});

describe('sampling', () => {
  let cloudWatch: CloudWatchHarness;

  beforeEach(async () => {
    cloudWatch = await CloudWatchHarness.start();
  });

  afterEach(async () => {
    await cloudWatch.stop();
  });

  it('does not query a server again before it has answered', async () => {
    const slow = cloudWatch.addInstance('goal-mandala-prd', 'slow');
    const answers = new Array<() => void>();
    const read = slow.read.bind(slow);
    let asked = 0;
    slow.read = async () => {
      asked++;
      await new Promise<void>(resolve => answers.push(resolve));
      return read();
    };
    const first = cloudWatch.service.sample();
    await cloudWatch.service.sample();
    expect(asked).toBe(1);
    answers.forEach(answer => answer());
    await first;
    const second = cloudWatch.service.sample();
    await Promise.resolve();
    expect(asked).toBe(2);
    answers.forEach(answer => answer());
    await second;
  });

  it('stops waiting for a server after four seconds and continues with the others', async () => {
    const dead = cloudWatch.addInstance('goal-mandala-prd', 'dead');
    let release = () => {};
    dead.read = () =>
      new Promise(
        (_resolve, reject) => (release = () => reject(new Error('gone'))),
      );
    cloudWatch.addInstance('other', 'alive');
    await cloudWatch.service.sample();
    expect(cloudWatch.logged).toEqual([
      expect.stringContaining(
        'no data from dead (available): no answer within 4 s',
      ),
    ]);
    const { Metrics } = await cloudWatch.call('ListMetrics', {
      MetricName: 'EngineUptime',
      Dimensions: [{ Name: 'DBInstanceIdentifier' }],
    });
    expect(Metrics).toEqual([
      {
        Namespace: 'AWS/RDS',
        MetricName: 'EngineUptime',
        Dimensions: [{ Name: 'DBInstanceIdentifier', Value: 'alive' }],
      },
    ]);
    release();
  });
});
