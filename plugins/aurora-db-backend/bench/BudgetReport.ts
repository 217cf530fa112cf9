/** Returns the median of the values. */
export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2
    ? upper
    : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/**
 * Prints a bench's figures with their budgets. Fails the process if a figure exceeds its budget.
 */
export class BudgetReport {
  #over = 0;

  constructor(name: string) {
    process.stdout.write(`bench ${name}\n`);
  }

  add(
    figure: string,
    value: number,
    unit: string,
    budget: string,
    within: boolean,
  ): void {
    this.#over += within ? 0 : 1;
    process.stdout.write(
      `  ${within ? 'ok  ' : 'OVER'} ${figure}: ${value.toFixed(1)} ${unit} (${budget})\n`,
    );
  }

  note(figure: string, value: number, unit: string): void {
    process.stdout.write(`       ${figure}: ${value.toFixed(1)} ${unit}\n`);
  }

  finish(): void {
    if (this.#over > 0) {
      process.stdout.write(`${this.#over} over budget\n`);
      process.exitCode = 1;
    }
  }
}
