import { tokenizeStatement } from './tokenizeStatement';

describe('statements without values', () => {
  it.each([
    [
      'a string',
      `SELECT 1 FROM a WHERE b = 'secret'`,
      'SELECT ? FROM a WHERE b = ?',
    ],
    ['a quote in a string', `SELECT 'it''s secret'`, 'SELECT ?'],
    [
      'an escape string',
      String.raw`SELECT E'it\'s secret', e'\\'`,
      'SELECT ?, ?',
    ],
    ['a backslash without escapes', String.raw`SELECT 'C:\', b`, 'SELECT ?, b'],
    [
      'Unicode, bit and national strings',
      `SELECT U&'d\\0061ta', B'101', x'1F', N'a'`,
      'SELECT ?, …',
    ],
    ['a string on two lines', `SELECT 'secret'\n  'more'`, 'SELECT ?'],
    ['a dollar string', 'DO $$ BEGIN PERFORM 1; END $$', 'DO ?'],
    [
      'a tagged dollar string',
      `SELECT $a$ 'x' $b$ secret $b$ $a$, c`,
      'SELECT ?, c',
    ],
    [
      'numbers',
      'SELECT a1 + 12, .5 - 1.5e-3 FROM b2 WHERE c < 0x1F',
      'SELECT a1 + ?, ? - ? FROM b2 WHERE c < ?',
    ],
    [
      'negative numbers',
      'SELECT -5 FROM a WHERE b > -1 AND c = d - 3 LIMIT 1',
      'SELECT ? FROM a WHERE b > ? AND c = d - ? LIMIT ?',
    ],
    [
      'casts and typed literals',
      `SELECT '1'::int, DATE '2026-01-01', interval '1' day`,
      'SELECT ?::int, DATE ?, interval ? day',
    ],
    [
      'parameters, which stay',
      'SELECT * FROM a WHERE b = $1 AND c = $2::text',
      'SELECT * FROM a WHERE b = $1 AND c = $2::text',
    ],
    [
      'quoted names, which stay',
      `SELECT "it's ""a"" 1" FROM "b$$" WHERE c = 'x'`,
      `SELECT "it's ""a"" 1" FROM "b$$" WHERE c = ?`,
    ],
    [
      'names with digits and dollars',
      'SELECT t1.a$1, e2 FROM t1',
      'SELECT t1.a$1, e2 FROM t1',
    ],
    [
      'comments',
      `/* user='bob' /* 42 */ */ SELECT a -- token 'x'\nFROM b`,
      'SELECT a FROM b',
    ],
    ['white space', 'SELECT\t a,\n\n b\r\n FROM c', 'SELECT a, b FROM c'],
    [
      'a password',
      `ALTER ROLE "lambda-user" WITH PASSWORD 'SCRAM-SHA-256$4096:x'`,
      'ALTER ROLE "lambda-user" WITH PASSWORD ?',
    ],
    [
      'a connection string',
      `CREATE SUBSCRIPTION s CONNECTION 'host=a password=b' PUBLICATION p`,
      'CREATE SUBSCRIPTION s CONNECTION ? PUBLICATION p',
    ],
    [
      'options',
      `CREATE USER MAPPING FOR a SERVER s OPTIONS (user 'u', password 'p')`,
      'CREATE USER MAPPING FOR a SERVER s OPTIONS (user ?, password ?)',
    ],
    [
      'a setting without quotes',
      'SET app.token TO abc123; UPDATE a SET b = c',
      'SET app.token TO ?; UPDATE a SET b = c',
    ],
    [
      'a setting of a role',
      'ALTER ROLE a SET app.token = "abc", def',
      'ALTER ROLE a SET app.token = ?, ?',
    ],
    ['a switch', 'SET enable_seqscan = off', 'SET enable_seqscan = off'],
    [
      'a long list',
      'SELECT a FROM b WHERE c IN (1, 2,3 , 4)',
      'SELECT a FROM b WHERE c IN (?, …)',
    ],
    [
      'a list of parameters',
      'SELECT a FROM b WHERE c IN ($1,$2,$3)',
      'SELECT a FROM b WHERE c IN ($1, …)',
    ],
    [
      'many rows',
      `INSERT INTO a (b, c) VALUES (1, 'x'), (2, 'y'), (3, 'z')`,
      'INSERT INTO a (b, c) VALUES (?, ?), …',
    ],
    [
      'a string that was cut',
      `SELECT a FROM b WHERE c = 'secr`,
      'SELECT a FROM b WHERE c = ?',
    ],
    [
      'a list that was cut',
      'SELECT a FROM b WHERE c IN ($1 /*, ... */, 2, 3, ',
      'SELECT a FROM b WHERE c IN ($1, …',
    ],
    [
      'an escape that was cut',
      `SELECT a FROM b WHERE c = E'secr\\`,
      'SELECT a FROM b WHERE c = ?',
    ],
    ['a dollar string that was cut', 'SELECT $tag$ secret', 'SELECT ?'],
    ['a tag that was cut', 'SELECT $ta', 'SELECT ?'],
    ['a comment that was cut', 'SELECT a /* token 4', 'SELECT a'],
    ['no statement', '', ''],
  ])('%s', (_, statement, tokenized) => {
    expect(tokenizeStatement(statement)).toBe(tokenized);
  });

  it('stays the same if it has no values', () => {
    const tokenized = tokenizeStatement(
      `INSERT INTO a VALUES (1, 'x', E'y'), (2, 'y', '') RETURNING -1`,
    );
    expect(tokenizeStatement(tokenized)).toBe(tokenized);
  });

  it.each([
    [
      'in a list',
      'SELECT 1 WHERE a IN (?, ?, ?, ?',
      'SELECT ? WHERE a IN (?, …',
    ],
    [
      'in a row',
      'INSERT INTO a VALUES (?, ?), (?, ?), (?, ',
      'INSERT INTO a VALUES (?, ?), …',
    ],
    ['in a name', 'SELECT a, b, c_', 'SELECT a, b, c_…'],
    ['after a list', 'SELECT a IN (?, ?, ?) AND', 'SELECT a IN (?, …) AND…'],
  ])('that was cut %s says so', (_, statement, tokenized) => {
    expect(tokenizeStatement(statement, true)).toBe(tokenized);
  });

  it('is cut after 500 characters', () => {
    const columns = Array.from({ length: 200 }, (_, at) => `column_${at}`);
    const text = tokenizeStatement(`SELECT ${columns.join(', ')} FROM a`);
    expect(text).toHaveLength(501);
    expect(text).toMatch(/^SELECT column_0, .*…$/);
  });

  it('never contains a value, wherever Performance Insights cuts it', () => {
    const statement = String.raw`SELECT 'hidden', E'\'hidden', $$hidden$$, $a$hidden$a$, U&'hidden', 'x''hidden', "a" /* hidden */ -- hidden`;
    for (let length = 0; length <= statement.length; length += 1) {
      expect(tokenizeStatement(statement.slice(0, length))).not.toMatch(/hid/);
    }
  });

  it('takes a short time for a statement that was made to take long', () => {
    for (const piece of [
      '(',
      '1, ',
      '(1, 1), ',
      ', …, (1, 1, ',
      `'`,
      '$a',
      '/*',
      '"',
      '-',
      'a.',
      '::',
    ]) {
      expect(tokenizeStatement(piece.repeat(20_000)).length).toBeLessThan(502);
    }
  });
});
