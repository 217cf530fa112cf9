import {
  createMessage,
  type Message,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { LiveCluster } from '../../ports/ClusterReader';
import type { InstanceReading } from '../LoadReading';
import type { CauseSubject } from './CauseSubject';
import { connectionUseOf, findConnectionsCause } from './findConnectionsCause';
import { findCpuCause } from './findCpuCause';
import { findDiskCause, isRead, isWrite } from './findDiskCause';
import { type LoadDuring, loadDuring, slotsOf, sumOfKind } from './loadDuring';

/** An instance with the load of the minutes in question. */
interface Candidate {
  instance: InstanceReading;
  newestSlot: number;
  during: LoadDuring;
}

/**
 * Finds in the load of a database the statement or the wait that causes most of what a reason is
 * about. Finds nothing unless the minutes of the reason show it.
 *
 * @param instances - those whose load is known
 * @param members - all instances of the cluster
 */
export function findCause(
  subject: CauseSubject,
  instances: readonly InstanceReading[],
  members: LiveCluster['members'],
): Message | undefined {
  // The metrics of latency are those of the writer. The others are maxima over all instances, so
  // they tell nothing of one instance while the load of another is unknown.
  const measured = new Set(
    members
      .filter(
        ({ role }) => role === 'writer' || !/Latency$/.test(subject.about),
      )
      .map(({ id }) => id),
  );
  const candidates = instances
    .filter(({ instanceId }) => measured.has(instanceId))
    .flatMap(instance => candidateOf(subject, instance) ?? [])
    .sort((one, other) => weightOf(subject, other) - weightOf(subject, one));
  const [candidate] = candidates;
  const cause =
    candidate && candidates.length === measured.size
      ? findIn(subject, candidate)
      : undefined;
  return candidate && cause && members.length > 1
    ? createMessage('cause.onInstance', {
        instance: candidate.instance.instanceId,
        cause,
      })
    : cause;
}

function candidateOf(
  { minutes }: CauseSubject,
  instance: InstanceReading,
): Candidate | undefined {
  const slots = slotsOf(instance, minutes);
  const newestSlot = slots.at(-1);
  return newestSlot !== undefined &&
    // Performance Insights has a minute somewhat later than CloudWatch.
    slots.length * 3 >= minutes.length
    ? { instance, newestSlot, during: loadDuring(instance, slots) }
    : undefined;
}

/** The metrics are maxima over all instances. They are about the one that has most of it. */
function weightOf({ about }: CauseSubject, candidate: Candidate): number {
  if (about !== 'connections') {
    return sumOfKind(candidate.during, 'cpu');
  }
  const { idle, idleInTransaction, newest } = connectionUseOf(
    candidate.instance,
    candidate.newestSlot,
    undefined,
  );
  return idle + idleInTransaction + newest.total;
}

function findIn(
  { about, connections }: CauseSubject,
  { instance, newestSlot, during }: Candidate,
): Message | undefined {
  switch (about) {
    case 'connections':
      return findConnectionsCause(
        connectionUseOf(instance, newestSlot, connections),
        during,
      );
    case 'readLatency':
      return findDiskCause(during, isRead);
    case 'writeLatency':
      return findDiskCause(during, isWrite);
    default:
      return findCpuCause(during);
  }
}
