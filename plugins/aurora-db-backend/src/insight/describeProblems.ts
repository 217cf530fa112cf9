import {
  createMessage,
  type Message,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { LocatedCluster } from '../database/LocatedCluster';
import { AwsUnavailableError } from '../ports/errors/AwsUnavailableError';
import { InsightsOffError } from '../ports/errors/InsightsOffError';
import { messagesOf } from '../ports/errors/userErrors';

/** Why the load of an instance is unknown. */
export type InstanceProblem =
  | { kind: 'failed'; error: Error }
  | { kind: 'off'; instanceId: string }
  | { kind: 'waiting'; waitMs: number }
  | { kind: 'empty' };

/** The message about an answer that AWS did not give. */
export function describeFailure(error: Error): Message {
  if (
    error instanceof AwsUnavailableError &&
    error.reason === 'access-denied'
  ) {
    const { accountId, messages } = error;
    const action = messages[0]?.params?.action ?? 'pi:GetResourceMetrics';
    return createMessage('insight.accessDenied', {
      accountId,
      action,
      reason: messages,
    });
  }
  return createMessage('insight.unavailable', { reason: messagesOf(error) });
}

/** Whether a failure lasts until a user acts. An older reading does not hide it. */
export function needsRemedy(error: Error): boolean {
  return (
    error instanceof InsightsOffError ||
    (error instanceof AwsUnavailableError && error.reason === 'access-denied')
  );
}

/**
 * A message for each kind of problem, the most serious first.
 *
 * @param running - the number of instances that run
 */
export function describeProblems(
  located: LocatedCluster,
  problems: readonly InstanceProblem[],
  running: number,
): Message[] {
  const off = problems.flatMap(problem =>
    problem.kind === 'off' ? [problem.instanceId] : [],
  );
  const instances =
    off.length > 1 && off.length === running
      ? createMessage('insight.allInstances')
      : off.join(', ');
  const failed = problems.find(({ kind }) => kind === 'failed');
  const waits = problems.flatMap(problem =>
    problem.kind === 'waiting' ? [problem.waitMs] : [],
  );
  return [
    ...(failed?.kind === 'failed' ? [describeFailure(failed.error)] : []),
    ...(off.length > 0 ? [describeOff(located, instances)] : []),
    ...(waits.length > 0
      ? [
          createMessage('insight.nextMinute', {
            seconds: Math.max(1, Math.ceil(Math.max(...waits) / 1_000)),
          }),
        ]
      : []),
    ...(problems.some(({ kind }) => kind === 'empty')
      ? [createMessage('insight.noData')]
      : []),
  ];
}

/** A deploy does not turn on what another tool turned off: its template has no changes. */
function describeOff(
  { environment, origin, clusterIdentifier }: LocatedCluster,
  instances: string | Message,
): Message {
  if (origin === 'existing') {
    return createMessage('insight.offExisting', { instances });
  }
  const params = { instances, environment: environment.name };
  return environment.config.performanceInsights
    ? createMessage('insight.offInAws', { ...params, clusterIdentifier })
    : createMessage('insight.off', params);
}

/** The problem of an instance that has no reading. */
export function problemOf(
  instanceId: string,
  { failure, waitMs }: { failure?: Error; waitMs: number },
): InstanceProblem {
  if (failure instanceof InsightsOffError) {
    return { kind: 'off', instanceId };
  }
  return failure
    ? { kind: 'failed', error: failure }
    : { kind: 'waiting', waitMs };
}
