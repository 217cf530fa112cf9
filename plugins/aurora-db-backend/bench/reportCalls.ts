import type { BudgetReport } from './BudgetReport';

/** Calls a minute of 200 viewers of 1,000 databases. */
const maxMetricCalls = 12;
const maxCalls = 30;

/**
 * Reports the calls to AWS of an account, on average.
 *
 * @param what - names the databases
 */
export function reportCalls(
  report: BudgetReport,
  {
    calls,
    minutes,
  }: {
    /** Of each operation in all minutes. */
    calls: ReadonlyMap<string, number>;
    minutes: number;
  },
  what: string,
): void {
  const metricCalls = (calls.get('GetMetricData') ?? 0) / minutes;
  const all = [...calls.values()].reduce((sum, count) => sum + count, 0);
  report.add(
    `GetMetricData a minute${what}`,
    metricCalls,
    'calls',
    `≤ ${maxMetricCalls}`,
    metricCalls > 0 && metricCalls <= maxMetricCalls,
  );
  report.add(
    `all calls to AWS a minute${what}`,
    all / minutes,
    'calls',
    `≤ ${maxCalls}`,
    all / minutes <= maxCalls,
  );
  for (const [operation, count] of calls) {
    if (count > 0) {
      report.note(`${operation}${what}`, count / minutes, 'calls a minute');
    }
  }
}
