import { z } from 'zod';
import { CloudWatchHarness } from '../testing/startCloudWatch';

const arn = (name: string) =>
  `arn:aws:cloudwatch:ap-northeast-1:123456789012:alarm:${name}`;

const composite = z.looseObject({
  StateValue: z.string(),
  StateReason: z.string(),
  StateReasonData: z.string().optional(),
  ActionsSuppressedBy: z.string().optional(),
});

describe('a composite alarm', () => {
  let cloudWatch: CloudWatchHarness;
  let topicArn: unknown;

  const setState = (AlarmName: string, StateValue: string) =>
    cloudWatch.call('SetAlarmState', {
      AlarmName,
      StateValue,
      StateReason: 'test',
    });
  const put = (AlarmRule: string, input: object = {}) =>
    cloudWatch.call('PutCompositeAlarm', {
      AlarmName: 'service',
      AlarmRule,
      ...input,
    });
  const describeOne = async (name = 'service') => {
    const { CompositeAlarms } = await cloudWatch.call('DescribeAlarms', {
      AlarmNames: [name],
      AlarmTypes: ['CompositeAlarm'],
    });
    return z.tuple([composite]).parse(CompositeAlarms)[0];
  };
  const stateOf = async (name?: string) => (await describeOne(name)).StateValue;
  const published = () =>
    cloudWatch
      .messages()
      .map(({ message }) =>
        z.record(z.string(), z.unknown()).parse(JSON.parse(message)),
      );
  const publishedStates = () =>
    published().map(({ OldStateValue, NewStateValue }) => [
      OldStateValue,
      NewStateValue,
    ]);

  beforeEach(async () => {
    cloudWatch = await CloudWatchHarness.start('2026-11-23T12:00:00Z');
    topicArn = (await cloudWatch.call('CreateTopic', { Name: 'alarms' }, 'sns'))
      .TopicArn;
    for (const AlarmName of ['cpu', 'lag', 'deploy (blue)']) {
      await cloudWatch.call('PutMetricAlarm', {
        AlarmName,
        Namespace: 'Nothing',
        MetricName: 'Nothing',
        Statistic: 'Maximum',
        Period: 86_400,
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanThreshold',
        TreatMissingData: 'ignore',
      });
      await setState(AlarmName, 'OK');
    }
  });

  afterEach(() => cloudWatch.stop());

  it('has the state of its rule when it is created, and follows its children', async () => {
    await put('ALARM(cpu) OR ALARM(lag)', {
      AlarmDescription: 'the service',
      Tags: [{ Key: 'team', Value: 'shop' }],
    });
    expect(await describeOne()).toMatchObject({
      AlarmName: 'service',
      AlarmArn: arn('service'),
      AlarmDescription: 'the service',
      AlarmRule: 'ALARM(cpu) OR ALARM(lag)',
      ActionsEnabled: true,
      StateValue: 'OK',
      StateReason: `${arn('service')} was created and its alarm rule evaluates to OK`,
    });
    cloudWatch.now += 60_000;
    await setState('lag', 'ALARM');
    const { StateValue, StateReason, StateReasonData } = await describeOne();
    expect([StateValue, StateReason]).toEqual([
      'ALARM',
      `${arn('lag')} transitioned to ALARM at Monday 23 November, 2026 12:01:00 UTC`,
    ]);
    expect(JSON.parse(StateReasonData ?? '')).toEqual({
      triggeringAlarms: [
        {
          arn: arn('lag'),
          state: { value: 'ALARM', timestamp: '2026-11-23T12:01:00.000+0000' },
        },
      ],
    });
    await setState('lag', 'OK');
    expect(await stateOf()).toBe('OK');
    const { AlarmHistoryItems } = await cloudWatch.call(
      'DescribeAlarmHistory',
      {
        AlarmName: 'service',
        AlarmTypes: ['CompositeAlarm'],
        ScanBy: 'TimestampAscending',
      },
    );
    expect(AlarmHistoryItems).toMatchObject(
      [
        'Alarm "service" created',
        'Alarm updated from INSUFFICIENT_DATA to OK',
        'Alarm updated from OK to ALARM',
        'Alarm updated from ALARM to OK',
      ].map(HistorySummary => ({
        AlarmType: 'CompositeAlarm',
        HistorySummary,
      })),
    );
  });

  it.each([
    ['ALARM(cpu)', 'ALARM'],
    ['OK(cpu)', 'OK'],
    ['NOT OK("cpu")', 'ALARM'],
    ['INSUFFICIENT_DATA(cpu)', 'OK'],
    [`ALARM(${arn('cpu')})`, 'ALARM'],
    ['ALARM("deploy (blue)")', 'OK'],
    ['ALARM(cpu) AND ALARM(lag)', 'OK'],
    ['ALARM(cpu) AND NOT ALARM(lag)', 'ALARM'],
    // AND binds tighter than OR.
    ['ALARM(cpu) OR ALARM(lag) AND FALSE', 'ALARM'],
    ['(ALARM(cpu) OR ALARM(lag)) AND FALSE', 'OK'],
    ['TRUE', 'ALARM'],
    ['false', 'OK'],
    ['AT_LEAST(1, ALARM, (cpu, lag))', 'ALARM'],
    ['AT_LEAST(2, ALARM, (cpu, "lag"))', 'OK'],
    ['AT_LEAST(50%, NOT OK, (cpu, lag))', 'ALARM'],
    ['AT_LEAST(51%, NOT OK, (cpu, lag))', 'OK'],
  ])('with the rule %s is %s while cpu is in ALARM', async (rule, state) => {
    await setState('cpu', 'ALARM');
    await put(rule);
    expect(await stateOf()).toBe(state);
  });

  it.each([
    ['()', "Error in AlarmRule [Unsupported token ')' at char 1]"],
    ['ALARM(cpu', 'Error in AlarmRule [Unexpected end of the rule at char 9]'],
    [
      'ALARM(cpu) ALARM(lag)',
      "Error in AlarmRule [Unsupported token 'ALARM' at char 11]",
    ],
    ['alarm(cpu)', "Error in AlarmRule [Unsupported token 'alarm' at char 0]"],
    [
      'AT_LEAST(3, ALARM, (cpu, lag))',
      'Error in AlarmRule [AT_LEAST takes 1 to 2, not 3]',
    ],
    [
      'ALARM(gone) OR OK(cpu)',
      'Could not save the composite alarm as alarms [gone] in the alarm rule do not exist',
    ],
    [
      `(${Array.from({ length: 501 }, () => 'TRUE').join(' OR ')})`,
      'Error in AlarmRule [The rule has more than 500 elements]',
    ],
  ])('with the rule %.40s is refused: %s', async (rule, message) => {
    await expect(put(rule)).rejects.toMatchObject({
      code: 'ValidationError',
      message,
    });
  });

  it('is refused with more than 10,240 characters, a strange member, or the name of a metric alarm', async () => {
    await expect(put(`${' '.repeat(10_240)}TRUE`)).rejects.toMatchObject({
      code: 'ValidationError',
    });
    await expect(put('TRUE', { Threshold: 1 })).rejects.toThrow(/Threshold/);
    await expect(put('TRUE', { AlarmName: 'cpu' })).rejects.toThrow(
      'cpu is the name of a metric alarm',
    );
  });

  it('tells its topic of each change, with the children that led to it', async () => {
    await put('ALARM(cpu)', {
      AlarmActions: [topicArn],
      OKActions: [topicArn],
    });
    await setState('cpu', 'ALARM');
    await cloudWatch.call('DisableAlarmActions', { AlarmNames: ['service'] });
    await setState('cpu', 'OK');
    expect(publishedStates()).toEqual([
      ['INSUFFICIENT_DATA', 'OK'],
      ['OK', 'ALARM'],
    ]);
    expect(published().at(-1)).toMatchObject({
      AlarmName: 'service',
      AlarmRule: 'ALARM(cpu)',
      TriggeringChildren: [{ Arn: arn('cpu'), State: { Value: 'ALARM' } }],
    });
  });

  it('keeps a state that a caller sets until a child changes', async () => {
    await put('ALARM(cpu)');
    await setState('service', 'ALARM');
    await cloudWatch.pass(120);
    expect(await stateOf()).toBe('ALARM');
    await setState('lag', 'ALARM');
    expect(await stateOf()).toBe('ALARM');
    await setState('cpu', 'INSUFFICIENT_DATA');
    expect(await stateOf()).toBe('OK');
  });

  it('can have composite children, which are evaluated first', async () => {
    await put('ALARM(cpu)', { AlarmName: 'b-child' });
    await put('ALARM("b-child") AND OK(lag)', { AlarmName: 'a-parent' });
    await setState('cpu', 'ALARM');
    expect(await stateOf('a-parent')).toBe('ALARM');
    const relatives = async (input: object) => {
      const { MetricAlarms, CompositeAlarms } = await cloudWatch.call(
        'DescribeAlarms',
        input,
      );
      return [MetricAlarms, CompositeAlarms];
    };
    expect(await relatives({ ChildrenOfAlarmName: 'a-parent' })).toEqual([
      [
        {
          AlarmName: 'lag',
          AlarmArn: arn('lag'),
          StateValue: 'OK',
          StateUpdatedTimestamp: new Date(cloudWatch.now),
        },
      ],
      [
        {
          AlarmName: 'b-child',
          AlarmArn: arn('b-child'),
          StateValue: 'ALARM',
          StateUpdatedTimestamp: new Date(cloudWatch.now),
        },
      ],
    ]);
    expect(await relatives({ ParentsOfAlarmName: 'lag' })).toEqual([
      [],
      [{ AlarmName: 'a-parent', AlarmArn: arn('a-parent') }],
    ]);
    await expect(
      relatives({ ParentsOfAlarmName: 'lag', StateValue: 'OK' }),
    ).rejects.toThrow('ParentsOfAlarmName can be combined only with');
  });

  it('in a cycle is not evaluated, until the cycle is broken', async () => {
    await put('ALARM(cpu)', { AlarmName: 'a' });
    await put('ALARM(a)', { AlarmName: 'b' });
    await put('ALARM(b) OR ALARM(cpu)', { AlarmName: 'a' });
    await setState('cpu', 'ALARM');
    expect([await stateOf('a'), await stateOf('b')]).toEqual(['OK', 'OK']);
    await expect(
      cloudWatch.call('DeleteAlarms', { AlarmNames: ['a'] }),
    ).rejects.toThrow(
      'Cannot delete a as there are composite alarm(s) depending on it.',
    );
    await put('FALSE', { AlarmName: 'b' });
    expect([await stateOf('a'), await stateOf('b')]).toEqual(['ALARM', 'OK']);
  });

  it('protects the alarms it depends on from deletion', async () => {
    await put('ALARM(cpu)', {
      ActionsSuppressor: arn('lag'),
      ActionsSuppressorWaitPeriod: 1,
      ActionsSuppressorExtensionPeriod: 1,
    });
    const remove = (...AlarmNames: string[]) =>
      cloudWatch.call('DeleteAlarms', { AlarmNames });
    await expect(remove('cpu', 'lag')).rejects.toThrow(
      'Cannot delete cpu,lag as there are composite alarm(s) depending on them.',
    );
    await put('TRUE', { AlarmName: 'other' });
    await expect(remove('service', 'other')).rejects.toThrow(
      'at most one composite alarm',
    );
    await remove('cpu', 'service', 'gone');
    const { MetricAlarms, CompositeAlarms } = await cloudWatch.call(
      'DescribeAlarms',
      { AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] },
    );
    expect(MetricAlarms).toMatchObject([
      { AlarmName: 'deploy (blue)' },
      { AlarmName: 'lag' },
    ]);
    expect(CompositeAlarms).toMatchObject([{ AlarmName: 'other' }]);
  });

  it('has tags', async () => {
    await put('TRUE', { Tags: [{ Key: 'a', Value: '1' }] });
    await cloudWatch.call('TagResource', {
      ResourceARN: arn('service'),
      Tags: [{ Key: 'b', Value: '2' }],
    });
    expect(
      await cloudWatch.call('ListTagsForResource', {
        ResourceARN: arn('service'),
      }),
    ).toEqual({
      Tags: [
        { Key: 'a', Value: '1' },
        { Key: 'b', Value: '2' },
      ],
    });
  });

  it('evaluates its new rule, after a restart too', async () => {
    await put('ALARM(cpu)');
    await cloudWatch.restart({ graceful: false });
    await setState('cpu', 'ALARM');
    expect(await stateOf()).toBe('ALARM');
    await put('ALARM(lag)');
    expect(await describeOne()).toMatchObject({
      StateValue: 'OK',
      StateReason: `${arn('service')} was updated and its new alarm rule evaluates to OK`,
    });
  });

  describe('with a suppressor', () => {
    const suppressedBy = async () => (await describeOne()).ActionsSuppressedBy;

    beforeEach(async () => {
      await put('ALARM(cpu)', {
        AlarmActions: [topicArn],
        OKActions: [topicArn],
        ActionsSuppressor: 'deploy (blue)',
        ActionsSuppressorWaitPeriod: 30,
        ActionsSuppressorExtensionPeriod: 20,
      });
    });

    it('runs its actions at the end of the wait period, after a restart too', async () => {
      await setState('cpu', 'ALARM');
      expect(await describeOne()).toMatchObject({
        StateValue: 'ALARM',
        ActionsSuppressedBy: 'WaitPeriod',
        ActionsSuppressedReason: 'Actions suppressed by WaitPeriod',
      });
      await cloudWatch.restart({ graceful: false });
      await cloudWatch.pass(25);
      expect(publishedStates()).toEqual([]);
      await cloudWatch.pass(5);
      expect(publishedStates()).toEqual([['OK', 'ALARM']]);
      expect(await suppressedBy()).toBeUndefined();
      await cloudWatch.pass(60);
      expect(publishedStates()).toHaveLength(1);
    });

    it('runs none while the suppressor is in ALARM, and the missed ones after the extension period', async () => {
      await setState('cpu', 'ALARM');
      await cloudWatch.pass(10);
      await setState('deploy (blue)', 'ALARM');
      expect(await suppressedBy()).toBe('Alarm');
      await cloudWatch.pass(60);
      await setState('deploy (blue)', 'OK');
      expect(await suppressedBy()).toBe('ExtensionPeriod');
      await cloudWatch.pass(15);
      expect(publishedStates()).toHaveLength(1);
      await cloudWatch.pass(5);
      expect(publishedStates()).toEqual([
        ['INSUFFICIENT_DATA', 'OK'],
        ['OK', 'ALARM'],
      ]);
    });

    it('runs none for a change that is undone while actions are suppressed', async () => {
      await setState('cpu', 'ALARM');
      await setState('cpu', 'OK');
      expect(await suppressedBy()).toBeUndefined();
      await setState('deploy (blue)', 'ALARM');
      await setState('cpu', 'ALARM');
      await setState('cpu', 'OK');
      await setState('deploy (blue)', 'OK');
      await cloudWatch.pass(60);
      expect(publishedStates()).toHaveLength(1);
    });

    it.each([
      [{ ActionsSuppressor: 'gone' }, /gone does not exist/],
      [{ ActionsSuppressorWaitPeriod: undefined }, /are required/],
      [{ ActionsSuppressor: undefined }, /need an ActionsSuppressor/],
      [{ ActionsSuppressorWaitPeriod: -1 }, /ActionsSuppressorWaitPeriod/],
    ])('is refused with %j', async (change, message) => {
      await expect(
        put('TRUE', {
          ActionsSuppressor: 'lag',
          ActionsSuppressorWaitPeriod: 1,
          ActionsSuppressorExtensionPeriod: 1,
          ...change,
        }),
      ).rejects.toThrow(message);
    });
  });
});
