import {
  environmentDefaults,
  type MetricName,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  series,
  anHour,
  inState,
  assessSituation,
} from '../testing/services/assessSituation';

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
    const health = assessSituation({ recent: series(last) });
    expect(health.severity).toBe(severity);
    expect(health.reasons.map(({ code }) => code)).toEqual(codes);
  });

  it('names only the threshold of the worst breached alarm', () => {
    const { reasons } = assessSituation({
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

  it('shows latency in milliseconds', () => {
    const { reasons } = assessSituation({
      recent: series({ writeLatency: [1.5, 1.5, 1.2345] }),
    });
    expect(reasons[0]?.text).toBe(
      'Write latency 1235 ms: warning above 1000 ms',
    );
  });
});

describe('health while a change of max_connections waits for a reboot', () => {
  const grown = {
    capacity: environmentDefaults.dev,
    maxConnections: { configured: 400, live: 189, pendingReboot: true },
  };

  it('is critical if the server is full now, whatever its limit after the reboot', () => {
    const { severity, reasons } = assessSituation({
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
    expect(assessSituation({ ...grown, recent }).severity).toBe('ok');
  });

  it("is the worse one if CloudWatch's alarms use the lower new limit", () => {
    const { severity, reasons } = assessSituation({
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
  ])('reports %s, and stays ok', (_, acu, percent) => {
    const { severity, reasons } = assessSituation({ recent: series({ acu }) });
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

  it('reports nothing if the capacity is fixed', () => {
    const { reasons } = assessSituation({
      capacity: { minCapacity: 16, maxCapacity: 16 },
      recent: series({ acu: anHour(() => 16) }),
    });
    expect(reasons).toEqual([]);
  });
});
