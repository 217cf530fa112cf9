import { linePartsOf } from './lineParts';

describe('a line of the log without what its columns say', () => {
  it.each([
    [
      '2026-11-29 21:06:01 UTC:127.0.0.1(59064):postgres@accountsmain:[1724]:LOG:  statement: SELECT 1\n\tFROM t\n',
      'statement: SELECT 1\n\tFROM t',
      '127.0.0.1(59064):postgres@accountsmain:[1724]',
    ],
    [
      '2026-11-29 20:00:00 UTC::@:[4711]:LOG:  checkpoint starting: time',
      'checkpoint starting: time',
      '[4711]',
    ],
    [
      '2026-11-29 20:00:00.123 UTC:10.0.0.1(5):app@orders:[7]:3:42P01:2026-11-29 19:59:00 UTC:3/12:0:66.1:psqlERROR:  no "x"',
      'no "x"',
      '10.0.0.1(5):app@orders:[7] 42P01',
    ],
    [
      '2026-11-29 20:00:00.123 UTC:10.0.0.1(5):app@orders:[7]:3:00000:2026-11-29 19:59:00 UTC:3/12:0:66.1:psqlLOG:  x',
      'x',
      '10.0.0.1(5):app@orders:[7]',
    ],
    [
      '\tFROM x WHERE note = "LOG:  no"',
      '\tFROM x WHERE note = "LOG:  no"',
      '',
    ],
  ])('%s', (text, message, session) => {
    expect(linePartsOf(text)).toEqual({ message, session });
  });
});
