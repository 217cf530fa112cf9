import { chartTop } from './chartLevels';

const maximum = { kind: 'maximum' as const, value: 16 };
const warning = { kind: 'warning' as const, value: 1000 };

describe('chartTop', () => {
  it('shows a course against its maximum, however low it is', () => {
    expect(chartTop([1, 2], [maximum])).toBeCloseTo(16.8);
  });

  it('brings a threshold into sight once the course comes past half of it', () => {
    expect(chartTop([499], [warning])).toBeLessThan(1000);
    expect(chartTop([500], [warning])).toBeGreaterThan(1000);
  });

  it('stands for the least that is felt, and takes gaps for nothing', () => {
    expect(chartTop([null, 0.2, null], [], 10)).toBeCloseTo(10.5);
  });

  it('has a height where there is no datapoint at all', () => {
    expect(chartTop([], [])).toBeGreaterThan(0);
  });
});
