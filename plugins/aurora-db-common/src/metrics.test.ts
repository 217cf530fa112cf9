import type { AlarmDefinition } from './alarms';
import { messageTexts } from './createMessage';
import { healthMetricNames, metricAlarms, metrics } from './metrics';

describe('metrics', () => {
  it('has a unit, a scale and digits for each metric of a health answer', () => {
    expect(
      healthMetricNames.map(name => {
        const { unit, scale, digits } = metrics[name];
        return [name, unit, scale, digits];
      }),
    ).toEqual([
      ['acu', 'ACU', 1, 1],
      ['connections', 'count', 1, 0],
      ['cpu', '%', 1, 1],
      ['readLatency', 'ms', 1_000, 2],
      ['writeLatency', 'ms', 1_000, 2],
    ]);
  });

  it('has a message for each alarm of a metric', () => {
    const alarmed = [
      'connections',
      'cpu',
      'readLatency',
      'writeLatency',
      'uptime',
    ] as const;
    for (const name of alarmed) {
      const { breached, reported } = metricAlarms(name);
      expect(messageTexts).toHaveProperty([breached]);
      expect(messageTexts).toHaveProperty([reported]);
    }
  });

  it('allows no alarm on a metric without messages', () => {
    // @ts-expect-error No message could explain an alarm on capacity.
    const metric: AlarmDefinition['metric'] = 'acu';
    expect(metrics[metric].alarms).toBeUndefined();
  });
});
