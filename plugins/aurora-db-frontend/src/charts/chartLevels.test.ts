import { chartTop } from './chartLevels';

const maximum = { kind: 'maximum' as const, value: 16 };
const warning = { kind: 'warning' as const, value: 1000 };

describe('chartTop', () => {
  it('shows a low metric against its maximum too', () => {
    expect(chartTop([1, 2], [maximum])).toBeCloseTo(16.8);
  });

  it('shows a threshold when the metric is above half of it', () => {
    expect(chartTop([499], [warning])).toBeLessThan(1000);
    expect(chartTop([500], [warning])).toBeGreaterThan(1000);
  });

  it('is at least the smallest range, and ignores gaps', () => {
    expect(chartTop([null, 0.2, null], [], 10)).toBeCloseTo(10.5);
  });

  it('has a height without datapoints', () => {
    expect(chartTop([], [])).toBeGreaterThan(0);
  });
});
