import { CloudWatchHarness } from '../testing/startCloudWatch';

const start = new Date('2026-11-23T10:00:00Z');
const end = new Date('2026-11-23T12:00:00Z');

function query(overrides: object = {}) {
  return {
    Id: 'm1',
    MetricStat: {
      Metric: { Namespace: 'Shop', MetricName: 'Orders', Dimensions: [] },
      Period: 60,
      Stat: 'Sum',
    },
    ...overrides,
  };
}

describe('GetMetricData', () => {
  let cloudWatch: CloudWatchHarness;

  beforeEach(async () => {
    cloudWatch = await CloudWatchHarness.start('2026-11-23T12:00:00Z');
    await cloudWatch.call('PutMetricData', {
      Namespace: 'Shop',
      MetricData: Array.from({ length: 10 }, (_, index) => ({
        MetricName: 'Orders',
        Value: index,
        Timestamp: new Date(start.getTime() + index * 60_000),
      })),
    });
  });

  afterEach(async () => {
    await cloudWatch.stop();
  });

  const ask = (input: object) =>
    cloudWatch.call('GetMetricData', {
      StartTime: start,
      EndTime: end,
      ...input,
    });

  it('returns the newest value first', async () => {
    expect(
      await ask({
        MetricDataQueries: [query()],
        StartTime: new Date('2026-11-23T10:08:00Z'),
      }),
    ).toEqual({
      MetricDataResults: [
        {
          Id: 'm1',
          Label: 'Orders',
          StatusCode: 'Complete',
          Timestamps: [
            new Date('2026-11-23T10:09:00Z'),
            new Date('2026-11-23T10:08:00Z'),
          ],
          Values: [9, 8],
        },
      ],
      Messages: [],
      NextToken: undefined,
    });
  });

  it('aligns periods with the clock and excludes the end', async () => {
    const MetricDataQueries = [
      query({ MetricStat: { ...query().MetricStat, Period: 300 } }),
    ];
    expect(
      await ask({
        MetricDataQueries,
        ScanBy: 'TimestampAscending',
        StartTime: new Date('2026-11-23T10:03:20Z'),
        EndTime: new Date('2026-11-23T10:07:00Z'),
      }),
    ).toMatchObject({
      MetricDataResults: [
        {
          Timestamps: [start, new Date('2026-11-23T10:05:00Z')],
          Values: [10, 11],
        },
      ],
    });
  });

  it('answers for a metric without values with an empty, complete result', async () => {
    const MetricDataQueries = [
      query({
        MetricStat: {
          ...query().MetricStat,
          Metric: { Namespace: 'Shop', MetricName: 'Nothing' },
        },
      }),
    ];
    expect(await ask({ MetricDataQueries })).toMatchObject({
      MetricDataResults: [
        {
          Id: 'm1',
          Label: 'Nothing',
          StatusCode: 'Complete',
          Timestamps: [],
          Values: [],
        },
      ],
    });
  });

  it('evaluates expressions over queries that do not return data', async () => {
    const MetricDataQueries = [
      query({ ReturnData: false }),
      { Id: 'double', Expression: 'm1 * 2', Label: 'Twice' },
    ];
    const answer = await ask({
      MetricDataQueries,
      ScanBy: 'TimestampAscending',
    });
    expect(answer).toMatchObject({
      MetricDataResults: [
        {
          Id: 'double',
          Label: 'Twice',
          Values: [0, 2, 4, 6, 8, 10, 12, 14, 16, 18],
        },
      ],
    });
    expect(answer.MetricDataResults).toHaveLength(1);
  });

  it('pages by datapoints and returns each once, even if values arrive meanwhile', async () => {
    const MetricDataQueries = [
      query(),
      query({ Id: 'm2' }),
      query({
        Id: 'm3',
        MetricStat: { ...query().MetricStat, Stat: 'Average' },
      }),
    ];
    const EndTime = new Date('2026-11-23T13:00:00Z');
    const pages = [];
    let NextToken: unknown;
    do {
      const page = await ask({
        MetricDataQueries,
        EndTime,
        MaxDatapoints: 12,
        NextToken,
      });
      pages.push(page.MetricDataResults);
      NextToken = page.NextToken;
      cloudWatch.now += 60_000;
      await cloudWatch.call('PutMetricData', {
        Namespace: 'Shop',
        MetricData: [{ MetricName: 'Orders', Value: 99 }],
      });
    } while (NextToken !== undefined);
    expect(pages).toMatchObject([
      [
        {
          Id: 'm1',
          StatusCode: 'Complete',
          Values: [9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
        },
        { Id: 'm2', StatusCode: 'PartialData', Values: [9, 8] },
      ],
      [
        { Id: 'm2', StatusCode: 'Complete', Values: [7, 6, 5, 4, 3, 2, 1, 0] },
        { Id: 'm3', StatusCode: 'PartialData', Values: [9, 8, 7, 6] },
      ],
      [{ Id: 'm3', StatusCode: 'Complete', Values: [5, 4, 3, 2, 1, 0] }],
    ]);
  });

  it.each([
    ['p50', 300, [7, 2]],
    ['p90', 600, [8]],
    ['p99', 600, [9]],
    ['SampleCount', 600, [10]],
    ['Average', 600, [4.5]],
    ['Minimum', 300, [5, 0]],
    ['Maximum', 300, [9, 4]],
  ])('gives %s over %d seconds', async (Stat, Period, expected) => {
    const MetricDataQueries = [
      query({ MetricStat: { ...query().MetricStat, Stat, Period } }),
    ];
    expect(await ask({ MetricDataQueries })).toMatchObject({
      MetricDataResults: [{ Values: expected }],
    });
  });

  it('accepts 500 queries', async () => {
    const MetricDataQueries = Array.from({ length: 500 }, (_, index) =>
      query({ Id: `m${index}` }),
    );
    expect((await ask({ MetricDataQueries })).MetricDataResults).toHaveLength(
      500,
    );
  });

  it.each([
    [
      'more than 500 queries',
      {
        MetricDataQueries: Array.from({ length: 501 }, (_, index) =>
          query({ Id: `m${index}` }),
        ),
      },
      'The collection MetricDataQueries must not have a size greater than 500.',
    ],
    [
      'no query',
      { MetricDataQueries: [] },
      'The collection MetricDataQueries must not have a size less than 1.',
    ],
    [
      'an id with a capital letter first',
      { MetricDataQueries: [query({ Id: 'Cpu' })] },
      'The value Cpu for parameter MetricDataQueries.member.1.Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.',
    ],
    [
      'the same id twice',
      { MetricDataQueries: [query(), query()] },
      'The values for parameter Id in MetricDataQueries are not unique.',
    ],
    [
      'an empty range',
      { MetricDataQueries: [query()], EndTime: start },
      'The parameter StartTime must not equal parameter EndTime.',
    ],
    [
      'a range that ends before it starts',
      {
        MetricDataQueries: [query()],
        EndTime: new Date('2026-11-22T10:00:00Z'),
      },
      'The parameter StartTime must be less than the parameter EndTime.',
    ],
    [
      'a period of 90 seconds',
      {
        MetricDataQueries: [
          query({ MetricStat: { ...query().MetricStat, Period: 90 } }),
        ],
      },
      'The parameter MetricDataQueries.member.1.MetricStat.Period must be 1, 5, 10, 20, 30 or a multiple of 60.',
    ],
    [
      'an unknown statistic',
      {
        MetricDataQueries: [
          query({ MetricStat: { ...query().MetricStat, Stat: 'Median' } }),
        ],
      },
      'The value Median for parameter MetricDataQueries.member.1.MetricStat.Stat is not supported.',
    ],
    [
      'an expression about nothing',
      { MetricDataQueries: [{ Id: 'e1', Expression: 'm7 * 2' }] },
      "Error in expression 'e1': Unresolved symbol 'm7'.",
    ],
    [
      'an expression about itself',
      { MetricDataQueries: [{ Id: 'e1', Expression: 'e1 * 2' }] },
      "Error in expression 'e1': 'e1' refers to itself.",
    ],
    [
      'a query with nothing to query',
      { MetricDataQueries: [{ Id: 'e1' }] },
      'Either the parameter MetricDataQueries.member.1.Expression or MetricDataQueries.member.1.MetricStat is required and you have specified none.',
    ],
  ])('refuses %s in the words of AWS', async (_name, input, message) => {
    await expect(ask(input)).rejects.toMatchObject({
      code: 'ValidationError',
      message,
    });
  });

  it.each([
    ['None', [9]],
    ['Count', []],
  ])('returns values of the unit %s only', async (Unit, Values) => {
    const { MetricStat } = query();
    expect(
      await ask({
        StartTime: new Date('2026-11-23T10:09:00Z'),
        MetricDataQueries: [query({ MetricStat: { ...MetricStat, Unit } })],
      }),
    ).toMatchObject({ MetricDataResults: [{ Values }] });
  });

  it.each<[change: object, message: RegExp]>([
    [{ Label: '${MAX}' }, /The label of 'm1' has variables/],
    [{ AccountId: '210987654321' }, /AccountId is 210987654321/],
    [{ Period: 300 }, /Period is 300, but the period of its metrics is 60/],
    [{ Colour: 'red' }, /Colour/],
    [{ MetricStat: { ...query().MetricStat, Unit: 'Furlongs' } }, /Unit/],
  ])('refuses a query with %j', async (change, message) => {
    await expect(
      ask({ MetricDataQueries: [query(change)] }),
    ).rejects.toMatchObject({
      code: 'ValidationError',
      message: expect.stringMatching(message),
    });
  });

  it('refuses a token that it did not issue', async () => {
    await expect(
      ask({ MetricDataQueries: [query()], NextToken: 'x' }),
    ).rejects.toMatchObject({ code: 'InvalidNextToken' });
  });
});

describe('GetMetricStatistics', () => {
  let cloudWatch: CloudWatchHarness;

  beforeEach(async () => {
    cloudWatch = await CloudWatchHarness.start('2026-11-23T12:00:00Z');
    await cloudWatch.call('PutMetricData', {
      Namespace: 'Shop',
      MetricData: [
        {
          MetricName: 'Orders',
          Unit: 'Count',
          Values: [1, 3],
          Counts: [2, 1],
          Timestamp: start,
        },
      ],
    });
  });

  afterEach(async () => {
    await cloudWatch.stop();
  });

  const ask = (input: object) =>
    cloudWatch.call('GetMetricStatistics', {
      Namespace: 'Shop',
      MetricName: 'Orders',
      StartTime: start,
      EndTime: end,
      Period: 60,
      Statistics: ['Sum', 'Maximum', 'SampleCount'],
      ...input,
    });

  it('returns the requested statistics, in the unit of the values', async () => {
    expect(await ask({})).toEqual({
      Label: 'Orders',
      Datapoints: [
        { Timestamp: start, Unit: 'Count', Sum: 5, Maximum: 3, SampleCount: 3 },
      ],
    });
  });

  it('returns nothing in another unit', async () => {
    expect(await ask({ Unit: 'Bytes' })).toMatchObject({ Datapoints: [] });
  });

  it('refuses more than 1,440 datapoints in the words of AWS', async () => {
    await expect(
      ask({ StartTime: new Date('2026-11-20T00:00:00Z') }),
    ).rejects.toMatchObject({
      code: 'InvalidParameterCombination',
      message:
        'You have requested up to 5,040 datapoints, which exceeds the limit of 1,440. ' +
        'You may reduce the datapoints requested by increasing Period, or decreasing the time range.',
    });
  });
});

describe('PutMetricData', () => {
  let cloudWatch: CloudWatchHarness;

  beforeEach(async () => {
    cloudWatch = await CloudWatchHarness.start('2026-11-23T12:00:00Z');
  });

  afterEach(async () => {
    await cloudWatch.stop();
  });

  it.each([
    [
      'a namespace of AWS',
      { Namespace: 'AWS/RDS', MetricData: [{ MetricName: 'A', Value: 1 }] },
      'InvalidParameterValue',
    ],
    [
      'no value',
      { Namespace: 'Shop', MetricData: [{ MetricName: 'A' }] },
      'MissingParameter',
    ],
    [
      'two kinds of values',
      {
        Namespace: 'Shop',
        MetricData: [{ MetricName: 'A', Value: 1, Values: [1] }],
      },
      'InvalidParameterCombination',
    ],
    [
      'counts without values',
      {
        Namespace: 'Shop',
        MetricData: [{ MetricName: 'A', Value: 1, Counts: [1] }],
      },
      'InvalidParameterCombination',
    ],
    [
      'a resolution of a second',
      {
        Namespace: 'Shop',
        MetricData: [{ MetricName: 'A', Value: 1, StorageResolution: 1 }],
      },
      'InvalidParameterValue',
    ],
    [
      'an unknown unit',
      {
        Namespace: 'Shop',
        MetricData: [{ MetricName: 'A', Value: 1, Unit: 'Furlongs' }],
      },
      'InvalidParameterValue',
    ],
    [
      'entities',
      { Namespace: 'Shop', EntityMetricData: [{ MetricData: [] }] },
      'InvalidParameterValue',
    ],
    [
      'a time three weeks ago',
      {
        Namespace: 'Shop',
        MetricData: [
          {
            MetricName: 'A',
            Value: 1,
            Timestamp: new Date('2026-11-02T12:00:00Z'),
          },
        ],
      },
      'InvalidParameterValue',
    ],
  ])(
    'refuses %s and stores none of the request',
    async (_name, input, code) => {
      await expect(
        cloudWatch.call('PutMetricData', input),
      ).rejects.toMatchObject({ code });
      expect(await cloudWatch.call('ListMetrics', {})).toMatchObject({
        Metrics: [],
      });
    },
  );
});
