import {
  createMessage,
  type Message,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { shortenStatement } from './shortenStatement';
import type { StatementPart } from './standingOut';

/** Longest line of statements, in characters. */
const longest = 100;

/** A share in whole percent. */
export function percentOf(part: number, whole: number): number {
  return Math.min(100, Math.round((100 * part) / whole));
}

/** The texts of one statement or of two, in one line. */
export function textsOf(statements: StatementPart[]): string {
  return statements
    .map(({ text }) => shortenStatement(text, longest / statements.length))
    .join('; ');
}

/**
 * Names a wait, and the statements that most of it is in.
 *
 * @param total - the load of all sessions
 */
export function describeWait(
  wait: { name: string; sessions: number },
  statements: StatementPart[],
  total: number,
): Message {
  const params = { percent: percentOf(wait.sessions, total), wait: wait.name };
  return statements.length > 0
    ? createMessage('cause.waitIn', {
        ...params,
        statement: textsOf(statements),
      })
    : createMessage('cause.wait', params);
}
