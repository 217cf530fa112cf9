import { capacityUse } from './capacityUse';

const minute = 60_000;
const options = {
  periodMs: minute,
  instances: 1,
  maxCapacity: 16,
  acuHour: 0.2,
};

describe('capacityUse', () => {
  it('counts ACU-hours of every instance, and what they cost in the range and in a month', () => {
    const hour = new Float64Array(60).fill(2);
    expect(capacityUse(hour, { ...options, instances: 2 })).toEqual({
      acuHours: 4,
      atMaximum: 0,
      // 4 ACU-hours × 0.20; 4 ACU × 730 h × 0.20
      cost: { range: 0.8, month: 584, currency: 'USD' },
    });
  });

  it('tells for which share of the time the ceiling was reached', () => {
    expect(capacityUse([16, 16, 16, 8], options)?.atMaximum).toBe(0.75);
  });

  it('leaves gaps out: a database that was stopped cost nothing then', () => {
    const half = new Float64Array(60).fill(NaN);
    half.fill(2, 0, 30);
    expect(capacityUse(half, options)).toMatchObject({
      acuHours: 1,
      cost: { range: 0.2, month: 292 },
    });
  });

  it('returns nothing if no datapoint is known', () => {
    expect(capacityUse([NaN, NaN], options)).toBeUndefined();
    expect(capacityUse([], options)).toBeUndefined();
  });
});
