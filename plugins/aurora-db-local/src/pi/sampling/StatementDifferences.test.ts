import { StatementDifferences } from './StatementDifferences';
import { Statements } from './Statements';

describe('the differences of statements between readings', () => {
  const readings = (server: string, calls: Record<string, number>) => ({
    server,
    texts: new Map<string, string>(),
    statements: Object.entries(calls).map(([queryId, value]) => ({
      queryId,
      counters: [value, value * 10],
    })),
  });
  const next = (
    differences: StatementDifferences,
    statements: Statements,
    ...[server, calls, at]: [string, Record<string, number>, number]
  ) => {
    const { seconds, differences: found } = differences.next(
      readings(server, calls),
      at,
      statements,
    );
    return {
      seconds,
      found: found.map(({ statement, counters }) => [statement.dbId, counters]),
    };
  };

  it('begin with the second reading, and again with a server or after a reset', () => {
    const statements = new Statements();
    statements.of('1', 'SELECT 1');
    statements.of('2', 'SELECT 1 FROM t');
    const differences = new StatementDifferences();
    const step = next.bind(undefined, differences, statements);
    expect(step('a', { 1: 5 }, 0)).toEqual({ seconds: 0, found: [] });
    // 3 never ran while it was looked at.
    expect(step('a', { 1: 7, 2: 1, 3: 1 }, 60_000)).toEqual({
      seconds: 60,
      found: [
        ['1', [2, 20]],
        ['2', [1, 10]],
      ],
    });
    expect(step('a', { 1: 1, 2: 1 }, 120_000)).toEqual({
      seconds: 60,
      found: [['1', [1, 10]]],
    });
    expect(step('b', { 1: 9 }, 180_000)).toEqual({ seconds: 0, found: [] });
  });

  it('add the same statement up over databases', () => {
    const statements = new Statements();
    const one = statements.of('1', 'SELECT 1');
    expect(statements.of('2', 'SELECT 2').id).toBe(one.id);
    const differences = new StatementDifferences();
    next(differences, statements, 'a', { 1: 0, 2: 0 }, 0);
    expect(
      next(differences, statements, 'a', { 1: 2, 2: 3 }, 1_000).found,
    ).toEqual([['1', [5, 50]]]);
  });
});
