import type { AlarmDetails } from '../ports/AlarmReader';
import { AwsUnavailableError } from '../ports/errors/AwsUnavailableError';
import { testEnvironment } from '../testing/databases/testEnvironment';
import { testMessage } from '../testing/faults/testMessage';
import { sharedCaches } from '../testing/services/sharedCaches';
import { DefinedAlarms } from './DefinedAlarms';

const prod = testEnvironment('prod');
const minute = 60_000;

const alarm = (name: string, namespace = 'AWS/RDS'): AlarmDetails => ({
  name,
  type: 'metric',
  metrics: [
    {
      namespace,
      metricName: 'CPUUtilization',
      dimensions: { DBClusterIdentifier: 'orders' },
    },
  ],
  comparison: 'GreaterThanThreshold',
  threshold: 80,
});
const named = (count: number) =>
  Array.from({ length: count }, (_, index) => alarm(`alarm-${index}`));

describe('DefinedAlarms', () => {
  it.each([
    ['10 minutes', 10, 1],
    ['10 minutes', 10, 2_000],
    ['25 minutes', 25, 5_000],
    ['an hour', 60, 20_000],
  ])('are read every %s (%d) if there are %d', async (_, minutes, count) => {
    const listDetails = jest.fn(async () => named(count));
    let now = Date.UTC(2026, 10, 25, 8);
    const alarms = new DefinedAlarms({ listDetails }, { now: () => now });
    await Promise.all([alarms.read(prod), alarms.read(prod)]);
    now += minutes * minute - 1;
    await alarms.read(prod);
    expect(listDetails).toHaveBeenCalledTimes(1);
    now += 1;
    await alarms.read(prod);
    expect(listDetails).toHaveBeenCalledTimes(2);
  });

  it('are read once for all replicas, and do not change on the way', async () => {
    const all: AlarmDetails[] = [
      { ...alarm('cpu'), missingData: 'breaching', expression: 'm1' },
      { name: 'any', type: 'composite', metrics: [], rule: 'ALARM("cpu")' },
    ];
    const listDetails = jest.fn(async () => all);
    for (const shared of sharedCaches(3)) {
      const { value } = await new DefinedAlarms(
        { listDetails },
        { shared },
      ).read(prod);
      expect([...value.values()]).toEqual(all);
    }
    expect(listDetails).toHaveBeenCalledTimes(1);
  });

  it('keep the older ones while CloudWatch gives no answer', async () => {
    const failure = new AwsUnavailableError(
      testMessage('slow down'),
      'throttled',
      prod.accountId,
    );
    const listDetails = jest
      .fn<Promise<AlarmDetails[]>, []>()
      .mockResolvedValueOnce(named(3))
      .mockRejectedValue(failure);
    let now = Date.UTC(2026, 10, 25, 8);
    const alarms = new DefinedAlarms({ listDetails }, { now: () => now });
    await alarms.read(prod);
    now += 11 * minute;
    const reading = await alarms.read(prod);
    expect(reading.value.size).toBe(3);
    expect(reading.failure).toBe(failure);
  });

  it('have only the name of an alarm about another service', async () => {
    const { value } = await new DefinedAlarms({
      listDetails: async () => [alarm('queue', 'AWS/SQS')],
    }).read(prod);
    expect([...value.values()]).toEqual([
      { name: 'queue', type: 'metric', metrics: [] },
    ]);
  });
});
