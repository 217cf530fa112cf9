import type { LoadStatement } from '@aurora-db/backstage-plugin-aurora-db-common';

/** The columns of the statements, in their order. */
export const statementColumns = [
  'statement',
  'load',
  'sessions',
  'calls',
  'latency',
  'rows',
] as const;

/** One of {@link statementColumns}. */
export type StatementColumn = (typeof statementColumns)[number];

/** How the statements are sorted. */
export interface StatementSort {
  column: StatementColumn;
  direction: 'ascending' | 'descending';
}

const valueOf: Record<
  StatementColumn,
  (statement: LoadStatement) => string | number | undefined
> = {
  statement: ({ text }) => text,
  load: ({ share }) => share,
  sessions: ({ load }) => load,
  calls: ({ callsPerSecond }) => callsPerSecond,
  latency: ({ averageLatencyMs }) => averageLatencyMs,
  rows: ({ rowsPerCall }) => rowsPerCall,
};

/** The next order after a press on a column's title: the greatest first, texts by the alphabet. */
export function nextSort(
  { column, direction }: StatementSort,
  pressed: StatementColumn,
): StatementSort {
  const first = pressed === 'statement' ? 'ascending' : 'descending';
  const other = first === 'ascending' ? 'descending' : 'ascending';
  return {
    column: pressed,
    direction: column === pressed && direction === first ? other : first,
  };
}

/** Sorts statements. Those without a value come last in both directions. */
export function sortStatements(
  statements: LoadStatement[],
  { column, direction }: StatementSort,
): LoadStatement[] {
  const sign = direction === 'ascending' ? 1 : -1;
  return [...statements].sort((a, b) => {
    const [left, right] = [valueOf[column](a), valueOf[column](b)];
    if (left === undefined || right === undefined) {
      return Number(left === undefined) - Number(right === undefined);
    }
    return (
      sign *
      (typeof left === 'string'
        ? left.localeCompare(String(right))
        : left - Number(right))
    );
  });
}
