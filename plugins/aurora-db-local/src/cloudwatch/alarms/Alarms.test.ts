import {
  CloudWatchHarness,
  type FakeInstance,
} from '../testing/startCloudWatch';

const cluster = { Name: 'DBClusterIdentifier', Value: 'goal-mandala-prd' };

const connectionsAlarm = {
  AlarmName: 'connections-warning',
  AlarmDescription: 'Connections above 70 % of 100',
  Namespace: 'AWS/RDS',
  MetricName: 'DatabaseConnections',
  Dimensions: [cluster],
  Statistic: 'Maximum',
  Period: 60,
  EvaluationPeriods: 3,
  DatapointsToAlarm: 3,
  Threshold: 70,
  ComparisonOperator: 'GreaterThanThreshold',
  TreatMissingData: 'notBreaching',
};

/** A query whose result is not that of the alarm. */
const unseen = {
  Id: 'm',
  ReturnData: false,
  MetricStat: {
    Metric: { Namespace: 'AWS/RDS', MetricName: 'DatabaseConnections' },
    Period: 60,
    Stat: 'Maximum',
  },
};

describe('an alarm', () => {
  let cloudWatch: CloudWatchHarness;
  let writer: FakeInstance;
  let topicArn: unknown;

  beforeEach(async () => {
    cloudWatch = await CloudWatchHarness.start('2026-11-23T12:00:00Z');
    writer = cloudWatch.addInstance('goal-mandala-prd', 'writer');
    topicArn = (await cloudWatch.call('CreateTopic', { Name: 'alarms' }, 'sns'))
      .TopicArn;
  });

  afterEach(async () => {
    await cloudWatch.stop();
  });

  const describeAlarm = async (input: object = {}) => {
    const { MetricAlarms } = await cloudWatch.call('DescribeAlarms', input);
    return Array.isArray(MetricAlarms) ? MetricAlarms[0] : undefined;
  };

  it('has insufficient data before its first evaluation', async () => {
    await cloudWatch.call('PutMetricAlarm', connectionsAlarm);
    const now = new Date('2026-11-23T12:00:00Z');
    expect(await describeAlarm()).toMatchObject({
      ...connectionsAlarm,
      AlarmArn:
        'arn:aws:cloudwatch:ap-northeast-1:123456789012:alarm:connections-warning',
      ActionsEnabled: true,
      StateValue: 'INSUFFICIENT_DATA',
      StateReason: 'Unchecked: Initial alarm creation',
      StateUpdatedTimestamp: now,
      StateTransitionedTimestamp: now,
    });
  });

  it('goes to ALARM after three consecutive breaching minutes, tells the topic, and returns to OK at the first other one', async () => {
    await cloudWatch.call('PutMetricAlarm', {
      ...connectionsAlarm,
      AlarmActions: [topicArn],
      OKActions: [topicArn],
    });
    await cloudWatch.pass(125);
    expect(await describeAlarm()).toMatchObject({ StateValue: 'OK' });

    writer.statistics.connections = 80;
    await cloudWatch.pass(120);
    expect(await describeAlarm()).toMatchObject({ StateValue: 'OK' });
    // The minutes from 12:02 on breach.
    await cloudWatch.pass(60);
    expect(await describeAlarm()).toMatchObject({
      StateValue: 'ALARM',
      StateReason:
        'Threshold Crossed: 3 out of the last 3 datapoints [80.0 (23/11/26 12:04:00), 80.0 (23/11/26 12:03:00), ' +
        '80.0 (23/11/26 12:02:00)] were greater than the threshold (70.0) (minimum 3 datapoints for OK -> ALARM transition).',
      StateUpdatedTimestamp: new Date('2026-11-23T12:05:05Z'),
      StateTransitionedTimestamp: new Date('2026-11-23T12:05:05Z'),
    });

    writer.statistics.connections = 10;
    await cloudWatch.pass(120);
    expect(await describeAlarm()).toMatchObject({
      StateValue: 'OK',
      StateReason:
        'Threshold Crossed: 1 out of the last 3 datapoints [10.0 (23/11/26 12:06:00)] was not greater than ' +
        'the threshold (70.0) (minimum 1 datapoint for ALARM -> OK transition).',
    });

    expect(
      cloudWatch
        .messages()
        .map(({ subject, message }) => [
          subject,
          JSON.parse(message).OldStateValue,
        ]),
    ).toEqual([
      ['OK: "connections-warning" in ap-northeast-1', 'INSUFFICIENT_DATA'],
      ['ALARM: "connections-warning" in ap-northeast-1', 'OK'],
      ['OK: "connections-warning" in ap-northeast-1', 'ALARM'],
    ]);
    expect(JSON.parse(cloudWatch.messages()[1]?.message ?? '{}')).toMatchObject(
      {
        AlarmName: 'connections-warning',
        AWSAccountId: '123456789012',
        NewStateValue: 'ALARM',
        Region: 'ap-northeast-1',
        Trigger: {
          MetricName: 'DatabaseConnections',
          Statistic: 'MAXIMUM',
          Threshold: 70,
          Dimensions: [
            { name: 'DBClusterIdentifier', value: 'goal-mandala-prd' },
          ],
        },
      },
    );
  });

  it('for a writer goes to ALARM if it does not answer in all evaluated periods', async () => {
    await cloudWatch.call('PutMetricAlarm', {
      ...connectionsAlarm,
      AlarmName: 'unreachable',
      MetricName: 'EngineUptime',
      Dimensions: [cluster, { Name: 'Role', Value: 'WRITER' }],
      Statistic: 'Minimum',
      Threshold: 0,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    });
    // A running reader must not hide it.
    cloudWatch.addInstance('goal-mandala-prd', 'reader', 'READER');
    await cloudWatch.pass(485);
    expect(await describeAlarm()).toMatchObject({ StateValue: 'OK' });
    writer.failure = 'connection refused';
    await cloudWatch.pass(240);
    expect(await describeAlarm()).toMatchObject({ StateValue: 'OK' });
    await cloudWatch.pass(120);
    expect(await describeAlarm()).toMatchObject({
      StateValue: 'ALARM',
      StateReason:
        'Threshold Crossed: no datapoints were received for 3 periods and 3 missing datapoints were treated as [Breaching].',
    });
    writer.failure = undefined;
    await cloudWatch.pass(120);
    expect(await describeAlarm()).toMatchObject({ StateValue: 'OK' });
  });

  it('reports missing data', async () => {
    await cloudWatch.call('PutMetricAlarm', {
      ...connectionsAlarm,
      TreatMissingData: 'missing',
    });
    await cloudWatch.pass(65);
    writer.failure = 'stopped';
    await cloudWatch.pass(420);
    expect(await describeAlarm()).toMatchObject({
      StateValue: 'INSUFFICIENT_DATA',
      StateReason: 'Insufficient Data: 3 datapoints were unknown.',
    });
  });

  it('on metric math evaluates the expression', async () => {
    await cloudWatch.call('PutMetricAlarm', {
      AlarmName: 'share',
      EvaluationPeriods: 1,
      Threshold: 50,
      ComparisonOperator: 'GreaterThanThreshold',
      Metrics: [
        {
          Id: 'connections',
          ReturnData: false,
          MetricStat: {
            Metric: {
              Namespace: 'AWS/RDS',
              MetricName: 'DatabaseConnections',
              Dimensions: [cluster],
            },
            Period: 60,
            Stat: 'Maximum',
          },
        },
        { Id: 'share', Expression: '100 * connections / 200' },
      ],
    });
    writer.statistics.connections = 120;
    await cloudWatch.pass(65);
    expect(await describeAlarm()).toMatchObject({
      StateValue: 'ALARM',
      StateReason: expect.stringContaining('[60.0 ('),
    });
  });

  it('keeps its state when it is put again, and its history when it is deleted', async () => {
    writer.statistics.connections = 90;
    await cloudWatch.call('PutMetricAlarm', connectionsAlarm);
    await cloudWatch.pass(245);
    await cloudWatch.call('PutMetricAlarm', {
      ...connectionsAlarm,
      Threshold: 60,
    });
    expect(await describeAlarm()).toMatchObject({
      StateValue: 'ALARM',
      Threshold: 60,
    });
    await cloudWatch.call('DeleteAlarms', {
      AlarmNames: ['connections-warning'],
    });
    expect(await describeAlarm()).toBeUndefined();
    const { AlarmHistoryItems } = await cloudWatch.call(
      'DescribeAlarmHistory',
      {
        AlarmName: 'connections-warning',
        ScanBy: 'TimestampAscending',
      },
    );
    expect(AlarmHistoryItems).toMatchObject([
      {
        HistoryItemType: 'ConfigurationUpdate',
        HistorySummary: 'Alarm "connections-warning" created',
      },
      {
        HistoryItemType: 'StateUpdate',
        HistorySummary: 'Alarm updated from INSUFFICIENT_DATA to OK',
      },
      {
        HistoryItemType: 'StateUpdate',
        HistorySummary: 'Alarm updated from OK to ALARM',
      },
      {
        HistoryItemType: 'ConfigurationUpdate',
        HistorySummary: 'Alarm "connections-warning" updated',
      },
      {
        HistoryItemType: 'ConfigurationUpdate',
        HistorySummary: 'Alarm "connections-warning" deleted',
      },
    ]);
  });

  it('survives a restart with its state', async () => {
    writer.statistics.connections = 90;
    await cloudWatch.call('PutMetricAlarm', connectionsAlarm);
    await cloudWatch.pass(245);
    await cloudWatch.restart({ graceful: false });
    expect(await describeAlarm()).toMatchObject({ StateValue: 'ALARM' });
  });

  it('with disabled actions changes its state without a message', async () => {
    await cloudWatch.call('PutMetricAlarm', {
      ...connectionsAlarm,
      AlarmActions: [topicArn],
    });
    await cloudWatch.call('DisableAlarmActions', {
      AlarmNames: ['connections-warning'],
    });
    await cloudWatch.call('SetAlarmState', {
      AlarmName: 'connections-warning',
      StateValue: 'ALARM',
      StateReason: 'drill',
    });
    expect(await describeAlarm()).toMatchObject({
      StateValue: 'ALARM',
      StateReason: 'drill',
      ActionsEnabled: false,
    });
    expect(cloudWatch.messages()).toEqual([]);
  });

  it('without its topic records the failure in its history', async () => {
    const gone = 'arn:aws:sns:ap-northeast-1:123456789012:gone';
    await cloudWatch.call('PutMetricAlarm', {
      ...connectionsAlarm,
      AlarmActions: [gone],
    });
    await cloudWatch.call('SetAlarmState', {
      AlarmName: 'connections-warning',
      StateValue: 'ALARM',
      StateReason: 'drill',
    });
    expect(
      await cloudWatch.call('DescribeAlarmHistory', {
        HistoryItemType: 'Action',
      }),
    ).toMatchObject({
      AlarmHistoryItems: [
        {
          HistorySummary: `Failed to execute action ${gone}. Received error: "Topic does not exist"`,
        },
      ],
    });
  });

  it.each([
    ['evaluate', 'ALARM'],
    ['ignore', 'INSUFFICIENT_DATA'],
  ])(
    'on a percentile of too few samples, with %s, is in %s',
    async (EvaluateLowSampleCountPercentile, StateValue) => {
      await cloudWatch.call('PutMetricAlarm', {
        ...connectionsAlarm,
        Statistic: undefined,
        ExtendedStatistic: 'p99',
        EvaluateLowSampleCountPercentile,
      });
      writer.statistics.connections = 80;
      await cloudWatch.pass(245);
      expect(await describeAlarm()).toMatchObject({ StateValue });
    },
  );

  it('sees only values of its unit', async () => {
    for (const [AlarmName, Unit] of [
      ['count', 'Count'],
      ['percent', 'Percent'],
    ]) {
      await cloudWatch.call('PutMetricAlarm', {
        ...connectionsAlarm,
        AlarmName,
        Unit,
        TreatMissingData: 'missing',
      });
    }
    writer.statistics.connections = 80;
    await cloudWatch.pass(245);
    const { MetricAlarms } = await cloudWatch.call('DescribeAlarms', {});
    expect(MetricAlarms).toMatchObject([
      { AlarmName: 'count', StateValue: 'ALARM' },
      { AlarmName: 'percent', StateValue: 'INSUFFICIENT_DATA' },
    ]);
  });

  it.each([
    [
      { Metrics: [{ Id: 'e', Expression: '1 + 2' }] },
      /must return a time series, not a number/,
    ],
    [
      { Metrics: [{ Id: 'e', Expression: '[m, m]' }, unseen] },
      /returns one time series/,
    ],
    [
      { Metrics: [{ Id: 'e', Expression: 'n * 2' }, unseen] },
      /Unresolved symbol 'n'/,
    ],
    [
      {
        Metrics: [
          { Id: 'e', Expression: 'm' },
          { ...unseen, AccountId: '1' },
        ],
      },
      /AccountId is 1/,
    ],
    [
      { Metrics: [{ Id: 'e', Expression: 'm', Period: 300 }, unseen] },
      /Period is 300/,
    ],
    [
      {
        Metrics: [{ Id: 'e', Expression: 'ANOMALY_DETECTION_BAND(m)' }, unseen],
      },
      /ANOMALY_DETECTION_BAND is not supported/,
    ],
    [
      { Metrics: [{ Id: 'e', Expression: 'm' }, unseen], Unit: 'Count' },
      /Unit and Metrics list are mutually exclusive/,
    ],
  ])('on metric math with %j is refused', async (change, message) => {
    const { AlarmName, EvaluationPeriods, Threshold, ComparisonOperator } =
      connectionsAlarm;
    await expect(
      cloudWatch.call('PutMetricAlarm', {
        AlarmName,
        EvaluationPeriods,
        Threshold,
        ComparisonOperator,
        ...change,
      }),
    ).rejects.toThrow(message);
  });

  it.each([
    [{ StateReasonData: '{not' }, 'InvalidFormat'],
    [{ StateReason: 'x'.repeat(1024) }, 'ValidationError'],
    [{ StateReasonData: `"${'x'.repeat(4000)}"` }, 'ValidationError'],
    [{ StateValue: 'BROKEN' }, 'ValidationError'],
  ])('does not take a state with %.60j', async (change, code) => {
    await cloudWatch.call('PutMetricAlarm', connectionsAlarm);
    await expect(
      cloudWatch.call('SetAlarmState', {
        AlarmName: connectionsAlarm.AlarmName,
        StateValue: 'OK',
        StateReason: 'test',
        ...change,
      }),
    ).rejects.toMatchObject({ code });
  });

  it.each([
    [
      { Period: 90 },
      'Period must be a multiple of 60, because aurora-db-local keeps values of a minute',
    ],
    [
      { DatapointsToAlarm: 4 },
      'DatapointsToAlarm must be less than or equal to EvaluationPeriods',
    ],
    [
      { EvaluationPeriods: 1441 },
      'Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= 86400).',
    ],
    [{ AlarmActions: ['everybody'] }, 'Invalid arn syntax: everybody'],
    [
      { OKActions: ['arn:aws:sns:us-east-1:123456789012:t'] },
      'Invalid region us-east-1 specified. Only ap-northeast-1 is supported.',
    ],
    [
      { Statistic: undefined },
      'Exactly one of the parameters Statistic and ExtendedStatistic must be specified',
    ],
    [
      { MetricName: undefined },
      'The parameter MetricName is required, or the parameter Metrics instead.',
    ],
    [
      { Metrics: [{ Id: 'e', Expression: '1' }] },
      'The parameters MetricName and Metrics list are mutually exclusive',
    ],
  ])('with %j is refused: %s', async (change, message) => {
    await expect(
      cloudWatch.call('PutMetricAlarm', { ...connectionsAlarm, ...change }),
    ).rejects.toMatchObject({
      code: 'ValidationError',
      message,
    });
  });
});

describe('DescribeAlarms', () => {
  let cloudWatch: CloudWatchHarness;

  beforeEach(async () => {
    cloudWatch = await CloudWatchHarness.start();
    for (const [name, state] of [
      ['b-cpu', 'OK'],
      ['a-cpu', 'ALARM'],
      ['a-lag', 'OK'],
    ]) {
      await cloudWatch.call('PutMetricAlarm', {
        ...connectionsAlarm,
        AlarmName: name,
      });
      await cloudWatch.call('SetAlarmState', {
        AlarmName: name,
        StateValue: state,
        StateReason: 'test',
      });
    }
  });

  afterEach(async () => {
    await cloudWatch.stop();
  });

  const names = async (input: object) => {
    const answer = await cloudWatch.call('DescribeAlarms', input);
    const alarms = Array.isArray(answer.MetricAlarms)
      ? answer.MetricAlarms
      : [];
    return {
      names: alarms.map(({ AlarmName }) => AlarmName),
      NextToken: answer.NextToken,
    };
  };

  it.each([
    [{}, ['a-cpu', 'a-lag', 'b-cpu']],
    [{ AlarmNamePrefix: 'a-' }, ['a-cpu', 'a-lag']],
    [{ AlarmNames: ['b-cpu', 'nobody'] }, ['b-cpu']],
    [{ StateValue: 'ALARM' }, ['a-cpu']],
    [{ StateValue: 'OK', AlarmNamePrefix: 'a' }, ['a-lag']],
    [{ AlarmTypes: ['CompositeAlarm'] }, []],
  ])('with %j gives %j', async (input, expected) => {
    expect((await names(input)).names).toEqual(expected);
  });

  it('pages', async () => {
    const first = await names({ MaxRecords: 2 });
    expect(first.names).toEqual(['a-cpu', 'a-lag']);
    expect(await names({ MaxRecords: 2, NextToken: first.NextToken })).toEqual({
      names: ['b-cpu'],
      NextToken: undefined,
    });
  });

  it('finds the alarms of a metric by its dimensions in any order', async () => {
    const Dimensions = [cluster, { Name: 'Role', Value: 'WRITER' }];
    await cloudWatch.call('PutMetricAlarm', {
      ...connectionsAlarm,
      AlarmName: 'writer',
      Dimensions,
    });
    const answer = await cloudWatch.call('DescribeAlarmsForMetric', {
      Namespace: 'AWS/RDS',
      MetricName: 'DatabaseConnections',
      Dimensions: Dimensions.toReversed(),
    });
    expect(answer).toMatchObject({ MetricAlarms: [{ AlarmName: 'writer' }] });
  });

  it('keeps tags from its creation', async () => {
    const ResourceARN =
      'arn:aws:cloudwatch:ap-northeast-1:123456789012:alarm:tagged';
    await cloudWatch.call('PutMetricAlarm', {
      ...connectionsAlarm,
      AlarmName: 'tagged',
      Tags: [{ Key: 'a', Value: '1' }],
    });
    await cloudWatch.call('TagResource', {
      ResourceARN,
      Tags: [{ Key: 'b', Value: '2' }],
    });
    await cloudWatch.call('UntagResource', { ResourceARN, TagKeys: ['a'] });
    expect(
      await cloudWatch.call('ListTagsForResource', { ResourceARN }),
    ).toEqual({ Tags: [{ Key: 'b', Value: '2' }] });
    await expect(
      cloudWatch.call('ListTagsForResource', {
        ResourceARN: `${ResourceARN}x`,
      }),
    ).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
    });
  });
});
