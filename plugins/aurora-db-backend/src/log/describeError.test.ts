import fc from 'fast-check';
import { describeError } from './describeError';

const error = (message: string, severity = 'ERROR') =>
  describeError({ severity, message });

describe('an error of the log', () => {
  it.each([
    [
      'duplicate key value violates unique constraint "users_email_key"',
      '23505',
      'duplicate key value violates unique constraint "users_email_key"',
    ],
    [
      'relation "orders" does not exist at character 15',
      '42P01',
      'relation "orders" does not exist',
    ],
    [
      'invalid input syntax for type integer: "abc" at character 30',
      '22P02',
      'invalid input syntax for type integer: "?"',
    ],
    [
      'invalid input syntax for type timestamp with time zone: "abc"',
      '22007',
      'invalid input syntax for type timestamp with time zone: "?"',
    ],
    [
      'invalid input syntax for type json',
      '22P02',
      'invalid input syntax for type json',
    ],
    [
      'value "9" is out of range for type a" is out of range for type integer',
      '22003',
      'value "?" is out of range for type integer',
    ],
    [
      'column "4111 1111 1111 1111" does not exist',
      '42703',
      'column "?" does not exist',
    ],
    [
      'permission denied for table users',
      '42501',
      'permission denied for table users',
    ],
    [
      'permission denied for large object 98765',
      '42501',
      'permission denied for large object ?',
    ],
    [
      'function no_such(integer, text) does not exist at character 8',
      '42883',
      'function no_such(integer, text) does not exist',
    ],
    [
      'operator does not exist: integer = text at character 5',
      '42883',
      'operator does not exist: integer = text',
    ],
    [
      'syntax error at or near "FROM" at character 9',
      '42601',
      'syntax error at or near "FROM"',
    ],
    [
      'syntax error at or near "Bob" at character 9',
      '42601',
      'syntax error at or near "?"',
    ],
    [
      'prepared statement "s_17" does not exist',
      '26000',
      'prepared statement "?" does not exist',
    ],
    [
      // CloudWatch Logs cut the event.
      'invalid input syntax for type integer: "abc',
      '22P02',
      'invalid input syntax for type integer: "?"',
    ],
    // A RAISE EXCEPTION can say this with any SQLSTATE.
    ['42P01: no such thing', '42P01', 'no such thing'],
    ['U0001: no stock', 'U0001', 'no stock'],
    ['PAYMT: no stock', undefined, 'PAYMT: no stock'],
  ])('"%s"', (message, sqlState, shown) => {
    expect(error(message)).toEqual({
      ...(sqlState && { sqlState }),
      message: shown,
    });
  });

  it('has the SQLSTATE of the prefix rather than that of its message', () => {
    expect(
      describeError({
        severity: 'ERROR',
        sqlState: 'U0001',
        message: 'division by zero',
      }),
    ).toEqual({ sqlState: 'U0001', message: 'division by zero' });
  });

  it('about a missing role differs between a login and a statement', () => {
    const message = 'role "bob" does not exist';
    expect(error(message, 'FATAL').sqlState).toBe('28000');
    // GRANT and SET ROLE have different ones.
    expect(error(message).sqlState).toBeUndefined();
  });

  it.each([
    ['User "bob" has no order 17', 'User "?" has no order ?'],
    ["user 'bob' isn't there, he's gone", 'user "?" isn\'t there, he\'s gone'],
    ['bob@example.com has no order A-17', '? has no order ?'],
    ['no order "17 for "bob"', 'no order "?"'],
    ['“a” «b» 「c」 `d`', '"?" "?" "?" "?"'],
    [`token ${'a'.repeat(60)} expired`, 'token ? expired'],
    ['line 1\nline 2', 'line ? line ?'],
    ["key E'secret' is gone", 'key "?" is gone'],
  ])('of an application: "%s"', (message, shown) => {
    expect(error(message)).toEqual({ message: shown });
  });

  it('of an application has no part of a value where it is cut', () => {
    expect(error(`no "x" ${'secret '.repeat(100)}" here`)).toEqual({
      message: 'no "?"',
    });
  });

  it('is cut if it is long', () => {
    expect(error('no '.repeat(100_000)).message.length).toBeLessThan(302);
  });
});

/** A word that no message of PostgreSQL has. */
const secret = 'xqzvsecretvzqx';
/** What a client can write, around the secret, with what could look like the end of a value. */
const piece = fc.constantFrom(
  '"',
  "'",
  ' ',
  '\n',
  '": ',
  '" does not exist',
  '" is out of range for type ',
  '" violates ',
  ' at character 5',
  ', user "',
  ': ',
  '42P01: ',
  'ERROR:  ',
  'relation ',
  'column ',
  '.',
  '“',
  '`',
);
const value = fc
  .tuple(fc.array(piece), fc.array(piece))
  .map(([before, after]) => `${before.join('')}${secret}${after.join('')}`);

describe('a value in a message', () => {
  it.each([
    ['invalid input syntax for type integer: "', '"'],
    ['invalid input syntax for type timestamp with time zone: "', '"'],
    ['invalid input value for enum mood: "', '"'],
    ['malformed array literal: "', '"'],
    ['value "', '" is out of range for type integer'],
    ['"', '" is out of range for type double precision'],
    ['invalid value for parameter "work_mem": "', '"'],
    ['date/time field value out of range: "', '"'],
    ['time zone "', '" not recognized'],
    ['invalid symbol "', '" found while decoding base64 sequence'],
    ['unterminated quoted string at or near "', '"'],
    ['syntax error at or near "', '"'],
    ['prepared statement "', '" does not exist'],
    ['cursor "', '" does not exist'],
    ['invalid byte sequence for encoding "UTF8": ', ''],
    ['cross-database references are not implemented: ', ''],
    ['Order "', '" has no customer'],
    ['Order "', '" of "bob" has no customer'],
  ])('does not survive: %s…%s', (before, after) => {
    fc.assert(
      fc.property(value, written => {
        const { message } = error(`${before}${written}${after}`);
        expect(message).not.toContain(secret);
      }),
      { numRuns: 300 },
    );
  });

  it('does not survive if CloudWatch Logs cuts the message', () => {
    fc.assert(
      fc.property(value, fc.nat(), (written, length) => {
        const whole = `invalid input syntax for type uuid: "${written}"`;
        const { message } = error(whole.slice(0, (length % whole.length) + 1));
        expect(message).not.toContain(secret.slice(0, 6));
      }),
    );
  });
});
