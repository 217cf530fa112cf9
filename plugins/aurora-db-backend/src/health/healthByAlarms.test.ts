import type { Situation } from './assessHealth';
import {
  series,
  nothing,
  inState,
  assessSituation,
} from '../testing/services/assessSituation';

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
    const health = assessSituation(situation);
    expect(health.severity).toBe(severity);
    expect(health.reasons.map(({ code }) => code)).toEqual(codes);
  });

  it('lists every alarm of the table with its state', () => {
    const { alarms } = assessSituation({
      alarms: inState('connections-critical'),
    });
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

  it('has no state for alarms that it could not read', () => {
    expect(assessSituation({ alarms: undefined }).alarms).toEqual([]);
  });
});
