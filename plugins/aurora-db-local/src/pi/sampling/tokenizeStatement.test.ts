import { hasSeveralStatements, tokenizeStatement } from './tokenizeStatement';

describe('tokenizeStatement', () => {
  it.each([
    [
      "SELECT * FROM t WHERE a = 'x''y' AND b = 12.5e3",
      'SELECT * FROM t WHERE a = ? AND b = ?',
    ],
    ["SELECT E'it\\'s', 'b'", 'SELECT ?, ?'],
    ['SELECT $tag$it is $$ secret$tag$, 1', 'SELECT ?, ?'],
    ["SELECT B'101', X'1F', U&'d', N'e'", 'SELECT ?, ?, ?, ?'],
    ['SELECT $1, col2, t1.c3 FROM t1', 'SELECT ?, col2, t1.c3 FROM t1'],
    ['SELECT -5, a -5, a - -5', 'SELECT ?, a -?, a - ?'],
    ['SELECT 0x1F, .5, 5., 1_000', 'SELECT ?, ?, ?, ?'],
    [
      'SELECT 1 -- password is x\n, 2 /* a /* b */ c */ + 3',
      'SELECT ? , ? + ?',
    ],
    ['SELECT "Order 5" FROM "t""7"', 'SELECT "Order 5" FROM "t""7"'],
    ["ALTER ROLE a PASSWORD 'secret'", 'ALTER ROLE a PASSWORD ?'],
    ["ALTER ROLE a PASSWORD 'secr", 'ALTER ROLE a PASSWORD ?'],
    ["SELECT E'cut\\", 'SELECT ?'],
    ['DO $$ BEGIN secret', 'DO ?'],
    ["SELECT 'a\\' OR secret = 'b'", 'SELECT ?'],
    ['SET app.token = abc', 'SET app.token = ?'],
    ['SET LOCAL app.token TO abc, def', 'SET LOCAL app.token TO ?'],
    ['ALTER ROLE a SET app.token TO abc', 'ALTER ROLE a SET app.token TO ?'],
    [
      'SET TRANSACTION ISOLATION LEVEL SERIALIZABLE',
      'SET TRANSACTION ISOLATION LEVEL SERIALIZABLE',
    ],
    ['UPDATE t\n  SET a = b WHERE c = 1', 'UPDATE t SET a = b WHERE c = ?'],
    ['SELECT größe$1 FROM täble2', 'SELECT größe$1 FROM täble2'],
  ])('%j becomes %j', (statement, expected) => {
    expect(tokenizeStatement(statement)).toBe(expected);
  });

  it('is the same for the text of the client and that of pg_stat_statements', () => {
    expect(tokenizeStatement("INSERT INTO t VALUES (1, -2, 'x')")).toBe(
      tokenizeStatement('INSERT INTO t VALUES ($1, $2, $3)'),
    );
  });

  it('tells one statement from several', () => {
    expect(hasSeveralStatements(tokenizeStatement("SELECT ';x';"))).toBe(false);
    expect(hasSeveralStatements(tokenizeStatement('BEGIN; COMMIT'))).toBe(true);
  });
});
