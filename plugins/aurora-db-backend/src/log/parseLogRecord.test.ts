import { parseLogRecord, splitRecords } from './parseLogRecord';

const prefix = '2026-11-29 20:00:00 UTC:10.0.0.1(53124):app@orders:[4711]:';

describe('records of the log', () => {
  it.each([
    [
      "Aurora's prefix",
      `${prefix}ERROR:  relation "x" does not exist`,
      { severity: 'ERROR', message: 'relation "x" does not exist' },
    ],
    [
      'a session without a name yet',
      '2026-11-29 20:00:00 UTC:10.0.0.1(53124):[unknown]@[unknown]:[4711]:LOG:  connection received',
      { severity: 'LOG', message: 'connection received' },
    ],
    [
      'a process of the server',
      '2026-11-29 20:00:00 UTC::@:[4711]:LOG:  checkpoint starting: time',
      { severity: 'LOG', message: 'checkpoint starting: time' },
    ],
    [
      "RDS's prefix with an SQLSTATE",
      '2026-11-29 20:00:00.123 UTC:10.0.0.1(53124):app@orders:[4711]:3:42P01:2026-11-29 19:59:00 UTC:3/12:0:6631f0e0.1267:psqlERROR:  relation "x" does not exist',
      {
        severity: 'ERROR',
        sqlState: '42P01',
        message: 'relation "x" does not exist',
      },
    ],
    [
      "RDS's prefix of a record without an error",
      '2026-11-29 20:00:00.123 UTC:10.0.0.1(53124):app@orders:[4711]:3:00000:2026-11-29 19:59:00 UTC:3/12:0:6631f0e0.1267:psqlLOG:  duration: 1500.1 ms',
      { severity: 'LOG', message: 'duration: 1500.1 ms' },
    ],
    [
      'several lines',
      `${prefix}STATEMENT:  SELECT 1\n\tFROM x\n`,
      { severity: 'STATEMENT', message: 'SELECT 1\nFROM x' },
    ],
    ['the rest of a line', '\tFROM x WHERE note = "ERROR:  no"', undefined],
    ['a text', 'ERROR:  relation "x" does not exist', undefined],
  ])('%s', (_, text, expected) => {
    expect(parseLogRecord(text)).toEqual(expected);
  });

  it('that came in one event are apart, and continued lines are not', () => {
    const first = `${prefix}ERROR:  division by zero`;
    const second = `${prefix}STATEMENT:  SELECT 1\n\t/ 0`;
    expect(splitRecords(`${first}\n${second}\n`)).toEqual([
      first,
      `${second}\n`,
    ]);
  });

  it('of any length are read at once', () => {
    const long = `${prefix}ERROR:  ${'2026-11-29 20:00:00 UTC:'.repeat(20_000)}`;
    expect(parseLogRecord(long)?.severity).toBe('ERROR');
    expect(
      splitRecords(`${'\n2026-11-29 20:00:00 UTC:'.repeat(20_000)}`),
    ).toHaveLength(1);
  });
});
