import { shortenStatement } from './shortenStatement';

describe('a statement in one line', () => {
  it.each([
    ['SELECT ?', 'SELECT ?'],
    [
      'UPDATE  accounts\n   SET balance = ?\n WHERE id = ?',
      'UPDATE accounts SET balance = ? WHERE id = ?',
    ],
    [
      'SELECT "public"."Order"."id", "public"."Order"."note" FROM "public"."Order" WHERE id = ?',
      'SELECT … FROM "public"."Order" WHERE id = ?',
    ],
    [
      'SELECT extract(epoch from placed) AS "a from b", (SELECT max(id) FROM other) FROM orders',
      'SELECT … FROM orders',
    ],
    [
      'select a_very_long_column, another_very_long_column, a_third_one',
      'select a_very_long_column, another_very_long_column, a_thir…',
    ],
    [
      'INSERT INTO measurements (device, measured_at, value) VALUES (?, ?, ?), (?, ?, ?)',
      'INSERT INTO measurements (device, measured_at, value) VALUE…',
    ],
    [
      'SELECT a_long_column FROM some_table WHERE an_expression = ANY (?) AND 𝒳 = ?',
      'SELECT … FROM some_table WHERE an_expression = ANY (?) AND…',
    ],
  ])('%s', (text, expected) => {
    expect(shortenStatement(text, 60)).toBe(expected);
  });
});
