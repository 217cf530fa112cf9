import {
  alarmName,
  databaseNames,
  environmentDefaults,
  type MetricName,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { AlarmReport } from '../ports/AlarmReader';
import { assessHealth, type Situation } from './assessHealth';

const minute = 60_000;
const readAt = new Date('2026-11-23T05:30:20Z');
const startMs = Date.parse('2026-11-23T04:31:00Z');
const names = databaseNames('goal-mandala', 'prod');

const resting: ReadonlyArray<readonly [MetricName, number]> = [
  ['acu', 2],
  ['connections', 10],
  ['cpu', 5],
  ['readLatency', 0.001],
  ['writeLatency', 0.002],
  ['uptime', 9_000],
];

/** Sixty slots up to the present minute; the last values are given, null being a gap. */
function series(last: Partial<Record<MetricName, (number | null)[]>>) {
  const values = new Map(
    resting.map(([name, value]) => {
      const own = new Float64Array(60).fill(value);
      const given = last[name] ?? [];
      own.set(
        given.map(one => one ?? Number.NaN),
        60 - given.length,
      );
      return [name, own] as const;
    }),
  );
  return {
    series: { window: { startMs, periodMs: minute, slots: 60 }, values },
    readAt,
  };
}

const anHour = (valueOf: (slot: number) => number | null) =>
  Array.from({ length: 60 }, (_, slot) => valueOf(slot));

const nothing = () =>
  series(
    Object.fromEntries(resting.map(([name]) => [name, anHour(() => null)])),
  );

function inState(
  id: 'cpu-warning' | 'cpu-critical' | 'connections-critical' | 'unreachable',
  state: AlarmReport['state'] = 'ALARM',
): Map<string, AlarmReport> {
  const name = alarmName(names.base, id);
  return new Map([
    [name, { name, state, since: new Date('2026-11-23T05:00:00Z') }],
  ]);
}

const assess = (situation: Partial<Situation>) =>
  assessHealth({
    names,
    stackStatus: 'UPDATE_COMPLETE',
    status: 'available',
    capacity: environmentDefaults.prod,
    maxConnections: { configured: 3360, live: 3360, pendingReboot: false },
    recent: series({}),
    alarms: new Map(),
    ...situation,
  });

describe('health by datapoints', () => {
  it.each<
    [string, Partial<Record<MetricName, (number | null)[]>>, string, string[]]
  >([
    ['everything at rest', {}, 'ok', []],
    [
      'CPU above 80 % three times',
      { cpu: [81, 81, 81] },
      'warning',
      ['health.cpu'],
    ],
    ['CPU at 80 %, which is not above', { cpu: [80, 80, 80] }, 'ok', []],
    ['CPU above 80 % twice', { cpu: [80, 81, 81] }, 'ok', []],
    ['CPU above 80 % with a gap between', { cpu: [81, null, 81] }, 'ok', []],
    [
      'CPU above 90 % three times',
      { cpu: [91, 99, 91] },
      'critical',
      ['health.cpu'],
    ],
    [
      'CPU above 90 % once, above 80 % thrice',
      { cpu: [81, 81, 99] },
      'warning',
      ['health.cpu'],
    ],
    ['CPU that has come down again', { cpu: [99, 99, 99, 50] }, 'ok', []],
    // 3,360 connections: 70 % is 2,352, 80 % is 2,688, 90 % is 3,024.
    ['connections at 70 %', { connections: [2352, 2352, 2352] }, 'ok', []],
    [
      'connections above 70 %',
      { connections: [2353, 2353, 2353] },
      'warning',
      ['health.connections'],
    ],
    [
      'connections above 80 %',
      { connections: [2689, 2689, 2689] },
      'warning',
      ['health.connections'],
    ],
    [
      'connections above 90 %',
      { connections: [3025, 3025, 3025] },
      'critical',
      ['health.connections'],
    ],
    [
      'reads slower than 1 s',
      { readLatency: [1.1, 1.2, 1.3] },
      'warning',
      ['health.readLatency'],
    ],
    [
      'writes slower than 1 s',
      { writeLatency: [1.1, 1.2, 1.3] },
      'warning',
      ['health.writeLatency'],
    ],
    ['writes of 999 ms', { writeLatency: [0.999, 0.999, 0.999] }, 'ok', []],
    [
      'two things at once',
      { cpu: [85, 85, 85], connections: [3200, 3200, 3200] },
      'critical',
      ['health.cpu', 'health.connections'],
    ],
    [
      'datapoints that come two minutes late',
      { uptime: [null, null], cpu: [95, 95, 95, null, null] },
      'critical',
      ['health.cpu'],
    ],
    [
      'a writer that has been silent for six minutes',
      { uptime: Array(6).fill(null) },
      'critical',
      ['health.unreachable'],
    ],
    [
      'a writer that has been silent for four minutes',
      { uptime: Array(4).fill(null) },
      'ok',
      [],
    ],
    [
      'a high value of six minutes ago, and silence since',
      { cpu: [99, 99, 99, ...Array(6).fill(null)] },
      'ok',
      [],
    ],
  ])('%s', (_, last, severity, codes) => {
    const health = assess({ recent: series(last) });
    expect(health.severity).toBe(severity);
    expect(health.reasons.map(({ code }) => code)).toEqual(codes);
  });

  it('names the threshold that was passed, of the worst alarm alone', () => {
    const { reasons } = assess({
      recent: series({ connections: [2980, 2980, 2980] }),
    });
    expect(reasons).toEqual([
      {
        code: 'health.connections',
        params: {
          current: 2980,
          max: 3360,
          percent: 88,
          severity: 'warning',
          threshold: 2688,
        },
        text: 'Connections 2980 of 3360: 88%, warning above 2688',
      },
    ]);
  });

  it('speaks of latency in milliseconds', () => {
    const { reasons } = assess({
      recent: series({ writeLatency: [1.5, 1.5, 1.2345] }),
    });
    expect(reasons[0]?.text).toBe(
      'Write latency 1235 ms: warning above 1000 ms',
    );
  });
});

describe('health by alarms', () => {
  it.each<[string, Partial<Situation>, string, string[]]>([
    [
      'an alarm that the datapoints do not show',
      { alarms: inState('cpu-critical') },
      'critical',
      ['health.cpuAlarm'],
    ],
    [
      'an alarm that the datapoints show too',
      { alarms: inState('cpu-warning'), recent: series({ cpu: [85, 85, 85] }) },
      'warning',
      ['health.cpu'],
    ],
    [
      'an alarm that is worse than the datapoints',
      {
        alarms: inState('cpu-critical'),
        recent: series({ cpu: [85, 85, 85] }),
      },
      'critical',
      ['health.cpuAlarm'],
    ],
    [
      'an alarm without data',
      { alarms: inState('cpu-critical', 'INSUFFICIENT_DATA') },
      'ok',
      [],
    ],
    [
      'an unreachable writer',
      { alarms: inState('unreachable'), recent: nothing() },
      'critical',
      ['health.unreachable'],
    ],
    [
      'a writer that has reported since it was called unreachable, as a new one does',
      { alarms: inState('unreachable') },
      'ok',
      [],
    ],
    [
      'an unreachable writer that is stopped',
      { alarms: inState('unreachable'), status: 'stopped', recent: nothing() },
      'unknown',
      ['health.stopped'],
    ],
    [
      'alarms that could not be read, with datapoints',
      { alarms: undefined },
      'ok',
      [],
    ],
    [
      'neither alarms nor datapoints',
      { alarms: undefined, recent: undefined },
      'unknown',
      [],
    ],
    [
      'no alarm that is on, and no datapoints: the alarms may have been deleted',
      { recent: undefined },
      'unknown',
      [],
    ],
    [
      'an alarm that is on, without datapoints',
      { alarms: inState('cpu-critical'), recent: undefined },
      'critical',
      ['health.cpuAlarm'],
    ],
  ])('%s', (_, situation, severity, codes) => {
    const health = assess(situation);
    expect(health.severity).toBe(severity);
    expect(health.reasons.map(({ code }) => code)).toEqual(codes);
  });

  it('lists every alarm of the table with its state', () => {
    const { alarms } = assess({ alarms: inState('connections-critical') });
    expect(alarms.map(({ id, state }) => [id, state])).toEqual([
      ['cpu-warning', 'OK'],
      ['cpu-critical', 'OK'],
      ['connections-warning', 'OK'],
      ['connections-high', 'OK'],
      ['connections-critical', 'ALARM'],
      ['read-latency', 'OK'],
      ['write-latency', 'OK'],
      ['unreachable', 'OK'],
    ]);
    expect(alarms[4]).toEqual({
      id: 'connections-critical',
      name: 'goal-mandala-prd-connections-critical',
      severity: 'critical',
      state: 'ALARM',
      since: '2026-11-23T05:00:00.000Z',
    });
  });

  it('claims no state of alarms that could not be read', () => {
    expect(assess({ alarms: undefined }).alarms).toEqual([]);
  });
});

describe('health while a change of max_connections waits for a reboot', () => {
  const grown = {
    capacity: environmentDefaults.dev,
    maxConnections: { configured: 400, live: 189, pendingReboot: true },
  };

  it('is critical on a server that is full today, however many connections it will accept', () => {
    const { severity, reasons } = assess({
      ...grown,
      recent: series({ connections: [186, 186, 186], acu: anHour(() => 1) }),
    });
    expect(severity).toBe('critical');
    expect(reasons).toMatchObject([
      { code: 'health.pendingReboot', params: { configured: 400 } },
      {
        code: 'health.connections',
        params: { current: 186, max: 189, percent: 98, threshold: 170 },
      },
    ]);
  });

  it('is ok with few connections', () => {
    const recent = series({ connections: [132, 132, 132] });
    expect(assess({ ...grown, recent }).severity).toBe('ok');
  });

  it('takes the worse where CloudWatch alarms by the lower limit to come', () => {
    const { severity, reasons } = assess({
      maxConnections: { configured: 1669, live: 3360, pendingReboot: true },
      recent: series({ connections: [1600, 1600, 1600] }),
      alarms: inState('connections-critical'),
    });
    expect(severity).toBe('critical');
    expect(reasons.map(({ code }) => code)).toEqual([
      'health.pendingReboot',
      'health.connectionsAlarm',
    ]);
  });
});

describe('health by state', () => {
  const pausing = { ...environmentDefaults.dev, minCapacity: 0 };
  const atZero = series({
    acu: [0],
    connections: [0],
    uptime: Array(60).fill(null),
  });
  it.each<[string, Partial<Situation>, string, string, string[]]>([
    [
      'being created',
      {
        stackStatus: 'CREATE_IN_PROGRESS',
        status: 'creating',
        recent: undefined,
        alarms: undefined,
      },
      'creating',
      'unknown',
      ['health.creating'],
    ],
    [
      'a creation that failed',
      { stackStatus: 'ROLLBACK_FAILED', status: 'failed', recent: undefined },
      'failed',
      'critical',
      ['health.failed'],
    ],
    [
      'an update whose rollback failed',
      { stackStatus: 'UPDATE_ROLLBACK_FAILED' },
      'available',
      'warning',
      ['health.failed'],
    ],
    [
      'a cluster that a user deleted',
      { status: 'missing', recent: undefined },
      'missing',
      'critical',
      ['health.clusterMissing'],
    ],
    [
      'stopped',
      { status: 'stopped', recent: nothing() },
      'stopped',
      'unknown',
      ['health.stopped'],
    ],
    [
      'starting',
      { status: 'starting', recent: nothing() },
      'starting',
      'unknown',
      ['health.transition'],
    ],
    [
      'backing up',
      { status: 'backing-up' },
      'backing-up',
      'ok',
      ['health.transition'],
    ],
    [
      'backing up under load',
      { status: 'backing-up', recent: series({ cpu: [95, 95, 95] }) },
      'backing-up',
      'critical',
      ['health.transition', 'health.cpu'],
    ],
    [
      'without its encryption key',
      { status: 'inaccessible-encryption-credentials' },
      'inaccessible-encryption-credentials',
      'critical',
      ['health.transition'],
    ],
    [
      'paused',
      { capacity: pausing, recent: atZero },
      'paused',
      'ok',
      ['health.paused'],
    ],
    [
      'at 0 ACU though it cannot pause',
      { recent: series({ acu: [0] }) },
      'available',
      'ok',
      [],
    ],
    [
      'new, before its first datapoint',
      { recent: nothing() },
      'available',
      'unknown',
      ['health.noData'],
    ],
    [
      'new, and its alarm already knows that it is dead',
      { recent: nothing(), alarms: inState('unreachable') },
      'available',
      'critical',
      ['health.unreachable'],
    ],
    [
      'waiting for a reboot',
      {
        maxConnections: { configured: 3360, live: 1669, pendingReboot: true },
      },
      'available',
      'ok',
      ['health.pendingReboot'],
    ],
    [
      'waiting for a reboot, with an unknown limit until then',
      { maxConnections: { configured: 3360, pendingReboot: true } },
      'available',
      'ok',
      ['health.pendingReboot'],
    ],
    [
      'waiting for a reboot that leaves max_connections as it is',
      {
        maxConnections: { configured: 3360, live: 3360, pendingReboot: true },
      },
      'available',
      'ok',
      [],
    ],
  ])('%s', (_, situation, status, severity, codes) => {
    const health = assess(situation);
    expect(health).toMatchObject({ status, severity });
    expect(health.reasons.map(({ code }) => code)).toEqual(codes);
    expect(health.reasons.map(({ text }) => text).join()).not.toContain('{{');
  });
});

describe('health of a database at its maximum capacity', () => {
  it.each<[string, (number | null)[], number | undefined]>([
    ['37 minutes', anHour(slot => (slot < 37 ? 16 : 4)), 61],
    ['all the time', anHour(() => 16), 100],
    [
      'all the time, and CloudWatch is two minutes late',
      anHour(slot => (slot < 58 ? 16 : null)),
      100,
    ],
    ['half of the time', anHour(slot => (slot < 30 ? 16 : 15.5)), 50],
    ['29 minutes', anHour(slot => (slot < 29 ? 16 : 4)), undefined],
    [
      'ten minutes, which are all that it ran',
      anHour(slot => (slot < 50 ? null : 16)),
      undefined,
    ],
  ])('says so of %s, and stays ok', (_, acu, percent) => {
    const { severity, reasons } = assess({ recent: series({ acu }) });
    expect(severity).toBe('ok');
    expect(reasons).toEqual(
      percent
        ? [
            {
              code: 'health.atMaximum',
              params: { max: 16, percent },
              text: `At the maximum of 16 ACU for ${percent}% of the last hour`,
            },
          ]
        : [],
    );
  });

  it('says nothing where the capacity is fixed', () => {
    const { reasons } = assess({
      capacity: { minCapacity: 16, maxCapacity: 16 },
      recent: series({ acu: anHour(() => 16) }),
    });
    expect(reasons).toEqual([]);
  });
});
