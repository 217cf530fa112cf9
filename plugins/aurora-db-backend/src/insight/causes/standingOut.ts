import type { WaitEvent } from '../../ports/LoadReader';
import { type LoadDuring, sumOf, type WaitLoad } from './loadDuring';

/** Least share of a load with which a statement or a wait stands out. */
export const notableShare = 0.3;
/** How many times the load of the next one it must have. */
const lead = 1.5;
/** Least share of two statements that stand out together. */
const shareOfTwo = 0.6;

/** A statement, and how much of some waits is in it, in average active sessions. */
export interface StatementPart {
  text: string;
  /** Of all its waits. */
  sessions: number;
  least: number;
  most: number;
}

/**
 * Returns how much of some waits is in each statement, the greatest first. If the load by both was
 * not read: what a statement and the waits have beyond the total, they have in common.
 */
export function partsOf(
  { total, waits, statements }: LoadDuring,
  counts: (wait: WaitEvent) => boolean,
): StatementPart[] {
  const counted = sumOf(waits.filter(counts));
  return statements
    .map(({ text, sessions, waits: own = [] }) => {
      const least = Math.max(0, sessions + counted - total);
      const most = Math.min(sessions, counted);
      const ofStatement = sumOf(own);
      if (ofStatement <= 0) {
        return { text, sessions, least, most };
      }
      const measured = (sessions * sumOf(own.filter(counts))) / ofStatement;
      const within = Math.min(most, Math.max(least, measured));
      return { text, sessions, least: within, most: within };
    })
    .sort((one, other) => other.least - one.least || other.most - one.most);
}

/**
 * Returns the statement that causes much more of a load than any other, or the two that do.
 * Returns none if many have about the same, or if the data does not tell.
 *
 * @param load - average active sessions
 */
export function standingOut(
  parts: StatementPart[],
  load: number,
): StatementPart[] {
  const [first, second] = parts;
  const mostOf = (others: StatementPart[]) =>
    Math.max(0, ...others.map(({ most }) => most));
  if (!first || load <= 0) {
    return [];
  }
  if (
    first.least >= notableShare * load &&
    first.least >= lead * mostOf(parts.slice(1))
  ) {
    return [first];
  }
  return second &&
    second.least >= lead * mostOf(parts.slice(2)) &&
    first.least + second.least >= shareOfTwo * load
    ? [first, second]
    : [];
}

/** The wait event with the most load. */
export function greatestOf(waits: WaitLoad[]): WaitLoad | undefined {
  return [...waits].sort((one, other) => other.sessions - one.sessions)[0];
}
