import { databaseConfigSchema } from './config/DatabaseConfig';
import {
  environmentDefaults,
  environmentNames,
  environmentTreatments,
} from './environments';

describe('environmentDefaults', () => {
  it.each([
    ['local', 0.5, 1, false, 1, false, false, 0],
    ['dev', 0.5, 2, false, 7, false, true, 60],
    ['stg', 1, 16, true, 30, true, true, 60],
    ['prod', 1, 16, true, 30, true, true, 60],
  ] as const)(
    'gives %s %s to %s ACU, multi-AZ %s, %s days of backups, protection %s, insights %s, monitoring every %s s',
    (
      environment,
      minCapacity,
      maxCapacity,
      multiAz,
      backupRetention,
      deletionProtection,
      insights,
      interval,
    ) => {
      expect(environmentDefaults[environment]).toEqual({
        minCapacity,
        maxCapacity,
        multiAz,
        backupRetention,
        deletionProtection,
        performanceInsights: insights,
        monitoringInterval: interval,
      });
    },
  );

  it.each(environmentNames)('has a valid configuration for %s', environment => {
    expect(() =>
      databaseConfigSchema.parse(environmentDefaults[environment]),
    ).not.toThrow();
  });
});

describe('environmentTreatments', () => {
  it('takes a snapshot before a change in stg and prod alone', () => {
    expect(
      environmentNames.filter(
        name => environmentTreatments[name].snapshotBeforeChange,
      ),
    ).toEqual(['stg', 'prod']);
  });

  it.each(environmentNames)('has the price of ap-northeast-1 in %s', name => {
    expect(environmentTreatments[name].acuHour).toBe(0.2);
  });
});
