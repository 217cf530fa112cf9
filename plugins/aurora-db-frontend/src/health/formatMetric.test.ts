import { formatMetric } from './formatMetric';

describe('formatMetric', () => {
  it.each([
    ['readLatency', 0, '0'],
    ['readLatency', 0.004, '<0.01'],
    ['readLatency', 1.187, '1.19'],
    ['readLatency', 145.117, '145.1'],
    ['writeLatency', 1_435.11, '1,435'],
    ['cpu', 97.24, '97.2'],
    ['acu', 127.5, '127.5'],
    ['connections', 12_345, '12,345'],
  ] as const)('writes %s of %s as %s', (name, value, text) => {
    expect(formatMetric(name, value, 'en')).toBe(text);
  });
});
