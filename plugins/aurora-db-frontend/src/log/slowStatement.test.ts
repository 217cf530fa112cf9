import { statementOf } from './slowStatement';

const prefix = '2026-11-29 20:00:00 UTC:127.0.0.1(1):app@shop:[7]:LOG:  ';

describe('statementOf', () => {
  it.each([
    ['duration: 1200.5 ms  statement: SELECT 1', 'SELECT 1'],
    [
      'duration: 1200.5 ms  execute <unnamed>: UPDATE t\nSET a = 1',
      'UPDATE t\nSET a = 1',
    ],
    ['duration: 2000 ms  execute s1: SELECT $1', 'SELECT $1'],
    ['duration: 2000 ms  bind s1/p1: SELECT $1', 'SELECT $1'],
  ])('shortens %s', (text, statement) => {
    expect(statementOf(prefix + text)).toBe(statement);
  });

  it('keeps a line of another form', () => {
    expect(statementOf(`${prefix}checkpoint complete`)).toBe(
      `${prefix}checkpoint complete`,
    );
  });
});
