import { createHash } from 'node:crypto';
import type { Statement, StatementText } from '../LoadRecord';
import { hasSeveralStatements, tokenizeStatement } from './tokenizeStatement';

/**
 * After so many readings without it, a text counts as one that PostgreSQL does not have. It has
 * none before the first execution ends.
 */
const mostLookups = 30;
/** The number of statements that are remembered. */
const mostStatements = 5_000;

interface Known {
  statement: Statement;
  lookups: number;
  settled: boolean;
}

/**
 * The statements of an instance: their ids and texts. The id is a hash of the tokenized text, so
 * that the same statement has the same id in every database and after a restart.
 */
export class Statements {
  /** By query id; by tokenized text without one. */
  readonly #known = new Map<string, Known>();

  /** The tokenized statement of a running one. */
  of(queryId: string | undefined, query: string): Statement {
    const known = queryId === undefined ? undefined : this.#known.get(queryId);
    if (known) {
      return known.statement;
    }
    const text = tokenizeStatement(query);
    // All of the text's statements run with this text, each with its own query id.
    const id = hashOf(
      queryId !== undefined && hasSeveralStatements(text)
        ? `${queryId} ${text}`
        : text,
    );
    const key = queryId ?? id;
    const before = this.#known.get(key);
    if (before) {
      return before.statement;
    }
    const statement = { id, dbId: queryId ?? syntheticId(id), text };
    if (this.#known.size >= mostStatements) {
      const [oldest] = this.#known.keys();
      this.#known.delete(oldest ?? '');
    }
    this.#known.set(key, {
      statement,
      lookups: 0,
      settled: queryId === undefined,
    });
    return statement;
  }

  /** The statement of a query id that was seen running. */
  find(queryId: string): Statement | undefined {
    return this.#known.get(queryId)?.statement;
  }

  /** Query ids whose texts PostgreSQL may have in a better form. */
  unsettled(): string[] {
    return Array.from(this.#known)
      .filter(([, { settled }]) => !settled)
      .map(([queryId]) => queryId);
  }

  /**
   * Takes over PostgreSQL's texts for those that were asked for. They are complete, and of one
   * statement only. It keeps the values of utility statements.
   */
  settle(asked: readonly string[], texts: ReadonlyMap<string, string>): void {
    for (const queryId of asked) {
      const known = this.#known.get(queryId);
      const text = texts.get(queryId);
      if (known && text !== undefined) {
        known.statement.text = tokenizeStatement(text);
        known.settled = true;
      } else if (known) {
        known.lookups += 1;
        known.settled = known.lookups >= mostLookups;
      }
    }
  }
}

/** A statement as a client sent it. */
export function statementTextOf(text: string): StatementText {
  return { id: hashOf(text), text };
}

function hashOf(text: string): string {
  return createHash('sha1').update(text).digest('hex').toUpperCase();
}

/** The form of Performance Insights' ids of statements without an id of the database. */
export function syntheticId(id: string): string {
  return `pi-${Number.parseInt(id.slice(0, 8), 16)}`;
}
