import { createHash } from 'node:crypto';
import type {
  InstanceLoad,
  LoadValues,
  StatementLoad,
  TokenizedStatement,
} from '../ports/LoadReader';
import { sumCalls } from './sumCalls';
import { hasListOfAnyLength } from './tokenizeStatement';

/*
 * Before PostgreSQL 18, each length of a list such as `IN (…)` has a query id of its own. One
 * statement of an application would therefore be a great number of statements without much load.
 */

/** Counts statements that differ only in the lengths of their lists as one. */
export function combineLoad(load: InstanceLoad): InstanceLoad {
  const groups = groupsOf(load.statements);
  const ids = new Map(
    groups.flatMap(({ id, members }) => members.map(one => [one.id, id])),
  );
  return {
    ...load,
    statements: groups.map(group => ({
      ...statementOf(group),
      sessions: group.members.map(one => one.sessions).reduce(sumValues),
    })),
    ...(load.valued && {
      valued: load.valued.map(one => ({
        ...one,
        statementId: ids.get(one.statementId) ?? one.statementId,
      })),
    }),
  };
}

/** The same for the details of statements. The greatest load comes first. */
export function combineDetails(statements: StatementLoad[]): StatementLoad[] {
  return groupsOf(statements)
    .map(group => ({
      ...statementOf(group),
      sessions: group.members.reduce((sum, one) => sum + one.sessions, 0),
      waits: sumWaits(group.members.flatMap(({ waits }) => waits)),
      ...sumCalls(group.members),
    }))
    .sort((one, other) => other.sessions - one.sessions);
}

interface StatementGroup<T> {
  id: string;
  /** Performance Insights lists the greatest load first. */
  members: [T, ...T[]];
}

function groupsOf<T extends TokenizedStatement>(
  statements: readonly T[],
): Array<StatementGroup<T>> {
  const groups = new Map<string, StatementGroup<T>>();
  for (const statement of statements) {
    const id = groupIdOf(statement);
    const group = groups.get(id);
    if (group) {
      group.members.push(statement);
    } else {
      groups.set(id, { id, members: [statement] });
    }
  }
  return [...groups.values()];
}

/** The same in each reading, whichever lengths it has. */
function groupIdOf({ id, text }: TokenizedStatement): string {
  return hasListOfAnyLength(text)
    ? createHash('sha256').update(text.replace(/\$\d+/g, '?')).digest('hex')
    : id;
}

function statementOf({
  id,
  members: [first],
}: StatementGroup<TokenizedStatement>): TokenizedStatement {
  const { text } = first;
  return { id, text, ...(first.id !== id && { sourceId: first.id }) };
}

function sumValues(one: LoadValues, other: LoadValues): LoadValues {
  return one.map((value, slot) => {
    const own = other[slot] ?? null;
    return value === null ? own : value + (own ?? 0);
  });
}

function sumWaits(waits: StatementLoad['waits']): StatementLoad['waits'] {
  const sums = new Map<string, StatementLoad['waits'][number]>();
  for (const wait of waits) {
    const sessions = (sums.get(wait.name)?.sessions ?? 0) + wait.sessions;
    sums.set(wait.name, { ...wait, sessions });
  }
  return [...sums.values()];
}
