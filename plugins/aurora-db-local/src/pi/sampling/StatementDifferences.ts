import type { StatementReadings } from '../../service/InsightsInstance';
import type { StatementDifference } from '../LoadRecord';
import type { Statements } from './Statements';

/** The number of statements whose differences are kept: those with the longest execution. */
const mostStatements = 100;
const executionTime = 1;

/** The work of statements between two readings of their cumulative counters. */
export class StatementDifferences {
  #server = '';
  #at = 0;
  #before = new Map<string, readonly number[]>();

  /** None after the first reading of a server. */
  next(
    { server, statements: readings }: StatementReadings,
    at: number,
    statements: Statements,
  ): { seconds: number; differences: StatementDifference[] } {
    const before = this.#before;
    const seconds =
      server !== '' && server === this.#server ? (at - this.#at) / 1000 : 0;
    this.#server = server;
    this.#at = at;
    this.#before = new Map(
      readings.map(({ queryId, counters }) => [queryId, counters]),
    );
    if (seconds <= 0) {
      return { seconds: 0, differences: [] };
    }
    const sums = new Map<
      string,
      { counters: number[] } & Pick<StatementDifference, 'statement'>
    >();
    for (const { queryId, counters } of readings) {
      const statement = statements.find(queryId);
      const earlier = before.get(queryId);
      // Counters begin at zero if PostgreSQL dropped the statement meanwhile, or a user reset them.
      const isReset = (counters[0] ?? 0) < (earlier?.[0] ?? 0);
      if (statement && counters[0] !== earlier?.[0]) {
        const sum = sums.get(statement.id);
        sums.set(statement.id, {
          statement: sum?.statement ?? statement,
          counters: counters.map(
            (value, index) =>
              value -
              (isReset ? 0 : (earlier?.[index] ?? 0)) +
              (sum?.counters[index] ?? 0),
          ),
        });
      }
    }
    return {
      seconds,
      differences: Array.from(sums.values())
        .sort(
          (a, b) =>
            (b.counters[executionTime] ?? 0) - (a.counters[executionTime] ?? 0),
        )
        .slice(0, mostStatements),
    };
  }
}
