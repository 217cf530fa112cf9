import { CloudWatchHarness } from '../testing/startCloudWatch';

const minuteMs = 60_000;

describe('a past for a demonstration', () => {
  let cloudWatch: CloudWatchHarness;

  beforeEach(async () => {
    cloudWatch = await CloudWatchHarness.start('2026-11-23T12:00:00Z');
    cloudWatch.addInstance('orders', 'orders-writer');
  });
  afterEach(() => cloudWatch.stop());

  const at = (minute: string) => Date.parse(`2026-11-23T${minute}:00Z`);

  const importMinutes = (
    minutes: { at: number; values: Record<string, number> }[],
    instance = 'orders-writer',
  ) =>
    cloudWatch.service.importHistory({
      accountId: '123456789012',
      region: 'ap-northeast-1',
      instance,
      minutes,
    });

  /** The averages of the minutes from 11:55 to 12:05. */
  async function averages(metricName: string, ...dimensions: string[][]) {
    const { MetricDataResults } = await cloudWatch.call('GetMetricData', {
      StartTime: new Date(at('11:55')),
      EndTime: new Date(at('12:05')),
      ScanBy: 'TimestampAscending',
      MetricDataQueries: [
        {
          Id: 'm',
          MetricStat: {
            Metric: {
              Namespace: 'AWS/RDS',
              MetricName: metricName,
              Dimensions: dimensions.map(([Name, Value]) => ({ Name, Value })),
            },
            Period: 60,
            Stat: 'Average',
          },
        },
      ],
    });
    return MetricDataResults;
  }

  it('is read as the values of the instance, of its cluster and of its role', async () => {
    expect(
      importMinutes([
        { at: at('11:58'), values: { DatabaseConnections: 7 } },
        { at: at('11:59'), values: { DatabaseConnections: 9 } },
      ]),
    ).toEqual({ added: 2, kept: 0 });

    for (const dimensions of [
      [['DBInstanceIdentifier', 'orders-writer']],
      [['DBClusterIdentifier', 'orders']],
      [
        ['DBClusterIdentifier', 'orders'],
        ['Role', 'WRITER'],
      ],
    ]) {
      expect(await averages('DatabaseConnections', ...dimensions)).toEqual([
        expect.objectContaining({ Values: [7, 9] }),
      ]);
    }
  });

  it('is told in the log', () => {
    importMinutes([{ at: at('11:59'), values: { CPUUtilization: 20 } }]);
    expect(cloudWatch.logged).toEqual([
      'CloudWatch: imported values of orders-writer for a demonstration: 1. They were not measured.',
    ]);
  });

  it('never changes what was measured or imported before', async () => {
    await cloudWatch.pass(65);
    const measured = await averages('DatabaseConnections', [
      'DBClusterIdentifier',
      'orders',
    ]);
    const minutes = [
      { at: at('11:59'), values: { DatabaseConnections: 9 } },
      { at: at('12:00'), values: { DatabaseConnections: 50 } },
    ];
    expect(importMinutes(minutes)).toEqual({ added: 1, kept: 1 });
    expect(importMinutes(minutes)).toEqual({ added: 0, kept: 2 });
    expect(measured).toEqual([expect.objectContaining({ Values: [0, 0] })]);
    expect(
      await averages('DatabaseConnections', ['DBClusterIdentifier', 'orders']),
    ).toEqual([expect.objectContaining({ Values: [9, 0, 0] })]);
  });

  it.each([true, false])(
    'survives a restart (graceful: %s)',
    async graceful => {
      importMinutes([{ at: at('11:59'), values: { CPUUtilization: 20 } }]);
      // The end of the minute writes it to the disk.
      await cloudWatch.pass(5);
      await cloudWatch.restart({ graceful });
      expect(
        await averages('CPUUtilization', ['DBClusterIdentifier', 'orders']),
      ).toEqual([
        expect.objectContaining({ Values: expect.arrayContaining([20]) }),
      ]);
    },
  );

  it.each([
    [
      'the current minute',
      at('12:00'),
      /2026-11-23T12:00:00.000Z is not a past/,
    ],
    [
      'more than a day ago',
      at('12:00') - 24 * 60 * minuteMs - minuteMs,
      /not a past minute of the latest 24 hours/,
    ],
    ['half a minute', at('11:58') + 30_000, /must be the start of a minute/],
  ])('is refused for %s, and nothing is imported', async (_, wrong, reason) => {
    expect(() =>
      importMinutes([
        { at: at('11:57'), values: { CPUUtilization: 20 } },
        { at: wrong, values: { CPUUtilization: 20 } },
      ]),
    ).toThrow(reason);
    expect(
      await averages('CPUUtilization', ['DBClusterIdentifier', 'orders']),
    ).toEqual([expect.objectContaining({ Values: [] })]);
  });

  it('is refused for an instance that does not exist', () => {
    expect(() =>
      importMinutes(
        [{ at: at('11:59'), values: { CPUUtilization: 20 } }],
        'order-writer',
      ),
    ).toThrow('has no instance order-writer in ap-northeast-1');
  });

  it('is refused for the capacity of a provisioned instance', () => {
    const fixed = cloudWatch.addInstance('orders', 'orders-fixed', 'READER');
    fixed.instanceClass = 'db.r6g.large';
    fixed.provisioned = { vcpus: 2, memoryBytes: 16 * 1024 ** 3 };
    expect(() =>
      importMinutes(
        [{ at: at('11:59'), values: { ACUUtilization: 20 } }],
        'orders-fixed',
      ),
    ).toThrow(
      'orders-fixed is a db.r6g.large, and only db.serverless has ACUUtilization.',
    );
  });

  it('is refused for other metrics, with the names of those that there are', () => {
    expect(() =>
      importMinutes([{ at: at('11:59'), values: { EngineUptime: 20 } }]),
    ).toThrow(/must be one of ServerlessDatabaseCapacity/);
  });
});
