import { databaseConfigSchema } from './DatabaseConfig';
import { environmentDefaults } from '../environments';

const messagesFor = (change: Record<string, unknown>) =>
  databaseConfigSchema
    .safeParse({ ...environmentDefaults.prod, ...change })
    .error?.issues.map(issue => issue.message);

describe('databaseConfigSchema', () => {
  it.each([
    [{ minCapacity: -0.5 }, 'minCapacity is at least 0 ACU'],
    [{ minCapacity: 0.7 }, 'expected steps of 0.5 ACU'],
    [{ maxCapacity: 0.5, minCapacity: 0.5 }, 'maxCapacity is at least 1 ACU'],
    [{ maxCapacity: 300 }, 'maxCapacity is at most 256 ACU'],
    [
      { minCapacity: 4, maxCapacity: 2 },
      'minCapacity must not exceed maxCapacity',
    ],
  ])('refuses %j and says %s', (change, message) => {
    expect(messagesFor(change)).toEqual([message]);
  });

  it.each([
    { backupRetention: 0 },
    { backupRetention: 36 },
    { monitoringInterval: 7 },
    { colour: 'red' },
  ])('refuses %j', change => {
    expect(messagesFor(change)).toHaveLength(1);
  });

  it('accepts a minimum of 0 ACU, which pauses an idle database', () => {
    expect(messagesFor({ minCapacity: 0 })).toBeUndefined();
  });
});
