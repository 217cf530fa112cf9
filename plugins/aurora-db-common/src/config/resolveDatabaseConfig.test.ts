import { environmentDefaults } from '../environments';
import { resolveDatabaseConfig } from './resolveDatabaseConfig';

describe('resolveDatabaseConfig', () => {
  it("uses the environment's capacities if the request has none", () => {
    expect(resolveDatabaseConfig('stg', environmentDefaults.stg, {})).toEqual({
      outcome: 'resolved',
      config: environmentDefaults.stg,
    });
  });

  it("narrows the capacities to the request's", () => {
    expect(
      resolveDatabaseConfig('prod', environmentDefaults.prod, {
        minCapacity: 2,
        maxCapacity: 8,
      }),
    ).toEqual({
      outcome: 'resolved',
      config: { ...environmentDefaults.prod, minCapacity: 2, maxCapacity: 8 },
    });
  });

  it.each([
    [
      { maxCapacity: 4 },
      ["maxCapacity 4 is outside dev's bounds: choose 0.5 to 2 ACU"],
    ],
    [
      { minCapacity: 0 },
      ["minCapacity 0 is outside dev's bounds: choose 0.5 to 2 ACU"],
    ],
    [
      { minCapacity: 2, maxCapacity: 1 },
      ['minCapacity must not exceed maxCapacity (got 2 to 1)'],
    ],
    [
      { minCapacity: 0.7 },
      ['minCapacity must be a multiple of 0.5 ACU (got 0.7 to 2)'],
    ],
  ])('refuses %j in dev, with the value and the bounds', (request, reasons) => {
    expect(
      resolveDatabaseConfig('dev', environmentDefaults.dev, request),
    ).toMatchObject({
      outcome: 'refused',
      reasons: reasons.map(text => ({ text })),
    });
  });
});
