import type { Message } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { LiveCluster } from '../../ports/ClusterReader';
import type { InstanceReading } from '../LoadReading';
import type { CauseSubject } from './CauseSubject';
import { findCause } from './findCause';
import { slotsOf } from './loadDuring';

/** Causes that name no statement, although one may be the cause. */
const vague: readonly string[] = ['cause.lockOnly', 'cause.wait'];

/**
 * Whether the waits of each statement may tell more than the load by wait and by statement. Reading
 * them is a call, which users who look at the load need more.
 */
export function needsStatements(
  subjects: Iterable<CauseSubject>,
  instances: readonly InstanceReading[],
  members: LiveCluster['members'] = [],
): boolean {
  const alone = instances.map(({ statements: _, ...instance }) => instance);
  return [...subjects].some(subject => {
    const cause = findCause(subject, alone, members);
    return cause
      ? isVague(cause)
      : // A load that lacks the minutes tells nothing with the waits of statements either.
        alone.some(one => slotsOf(one, subject.minutes).length > 0);
  });
}

function isVague({ code, details = {} }: Message): boolean {
  return (
    vague.includes(code) ||
    Object.values(details).some(messages => messages.some(isVague))
  );
}
