import { causeSubjects } from '../causeSubjects';
import { describeHealth } from '../describeHealth';
import {
  anHour,
  nothing,
  series,
} from '../../testing/services/assessSituation';
import {
  evidenceOfExisting,
  healthOfExisting,
  ordersMembers,
  type TestAlarm,
} from '../../testing/services/healthOfExisting';

const minuteBack = (value: number) => [value, value, value];
/** Alarms that cover every metric, so that only the alarm under test gives a reason. */
const covering: TestAlarm[] = [
  'CPUUtilization',
  'ReadLatency',
  'WriteLatency',
].map(metricName => ({ name: `covering-${metricName}`, metricName }));

const withoutUncovered = (health: ReturnType<typeof healthOfExisting>) =>
  health.reasons
    .filter(({ code }) => code !== 'health.judgedByPortal')
    .map(({ text }) => text);

const since = '2026-11-23T05:00:00.000Z';

describe('the health of a cluster that another tool created', () => {
  it.each<[string, TestAlarm, string, string[]]>([
    [
      'CPU below the critical threshold of the table',
      { name: 'cpu', threshold: 85 },
      'warning',
      [
        `CPU has been in alarm since ${since} (warning): cpu, CPUUtilization > 85%`,
      ],
    ],
    [
      'CPU at the critical threshold',
      {
        name: 'cpu',
        threshold: 90,
        comparison: 'GreaterThanOrEqualToThreshold',
      },
      'critical',
      [
        `CPU has been in alarm since ${since} (critical): cpu, CPUUtilization ≥ 90%`,
      ],
    ],
    [
      'a CPU that is idle, which the table does not know',
      { name: 'idle', threshold: 95, comparison: 'LessThanThreshold' },
      'warning',
      [`idle has been in alarm since ${since} (warning): CPUUtilization < 95%`],
    ],
    [
      'latency in milliseconds, of one instance',
      {
        name: 'slow',
        metricName: 'ReadLatency',
        dimensions: { DBInstanceIdentifier: 'orders-2' },
        threshold: 0.02,
      },
      'warning',
      [
        `Read latency has been in alarm since ${since} (warning): slow, ReadLatency (orders-2) > 20 ms`,
      ],
    ],
    [
      'bytes',
      {
        name: 'memory',
        metricName: 'FreeableMemory',
        threshold: 268_435_456,
        comparison: 'LessThanOrEqualToThreshold',
      },
      'warning',
      [
        `memory has been in alarm since ${since} (warning): FreeableMemory ≤ 256 MiB`,
      ],
    ],
    [
      'a metric whose unit nobody knows',
      { name: 'new', metricName: 'SomethingNew', threshold: 5 },
      'warning',
      [`new has been in alarm since ${since} (warning): SomethingNew > 5`],
    ],
    [
      'a metric that nobody publishes, with the name of a member of objects',
      { name: 'odd', metricName: 'constructor', threshold: 5 },
      'warning',
      [`odd has been in alarm since ${since} (warning): constructor > 5`],
    ],
    [
      'connections, whose critical threshold is unknown',
      {
        name: 'sessions',
        metricName: 'DatabaseConnections',
        threshold: 100_000,
      },
      'warning',
      [
        `Connections have been in alarm since ${since} (warning): sessions, DatabaseConnections > 100000`,
      ],
    ],
    [
      'the uptime of the writer',
      {
        name: 'down',
        metricName: 'EngineUptime',
        dimensions: { DBClusterIdentifier: 'orders', Role: 'WRITER' },
        comparison: 'LessThanThreshold',
        threshold: 1,
      },
      'critical',
      [`down has been in alarm since ${since} (critical): EngineUptime < 1 s`],
    ],
    [
      'an anomaly',
      {
        name: 'odd',
        threshold: undefined,
        comparison: 'GreaterThanUpperThreshold',
      },
      'warning',
      [
        `CPU has been in alarm since ${since} (warning): odd, CPUUtilization above the expected band`,
      ],
    ],
    [
      'an expression of several metrics',
      {
        name: 'ratio',
        expression: 'Reads per commit',
        threshold: 3,
        metrics: ['ReadIOPS', 'CommitThroughput'].map(metricName => ({
          namespace: 'AWS/RDS',
          metricName,
          dimensions: { DBInstanceIdentifier: 'orders-1' },
        })),
      },
      'warning',
      [
        `ratio has been in alarm since ${since} (warning): Reads per commit (orders-1) > 3`,
      ],
    ],
    [
      'a composite alarm that says more than its children',
      { name: 'both', type: 'composite', rule: 'OK("covering-ReadLatency")' },
      'warning',
      [`The composite alarm both has been in alarm since ${since} (warning)`],
    ],
    [
      'an alarm of a cluster whose name begins the same',
      { name: 'other', dimensions: { DBClusterIdentifier: 'orders-2' } },
      'ok',
      [],
    ],
    [
      'an instance of another cluster, with the name of this one',
      { name: 'other', dimensions: { DBInstanceIdentifier: 'orders' } },
      'ok',
      [],
    ],
    [
      'a metric of a class of instances',
      { name: 'class', dimensions: { DatabaseClass: 'db.r6g.large' } },
      'ok',
      [],
    ],
    [
      'a dimension of the same name in another namespace',
      {
        name: 'custom',
        metrics: [
          {
            namespace: 'Company/App',
            metricName: 'CPUUtilization',
            dimensions: { DBClusterIdentifier: 'orders' },
          },
        ],
      },
      'ok',
      [],
    ],
    ['no data', { name: 'cpu', state: 'INSUFFICIENT_DATA' }, 'ok', []],
  ])('by an alarm of %s', (_, alarm, severity, texts) => {
    const health = healthOfExisting({
      alarms: [...covering, { state: 'ALARM', ...alarm }],
    });
    expect(withoutUncovered(health)).toEqual(texts);
    expect(health.severity).toBe(severity);
  });

  it('gives one reason for the worst of the alarms of a metric, and lists all', () => {
    const { reasons, alarms } = healthOfExisting({
      alarms: [
        { name: 'a', threshold: 70, state: 'ALARM' },
        { name: 'b', threshold: 92, state: 'ALARM' },
        { name: 'c', threshold: 80, state: 'ALARM' },
        { name: 'd', threshold: 99 },
      ],
    });
    expect(reasons.filter(({ code }) => /cpu/.test(code))).toMatchObject([
      { params: { alarm: 'b', severity: 'critical' } },
    ]);
    expect(
      alarms.map(({ name, state, severity }) => [name, state, severity]),
    ).toEqual([
      ['a', 'ALARM', 'warning'],
      ['b', 'ALARM', 'critical'],
      ['c', 'ALARM', 'warning'],
      ['d', 'OK', 'critical'],
    ]);
  });

  it('gives a reason for each instance that is in alarm', () => {
    const of = (name: string, instance: string, threshold: number) => ({
      name,
      threshold,
      dimensions: { DBInstanceIdentifier: instance },
      state: 'ALARM' as const,
    });
    const health = healthOfExisting({
      alarms: [
        ...covering,
        of('writer-80', 'orders-1', 80),
        of('reader-70', 'orders-2', 70),
        of('reader-95', 'orders-2', 95),
      ],
    });
    expect(withoutUncovered(health)).toEqual([
      `CPU has been in alarm since ${since} (critical): reader-95, CPUUtilization (orders-2) > 95%`,
      `CPU has been in alarm since ${since} (warning): writer-80, CPUUtilization (orders-1) > 80%`,
    ]);
  });

  it.each<[string, TestAlarm[], string[]]>([
    [
      'a child is in alarm, which says it already',
      [
        { name: 'cpu', state: 'ALARM' },
        {
          name: 'any',
          type: 'composite',
          rule: 'ALARM("cpu")',
          state: 'ALARM',
        },
        {
          name: 'outer',
          type: 'composite',
          rule: 'ALARM(arn:aws:cloudwatch:ap-northeast-1:444444444444:alarm:any) OR FALSE',
          state: 'ALARM',
        },
      ],
      ['health.cpuAlarmNamed'],
    ],
    [
      'a child about another database is in alarm',
      [
        { name: 'cpu' },
        {
          name: 'elsewhere',
          state: 'ALARM',
          dimensions: { DBClusterIdentifier: 'billing' },
        },
        {
          name: 'any',
          type: 'composite',
          rule: 'ALARM("cpu") OR ALARM("elsewhere")',
          state: 'ALARM',
        },
      ],
      [],
    ],
    [
      'a child about its application is in alarm',
      [
        { name: 'cpu' },
        { name: 'errors', state: 'ALARM', metrics: [] },
        {
          name: 'any',
          type: 'composite',
          rule: 'ALARM("cpu") OR ALARM("errors")',
          state: 'ALARM',
        },
      ],
      ['health.compositeAlarm'],
    ],
  ])('with a composite alarm of which %s', (_, alarms, codes) => {
    const { reasons } = healthOfExisting({ alarms });
    expect(
      reasons
        .map(({ code }) => code)
        .filter(code => code !== 'health.judgedByPortal'),
    ).toEqual(codes);
  });

  it('lists composite alarms, nested ones too, and the conditions of the others', () => {
    const { alarms } = healthOfExisting({
      alarms: [
        {
          name: 'cpu',
          metrics: [
            {
              namespace: 'AWS/RDS',
              metricName: 'CPUUtilization',
              dimensions: { DBInstanceIdentifier: 'orders-1' },
              statistic: 'p99',
              periodSeconds: 300,
            },
          ],
        },
        { name: 'any', type: 'composite', rule: 'NOT ALARM(cpu)' },
        {
          name: 'outer',
          type: 'composite',
          rule: 'AT_LEAST(1, OK, ("x", any))',
        },
        { name: 'unrelated', type: 'composite', rule: 'ALARM("cpu-other")' },
      ],
    });
    expect(alarms).toEqual([
      {
        id: 'any',
        name: 'any',
        severity: 'warning',
        state: 'OK',
        type: 'composite',
      },
      {
        id: 'cpu',
        name: 'cpu',
        severity: 'warning',
        state: 'OK',
        type: 'metric',
        condition: {
          metricName: 'CPUUtilization',
          comparison: 'GreaterThanThreshold',
          threshold: 80,
          statistic: 'p99',
          periodSeconds: 300,
          instance: 'orders-1',
        },
      },
      {
        id: 'outer',
        name: 'outer',
        severity: 'warning',
        state: 'OK',
        type: 'composite',
      },
    ]);
  });

  const uncovered = ['cpu', 'readLatency', 'writeLatency', 'uptime'];
  it.each<[string, TestAlarm[], string[]]>([
    ['no alarm', [], uncovered],
    ['an alarm of the cluster', [{ name: 'a' }], uncovered.slice(1)],
    [
      'an alarm of the writer',
      [{ name: 'a', dimensions: { DBInstanceIdentifier: 'orders-1' } }],
      uncovered.slice(1),
    ],
    [
      'an alarm of a reader alone',
      [{ name: 'a', dimensions: { DBInstanceIdentifier: 'orders-2' } }],
      uncovered,
    ],
    [
      'an alarm of the role of readers',
      [
        {
          name: 'a',
          dimensions: { DBClusterIdentifier: 'orders', Role: 'READER' },
        },
      ],
      uncovered,
    ],
    [
      'an alarm of the other side',
      [{ name: 'a', comparison: 'LessThanThreshold' }],
      uncovered,
    ],
    [
      'an alarm of the uptime',
      [
        {
          name: 'a',
          metricName: 'EngineUptime',
          comparison: 'LessThanThreshold',
        },
      ],
      uncovered.slice(0, -1),
    ],
  ])('is judged by the portal if it has %s', (_, alarms, metrics) => {
    const { judgedByPortal, reasons, severity } = healthOfExisting({ alarms });
    expect(judgedByPortal).toEqual(metrics);
    expect(reasons.at(-1)?.code).toBe('health.judgedByPortal');
    expect(severity).toBe('ok');
  });

  it('names the metrics that no alarm covers', () => {
    const { reasons } = healthOfExisting({ alarms: covering });
    expect(reasons.map(({ text }) => text)).toEqual([
      "No alarm covers EngineUptime: judged by the portal's thresholds",
    ]);
  });

  it('has the thresholds of the table for a metric without an alarm, and only for it', () => {
    const recent = series({ cpu: minuteBack(95), writeLatency: minuteBack(2) });
    expect(healthOfExisting({ alarms: covering, recent }).severity).toBe('ok');
    expect(healthOfExisting({ alarms: [], recent })).toMatchObject({
      severity: 'critical',
      reasons: [
        { code: 'health.cpu' },
        { code: 'health.writeLatency' },
        { code: 'health.judgedByPortal' },
      ],
    });
  });

  it('says that alarms could not be read, and judges by the table', () => {
    const recent = series({ cpu: minuteBack(95) });
    for (const unread of ['states', 'definitions'] as const) {
      const health = healthOfExisting({ alarms: covering, unread, recent });
      expect(health).toMatchObject({
        severity: 'critical',
        reasons: [{ code: 'health.cpu' }, { code: 'health.alarmsUnavailable' }],
      });
    }
  });

  it('counts an alarm that is on, even if its definition could not be read', () => {
    const health = healthOfExisting({
      alarms: [{ name: 'cpu', state: 'ALARM' }],
      unread: 'definitions',
    });
    expect(health).toMatchObject({
      severity: 'warning',
      reasons: [
        { code: 'health.cpuAlarmNamed' },
        { code: 'health.alarmsUnavailable' },
      ],
    });
  });

  const uptime: TestAlarm = {
    name: 'down',
    metricName: 'EngineUptime',
    comparison: 'LessThanThreshold',
    missingData: 'breaching',
    state: 'ALARM',
  };
  const silent = () =>
    series({ uptime: minuteBack(NaN).concat(NaN, NaN, NaN) });
  it.each<[string, Parameters<typeof healthOfExisting>[0], string, string[]]>([
    [
      'stopped, with alarms that missing data sets off',
      {
        alarms: [uptime],
        cluster: { status: 'stopped' },
        recent: nothing(),
      },
      'unknown',
      ['health.stopped'],
    ],
    [
      'without instances',
      { alarms: [uptime], cluster: { members: [] }, recent: nothing() },
      'unknown',
      ['health.noInstances'],
    ],
    [
      'creating',
      { cluster: { status: 'creating' }, recent: nothing() },
      'unknown',
      ['health.creating'],
    ],
    ['without data', { recent: nothing() }, 'unknown', ['health.noData']],
    [
      'whose writer is silent',
      { recent: silent() },
      'critical',
      ['health.unreachable', 'health.judgedByPortal'],
    ],
    [
      'whose writer is silent, which its alarm of the uptime does not notice',
      {
        recent: silent(),
        alarms: [
          { ...uptime, state: 'INSUFFICIENT_DATA', missingData: 'missing' },
        ],
      },
      'critical',
      ['health.unreachable', 'health.judgedByPortal'],
    ],
    [
      'whose writer is silent, which its alarm of the uptime will notice',
      { recent: silent(), alarms: [{ ...uptime, state: undefined }] },
      'ok',
      ['health.judgedByPortal'],
    ],
    [
      'whose writer is now in another region',
      {
        recent: silent(),
        cluster: { globalClusterIdentifier: 'worldwide' },
      },
      'ok',
      ['health.judgedByPortal'],
    ],
    [
      'of a secondary region, which never had a writer',
      {
        recent: series({
          readLatency: anHour(() => null),
          writeLatency: anHour(() => null),
          uptime: anHour(() => null),
        }),
        cluster: { globalClusterIdentifier: 'worldwide' },
      },
      'ok',
      ['health.judgedByPortal'],
    ],
    [
      'paused',
      {
        cluster: { capacity: { minCapacity: 0, maxCapacity: 8 } },
        classes: ['db.serverless', 'db.serverless'],
        recent: series({ acu: minuteBack(0) }),
      },
      'ok',
      ['health.paused'],
    ],
    [
      'with one reader at 0 ACU and a provisioned writer',
      {
        cluster: { capacity: { minCapacity: 0, maxCapacity: 8 } },
        classes: ['db.r6g.large', 'db.serverless'],
        recent: series({ acu: minuteBack(0) }),
      },
      'ok',
      ['health.judgedByPortal'],
    ],
    [
      'with bounds of capacity and no serverless instance',
      {
        cluster: { capacity: { minCapacity: 0.5, maxCapacity: 8 } },
        recent: series({ acu: anHour(() => 8) }),
      },
      'ok',
      ['health.judgedByPortal'],
    ],
    [
      'at the maximum of its capacity',
      {
        cluster: { capacity: { minCapacity: 0.5, maxCapacity: 8 } },
        classes: ['db.serverless', 'db.r6g.large'],
        recent: series({ acu: anHour(() => 8) }),
      },
      'ok',
      ['health.atMaximum', 'health.judgedByPortal'],
    ],
  ])('%s', (_, options, severity, codes) => {
    const health = healthOfExisting(options);
    expect(health.reasons.map(({ code }) => code)).toEqual(codes);
    expect(health.severity).toBe(severity);
  });

  it.each([
    ['CPUUtilization', 'health.cpuAlarmNamed', 'cpu'],
    ['DatabaseConnections', 'health.connectionsAlarmNamed', 'connections'],
    ['ReadLatency', 'health.readLatencyAlarmNamed', 'readLatency'],
    ['WriteLatency', 'health.writeLatencyAlarmNamed', 'writeLatency'],
  ])('can have a cause of its alarm on %s', (metricName, code, about) => {
    const evidence = evidenceOfExisting({
      alarms: [{ name: 'own', metricName, state: 'ALARM' }],
    });
    const subjects = causeSubjects(describeHealth(evidence), evidence);
    expect(subjects.get(code)).toMatchObject({ about });
    expect(subjects.get(code)?.minutes).toHaveLength(3);
  });

  it('has a use of capacity for its serverless instances only', () => {
    const recent = series({ acu: anHour(() => 4) });
    const cluster = {
      capacity: { minCapacity: 0.5, maxCapacity: 8 },
      members: ordersMembers,
    };
    const useOf = (...classes: string[]) =>
      healthOfExisting({ cluster, classes, recent }).capacityUse?.acuHours;
    expect(useOf('db.serverless', 'db.serverless')).toBe(8);
    expect(useOf('db.r6g.large', 'db.serverless')).toBe(4);
    expect(useOf('db.r6g.large', 'db.r6g.large')).toBeUndefined();
  });
});
