import type { WaitKind } from '@aurora-db/backstage-plugin-aurora-db-common';
import type {
  InstanceLoad,
  LoadValues,
  WaitEvent,
} from '../../ports/LoadReader';
import type { InstanceReading } from '../LoadReading';
import { waitKindOf } from '../waitKindOf';

const minuteMs = 60_000;

/** A wait event with its average active sessions. */
export interface WaitLoad extends WaitEvent {
  kind: WaitKind;
  sessions: number;
}

/** The load of an instance in some minutes, in average active sessions. */
export interface LoadDuring {
  /** Of all sessions. */
  total: number;
  waits: WaitLoad[];
  statements: Array<{
    id: string;
    text: string;
    sessions: number;
    /** What it consisted of in the last minutes, if that was read. */
    waits?: Array<WaitEvent & { sessions: number }>;
  }>;
}

/** Whether this instance has data in the slot: an instance without load has counters. */
function isKnown({ waits, counters }: InstanceLoad, slot: number): boolean {
  const values = [
    ...waits.map(({ sessions }) => sessions),
    ...Object.values(counters),
  ];
  return values.some(own => typeof own[slot] === 'number');
}

/** The slots of these minutes that have data and were over when they were read. */
export function slotsOf(
  { load, readAt }: InstanceReading,
  minutes: readonly number[],
): number[] {
  const wanted = new Set(
    minutes.filter(start => start + minuteMs <= readAt.getTime()),
  );
  return [...load.times.keys()].filter(
    slot => wanted.has(load.times[slot] ?? NaN) && isKnown(load, slot),
  );
}

/** Averages the load of these slots. A wait without a value in a slot had no load in it. */
export function loadDuring(
  { load, statements: read }: InstanceReading,
  slots: number[],
): LoadDuring {
  const waits = load.waits.map(({ name, type, sessions }) => ({
    name,
    type,
    kind: waitKindOf({ type }),
    sessions: meanOf(sessions, slots),
  }));
  const byId = new Map(read?.map(one => [one.id, one]));
  return {
    total: sumOf(waits),
    waits,
    statements: load.statements
      .map(({ id, text, sessions }) => ({
        id,
        text,
        sessions: meanOf(sessions, slots),
        waits: byId.get(id)?.waits,
      }))
      .sort((one, other) => other.sessions - one.sessions),
  };
}

/** The sum of some waits. */
export function sumOf(waits: ReadonlyArray<{ sessions: number }>): number {
  return waits.reduce((sum, { sessions }) => sum + sessions, 0);
}

/** The sum of the waits of a kind. */
export function sumOfKind({ waits }: LoadDuring, kind: WaitKind): number {
  return sumOf(waits.filter(wait => wait.kind === kind));
}

function meanOf(values: LoadValues, slots: number[]): number {
  const sum = slots.reduce((total, slot) => total + (values[slot] ?? 0), 0);
  return slots.length > 0 ? sum / slots.length : 0;
}
