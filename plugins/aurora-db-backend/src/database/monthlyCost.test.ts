import { environmentDefaults } from '@aurora-db/backstage-plugin-aurora-db-common';
import { monthlyCost } from './monthlyCost';

describe('monthlyCost', () => {
  it.each([
    // 0.5 and 1 ACU × 730 h × 0.20
    ['local', { min: 73, max: 146, currency: 'USD' }],
    // A writer and a reader: 2 × 1 and 2 × 16 ACU × 730 h × 0.20
    ['prod', { min: 292, max: 4_672, currency: 'USD' }],
  ] as const)('counts every instance of %s', (environment, cost) => {
    expect(monthlyCost(environmentDefaults[environment], 0.2)).toEqual(cost);
  });

  it('has a minimum of 0 for a database that pauses', () => {
    const config = { ...environmentDefaults.local, minCapacity: 0 };
    expect(monthlyCost(config, 0.2).min).toBe(0);
  });
});
