import { maxConnectionsFor } from './maxConnections';

describe('maxConnectionsFor', () => {
  it.each([
    [0.5, 1, 189],
    [0.5, 2, 400],
    [1, 4, 823],
    [1, 8, 1669],
    [1, 16, 3360],
    [1, 32, 5000],
    [1, 256, 5000],
  ])(
    'gives %s to %s ACU the documented %s connections',
    (minCapacity, maxCapacity, expected) => {
      expect(maxConnectionsFor({ minCapacity, maxCapacity })).toBe(expected);
    },
  );

  it.each([
    [1, 1.5, 294],
    [1, 3, 611],
    [1, 12, 2514],
  ])(
    'interpolates between the table rows for %s to %s ACU and rounds down',
    (minCapacity, maxCapacity, expected) => {
      expect(maxConnectionsFor({ minCapacity, maxCapacity })).toBe(expected);
    },
  );

  it.each([0, 0.5])(
    'never exceeds 2000 if the minimum is %s ACU',
    minCapacity => {
      expect(maxConnectionsFor({ minCapacity, maxCapacity: 16 })).toBe(2000);
    },
  );
});
