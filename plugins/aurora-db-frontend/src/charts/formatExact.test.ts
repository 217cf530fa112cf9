import { formatExact } from './formatExact';

describe('formatExact', () => {
  it.each([
    [0.001, '%', '0.001%'],
    [75, '%', '75%'],
    [0.0015, 'ms', '0.0015 ms'],
    [1_000, 'ms', '1,000 ms'],
    [1_234_567, 'count', '1,234,567'],
  ] as const)('writes the threshold %s in %s as %s', (value, unit, text) => {
    expect(formatExact(value, unit, 'en')).toBe(text);
  });
});
