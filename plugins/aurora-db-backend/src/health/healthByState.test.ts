import { environmentDefaults } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { Situation } from './assessHealth';
import {
  series,
  nothing,
  inState,
  assessSituation,
} from '../testing/services/assessSituation';

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
        stack: {
          stackName: 'goal-mandala-prd-database',
          status: 'CREATE_IN_PROGRESS',
        },
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
      {
        stack: {
          stackName: 'goal-mandala-prd-database',
          status: 'ROLLBACK_FAILED',
        },
        status: 'failed',
        recent: undefined,
      },
      'failed',
      'critical',
      ['health.failed'],
    ],
    [
      'an update whose rollback failed',
      {
        stack: {
          stackName: 'goal-mandala-prd-database',
          status: 'UPDATE_ROLLBACK_FAILED',
        },
      },
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
    const health = assessSituation(situation);
    expect(health).toMatchObject({ status, severity });
    expect(health.reasons.map(({ code }) => code)).toEqual(codes);
    expect(health.reasons.map(({ text }) => text).join()).not.toContain('{{');
  });
});
