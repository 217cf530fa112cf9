import type { HealthAlarm } from '@aurora-db/backstage-plugin-aurora-db-common';
import { testCluster } from '../testing/testData';
import { thresholdsOfCluster } from './thresholdsOfCluster';

const existing = testCluster({
  origin: 'existing',
  capacity: undefined,
  maxConnections: { live: 1000, liveHighest: 2000, pendingReboot: false },
});

function alarm(
  condition: Partial<HealthAlarm['condition']>,
  overrides: Partial<HealthAlarm> = {},
): HealthAlarm {
  return {
    id: 'orders-alarm',
    name: 'orders-alarm',
    severity: 'warning',
    state: 'OK',
    condition: {
      metricName: 'CPUUtilization',
      comparison: 'GreaterThanThreshold',
      threshold: 75,
      statistic: 'Average',
      ...condition,
    },
    ...overrides,
  };
}

const valuesOf = (alarms: HealthAlarm[], judgedByPortal?: string[]) =>
  thresholdsOfCluster(existing, { alarms, judgedByPortal }).map(
    ({ metric, severity, value }) => `${metric} ${severity} ${value}`,
  );

describe('thresholdsOfCluster', () => {
  it('has the table’s thresholds for a database of the portal, whatever its alarms are', () => {
    const portal = testCluster();
    expect(
      thresholdsOfCluster(portal, { alarms: [alarm({ threshold: 1 })] }),
    ).toEqual(thresholdsOfCluster(portal));
    expect(thresholdsOfCluster(portal)).toContainEqual(
      expect.objectContaining({ id: 'cpu-warning', value: 80 }),
    );
  });

  it.each<[string, HealthAlarm[], string[]]>([
    ['of a metric that is shown', [alarm({})], ['cpu warning 75']],
    [
      'in the unit in which it is shown',
      [alarm({ metricName: 'ReadLatency', threshold: 0.02 })],
      ['readLatency warning 20'],
    ],
    [
      'that includes the threshold',
      [alarm({ comparison: 'GreaterThanOrEqualToThreshold' })],
      ['cpu warning 75'],
    ],
    ['of a percentile', [alarm({ statistic: 'p99' })], ['cpu warning 75']],
    [
      'once, if several alarms have it',
      [alarm({}), alarm({}, { id: 'orders-other' })],
      ['cpu warning 75'],
    ],
    ['but not one of a sum', [alarm({ statistic: 'Sum' })], []],
    [
      'but not one of another metric',
      [alarm({ metricName: 'FreeableMemory' })],
      [],
    ],
    [
      'but not a band',
      [
        alarm({
          comparison: 'GreaterThanUpperThreshold',
          threshold: undefined,
        }),
      ],
      [],
    ],
    ['but not one of an expression', [alarm({ metricName: undefined })], []],
    [
      'but none of a composite alarm',
      [alarm({}, { type: 'composite', condition: undefined })],
      [],
    ],
  ])('has the threshold of another tool’s alarm %s', (_, alarms, expected) => {
    expect(valuesOf(alarms)).toEqual(expected);
  });

  it('says on which side an alarm of another tool goes off', () => {
    const [low] = thresholdsOfCluster(existing, {
      alarms: [alarm({ comparison: 'LessThanOrEqualToThreshold' })],
    });
    expect(low?.comparison).toBe('LessThanThreshold');
  });

  it('has the portal’s thresholds of the metrics that no alarm covers, by the highest limit', () => {
    expect(valuesOf([alarm({})], ['connections', 'uptime'])).toEqual([
      'cpu warning 75',
      'connections warning 1400',
      'connections warning 1600',
      'connections critical 1800',
    ]);
  });
});
