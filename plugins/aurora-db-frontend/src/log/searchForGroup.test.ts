import { searchForGroup } from './searchForGroup';

describe('searchForGroup', () => {
  it.each([
    [
      'duplicate key value violates unique constraint "orders_pkey"',
      'duplicate key value violates unique constraint "orders_pkey"',
    ],
    ['relation "?" does not exist', 'does not exist'],
    [
      'invalid input syntax for type integer: "?"',
      'invalid input syntax for type integer:',
    ],
    ['value $1 is out of range for $2', 'is out of range for'],
  ])('finds the lines of %s', (message, search) => {
    expect(searchForGroup(message)).toBe(search);
  });

  it('shortens a long message, because the log may have a line break in it', () => {
    expect(
      searchForGroup(
        'could not send end-of-streaming message to primary: SSL connection has been closed no COPY in progress',
      ),
    ).toBe('could not send end-of-streaming message to primary: SSL');
  });

  it.each([
    [
      'duplicate key value violates unique constraint "order_items_order_id_product_id_key"',
      'unique constraint "order_items_order_id_product_id_key"',
    ],
    [
      'insert or update on table "order_items" violates foreign key constraint "order_items_order_id_fkey"',
      'violates foreign key constraint "order_items_order_id_fkey"',
    ],
    [
      `duplicate key value violates unique constraint "${'a'.repeat(63)}"`,
      `${'a'.repeat(59)}"`,
    ],
  ])('keeps the name at the end of %s', (message, search) => {
    expect(searchForGroup(message)).toBe(search);
  });

  it('searches for nothing if the message has no words', () => {
    expect(searchForGroup('"?": ?')).toBeUndefined();
  });
});
