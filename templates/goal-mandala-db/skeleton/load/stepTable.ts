import { stepColumns } from './stepColumns.ts';
import type { StepResult } from './StepMeasures.ts';

/** The short table, for the terminal. */
export function stepTable(steps: readonly StepResult[]): string {
  const columns = stepColumns.filter(({ detail }) => !detail);
  const rows = [
    columns.map(({ title }) => title),
    ...steps.map(step => columns.map(({ of }) => of(step))),
  ];
  const widths = columns.map((_column, index) =>
    Math.max(...rows.map(row => row[index]?.length ?? 0)),
  );
  return rows
    .map(row =>
      row.map((cell, index) => cell.padStart(widths[index] ?? 0)).join('  '),
    )
    .join('\n');
}
