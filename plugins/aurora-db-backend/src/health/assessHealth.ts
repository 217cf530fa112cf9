import {
  type Cluster,
  createMessage,
  type Health,
  type Message,
  type MetricName,
  metrics,
  type Severity,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { DatabaseStack } from '../ports/DatabaseStacks';
import {
  isBrokenStatus,
  isFailedStack,
  isRunningStatus,
} from '../database/clusterStatus';
import { judgedLimit } from '../database/connectionLimits';
import { shareOfHourAtMaximum } from './capacityUse';
import {
  type ExistingEvidence,
  type ExistingJudgement,
  judgeExisting,
} from './existing/judgeExisting';
import {
  type Evidence,
  type Judgement,
  judgeHealth,
  worse,
} from './judgeHealth';

/** Everything that a database's health depends on. */
export interface Situation extends Pick<Evidence, 'recent' | 'alarms'> {
  /** In ACU; absent if no instance is serverless. */
  capacity?: Evidence['capacity'];
  /** Absent if the portal created the database. */
  existing?: Pick<ExistingEvidence, 'cluster' | 'isServerless' | 'alarms'> & {
    /** Whether `alarms` has all of its alarms. */
    hasAllAlarms: boolean;
  };
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
  'status' | 'severity' | 'reasons' | 'alarms' | 'judgedByPortal'
>;

/** Minimum share of the last hour at the maximum capacity for a message about it. */
const tellingShare = 0.5;

/**
 * Judges a database by its status, its datapoints and its alarms. The result is `ok` only if
 * current data shows it.
 */
export function assessHealth(situation: Situation): Assessment {
  const { stack, status, capacity, recent, existing } = situation;
  const { configured, live, pendingReboot } = situation.maxConnections;
  const isBroken = isBrokenStatus(status);
  const isEmpty =
    existing?.cluster.members.length === 0 && status === 'available';
  const isRunning = !isEmpty && isRunningStatus(status);
  const judgement = judge(situation, isRunning);
  const { judgedByPortal = [] } = judgement;
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
  } else if (isEmpty) {
    find('unknown', createMessage('health.noInstances'));
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
  const share =
    recent && capacity ? shareOfHourAtMaximum(recent.series, capacity) : 0;
  if (
    capacity &&
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
  if (
    pendingReboot &&
    configured !== undefined &&
    configured !== live &&
    // Without a stack, the reboot may be for another parameter.
    (stack || live !== undefined)
  ) {
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
      ...(existing?.hasAllAlarms && judgedByPortal.length > 0
        ? [describeUncovered(judgedByPortal)]
        : []),
    ],
    alarms: judgement.alarms,
    ...(judgedByPortal.length > 0 && { judgedByPortal }),
  };
}

/** A database of the portal by its own alarms, another one by those that CloudWatch has about it. */
function judge(
  situation: Situation,
  isRunning: boolean,
): Judgement & Partial<ExistingJudgement> {
  const { base, capacity, recent, alarms, existing, stack } = situation;
  const evidence = {
    maxConnections: judgedLimit(situation.maxConnections, stack !== undefined),
    isRunning,
    ...(recent && { recent }),
  };
  return existing
    ? judgeExisting({ ...evidence, ...existing, capacity })
    : judgeHealth({
        ...evidence,
        base,
        capacity,
        ...(alarms && { alarms }),
      });
}

function describeUncovered(names: readonly MetricName[]): Message {
  return createMessage('health.judgedByPortal', {
    metrics: names.map(name => metrics[name].metricName).join(', '),
  });
}
