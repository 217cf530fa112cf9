import {
  createMessage,
  type Message,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { LoadValues, WaitEvent } from '../../ports/LoadReader';
import type { InstanceReading } from '../LoadReading';
import { waitKindOf } from '../waitKindOf';
import { describeWait, percentOf, textsOf } from './describeCause';
import { type LoadDuring, loadDuring, sumOf, sumOfKind } from './loadDuring';
import { greatestOf, notableShare, partsOf, standingOut } from './standingOut';

/** Fewest sessions that wait for a lock, for a cause of many connections. */
const fewestWaiting = 5;
/** Least share of the connections that wait for a lock, or are idle in a transaction. */
const notableWaiting = 0.1;
/** Least share of the connections that do the same, for a cause of their number. */
const mostOfThem = 0.5;

const isLock = (wait: WaitEvent) => waitKindOf(wait) === 'lock';
const every = () => true;

/** The connections of an instance by what they do. */
export interface ConnectionUse {
  connections: number;
  idle: number;
  idleInTransaction: number;
  idleInTransactionSeconds: number | undefined;
  /** What the others do in the newest minute. */
  newest: LoadDuring;
}

/** What the connections of an instance do in its newest minute. */
export function connectionUseOf(
  instance: InstanceReading,
  newestSlot: number,
  connections: number | undefined,
): ConnectionUse {
  const { counters } = instance.load;
  const count = (values: LoadValues | undefined) =>
    Math.round(values?.[newestSlot] ?? 0);
  const idle = count(counters.idle);
  const idleInTransaction = count(counters.idleInTransaction);
  const newest = loadDuring(instance, [newestSlot]);
  return {
    // Counters are means over the minute, and CloudWatch's number is the maximum in it.
    connections: Math.max(
      connections ?? Math.round(idle + idleInTransaction + newest.total),
      idle + idleInTransaction,
    ),
    idle,
    idleInTransaction,
    idleInTransactionSeconds:
      counters.idleInTransactionSeconds?.[newestSlot] ?? undefined,
    newest,
  };
}

/**
 * Finds what most connections do: wait for a lock, nothing, nothing within a transaction, or work.
 * An application's pool has idle connections beside those that wait, so two facts may be told.
 */
export function findConnectionsCause(
  use: ConnectionUse,
  during: LoadDuring,
): Message | undefined {
  const causes = [findLock(use, during), ...describeIdle(use)]
    .filter(cause => cause !== undefined)
    .slice(0, 2);
  const [first, second] = causes;
  if (first) {
    return second ? createMessage('cause.both', { first, second }) : first;
  }
  return during.total >= mostOfThem * use.connections
    ? findBusy(during)
    : undefined;
}

function findLock(
  { connections, newest }: ConnectionUse,
  during: LoadDuring,
): Message | undefined {
  const mean = sumOfKind(during, 'lock');
  const sessions = Math.round(sumOfKind(newest, 'lock'));
  const isNotable =
    sessions >= fewestWaiting &&
    // They may have been few until a moment ago, or be few since.
    mean >= fewestWaiting &&
    (sessions >= notableWaiting * connections ||
      sessions >= mostOfThem * newest.total);
  if (!isNotable) {
    return undefined;
  }
  const found = standingOut(partsOf(during, isLock), mean);
  return found.length > 0
    ? createMessage('cause.lock', { sessions, statement: textsOf(found) })
    : createMessage('cause.lockOnly', { sessions });
}

function describeIdle(use: ConnectionUse): Message[] {
  const { connections, idle, idleInTransaction } = use;
  const { idleInTransactionSeconds: seconds = 0 } = use;
  if (idle + idleInTransaction < mostOfThem * connections) {
    return [];
  }
  const minutes = Math.floor(seconds / 60);
  return [
    ...(idleInTransaction >= notableWaiting * connections
      ? [
          minutes > 0
            ? createMessage('cause.idleInTransaction', {
                idle: idleInTransaction,
                connections,
                minutes,
              })
            : createMessage('cause.idleInTransactionNow', {
                idle: idleInTransaction,
                connections,
              }),
        ]
      : []),
    ...(idle >= notableShare * connections
      ? [createMessage('cause.idle', { idle, connections })]
      : []),
  ].slice(0, 2);
}

/** Most connections work, or wait for something else than a lock. */
function findBusy(during: LoadDuring): Message | undefined {
  const { total, waits } = during;
  const wait = greatestOf(waits.filter(({ kind }) => kind !== 'cpu'));
  if (wait && wait.sessions >= mostOfThem * total) {
    const parts = partsOf(during, ({ name }) => name === wait.name);
    return describeWait(wait, standingOut(parts, wait.sessions), total);
  }
  const found = standingOut(partsOf(during, every), total);
  return found.length > 0
    ? createMessage('cause.statement', {
        percent: percentOf(sumOf(found), total),
        statement: textsOf(found),
      })
    : undefined;
}
