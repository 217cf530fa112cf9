import { capacityUse } from './capacityUse';

const minute = 60_000;
const options = {
  periodMs: minute,
  instances: 1,
  maxCapacity: 16,
  acuHour: 0.2,
};

describe('capacityUse', () => {
  it('counts ACU-hours of every instance, with their cost in the range and per month', () => {
    const hour = new Float64Array(60).fill(2);
    expect(capacityUse(hour, { ...options, instances: 2 })).toEqual({
      acuHours: 4,
      atMaximum: 0,
      // 4 ACU-hours × 0.20; 4 ACU × 730 h × 0.20
      cost: { range: 0.8, month: 584, currency: 'USD' },
    });
  });

  it('returns the share of time at the maximum capacity', () => {
    expect(capacityUse([16, 16, 16, 8], options)?.atMaximum).toBe(0.75);
  });

  it('skips gaps, because a stopped database costs nothing', () => {
    const half = new Float64Array(60).fill(NaN);
    half.fill(2, 0, 30);
    expect(capacityUse(half, options)).toMatchObject({
      acuHours: 1,
      cost: { range: 0.2, month: 292 },
    });
  });

  it('returns nothing if there are no datapoints', () => {
    expect(capacityUse([NaN, NaN], options)).toBeUndefined();
    expect(capacityUse([], options)).toBeUndefined();
  });
});
