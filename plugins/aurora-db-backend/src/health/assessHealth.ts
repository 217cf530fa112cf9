import {
  type Cluster,
  createMessage,
  type Health,
  type Message,
  type Severity,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { DatabaseStack } from '../ports/DatabaseStacks';
import { isBrokenStatus, isFailedStack } from '../database/clusterStatus';
import { shareOfHourAtMaximum } from './capacityUse';
import { type Evidence, judgeHealth, worse } from './judgeHealth';

/** Everything that a database's health depends on. */
export interface Situation extends Pick<
  Evidence,
  'capacity' | 'recent' | 'alarms'
> {
  /** The beginning of the names of its alarms. */
  base: string;
  clusterIdentifier: string;
  /** Absent if the portal did not create the database. */
  stack?: Pick<DatabaseStack, 'stackName' | 'status'>;
  /** The result of {@link clusterStatus}. */
  status: string;
  maxConnections: Cluster['maxConnections'];
}

/** The health of a database. */
export type Assessment = Pick<
  Health,
  'status' | 'severity' | 'reasons' | 'alarms'
>;

/** Statuses in which no server is expected to report metrics. */
const notRunning = /^(creating|starting|stopping|stopped|deleting|failed)$/;

/** Minimum share of the last hour at the maximum capacity for a message about it. */
const tellingShare = 0.5;

/**
 * Judges a database by its status, its datapoints and its alarms. The result is `ok` only if
 * current data shows it.
 */
export function assessHealth(situation: Situation): Assessment {
  const { base, stack, status, capacity, recent, alarms } = situation;
  const { configured, live, pendingReboot } = situation.maxConnections;
  const isBroken = isBrokenStatus(status);
  const isRunning = !isBroken && !notRunning.test(status);
  const judgement = judgeHealth({
    base,
    capacity,
    maxConnections: live ?? configured,
    isRunning,
    ...(recent && { recent }),
    ...(alarms && { alarms }),
  });
  const findings: Array<{ severity: Severity; reason?: Message }> = [];
  const find = (severity: Severity, reason?: Message) =>
    findings.push({ severity, ...(reason && { reason }) });

  if (stack && isFailedStack(stack.status)) {
    find(
      status === 'failed' ? 'critical' : 'warning',
      createMessage('health.failed', {
        stackName: stack.stackName,
        stackStatus: stack.status,
      }),
    );
  }
  if (status === 'missing') {
    find(
      'critical',
      stack
        ? createMessage('health.clusterMissing', {
            stackName: stack.stackName,
            clusterIdentifier: situation.clusterIdentifier,
          })
        : createMessage('health.existingMissing', {
            clusterIdentifier: situation.clusterIdentifier,
          }),
    );
  } else if (status === 'creating') {
    find('unknown', createMessage('health.creating'));
  } else if (status === 'stopped') {
    find('unknown', createMessage('health.stopped'));
  } else if (judgement.isPaused) {
    find('ok', createMessage('health.paused'));
  } else if (status !== 'available' && status !== 'failed') {
    const severity = isRunning ? 'ok' : 'unknown';
    find(
      isBroken ? 'critical' : severity,
      createMessage('health.transition', { status }),
    );
  }
  if (isRunning && judgement.reasons.length === 0) {
    if (recent && !judgement.hasData) {
      find('unknown', createMessage('health.noData'));
    } else if (!recent) {
      // The absence of alarms proves little: an alarm may have been deleted.
      find('unknown');
    }
  }
  const share = recent ? shareOfHourAtMaximum(recent.series, capacity) : 0;
  if (
    isRunning &&
    judgement.hasData &&
    !judgement.isPaused &&
    share >= tellingShare
  ) {
    find(
      'ok',
      createMessage('health.atMaximum', {
        max: capacity.maxCapacity,
        percent: Math.floor(share * 100),
      }),
    );
  }
  if (pendingReboot && configured !== undefined && configured !== live) {
    find('ok', createMessage('health.pendingReboot', { configured }));
  }
  return {
    status: judgement.isPaused ? 'paused' : status,
    severity: findings.reduce<Severity>(
      (worst, { severity }) => worse(worst, severity),
      judgement.severity,
    ),
    reasons: [
      ...findings.flatMap(({ reason }) => (reason ? [reason] : [])),
      ...judgement.reasons,
    ],
    alarms: judgement.alarms,
  };
}
