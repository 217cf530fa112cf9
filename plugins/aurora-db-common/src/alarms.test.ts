import { alarmDefinitions } from './alarms';

describe('alarmDefinitions', () => {
  it('have the right thresholds for a 1 to 16 ACU database', () => {
    const rows = alarmDefinitions({ minCapacity: 1, maxCapacity: 16 }).map(
      alarm => [
        alarm.id,
        alarm.severity,
        `${alarm.statistic} ${alarm.metricName} by ${alarm.dimensions}`,
        alarm.threshold,
        alarm.missingData,
      ],
    );
    expect(rows).toEqual([
      [
        'cpu-warning',
        'warning',
        'Maximum CPUUtilization by cluster',
        80,
        'notBreaching',
      ],
      [
        'cpu-critical',
        'critical',
        'Maximum CPUUtilization by cluster',
        90,
        'notBreaching',
      ],
      [
        'connections-warning',
        'warning',
        'Maximum DatabaseConnections by cluster',
        2352,
        'notBreaching',
      ],
      [
        'connections-high',
        'warning',
        'Maximum DatabaseConnections by cluster',
        2688,
        'notBreaching',
      ],
      [
        'connections-critical',
        'critical',
        'Maximum DatabaseConnections by cluster',
        3024,
        'notBreaching',
      ],
      [
        'read-latency',
        'warning',
        'Average ReadLatency by writer',
        1,
        'notBreaching',
      ],
      [
        'write-latency',
        'warning',
        'Average WriteLatency by writer',
        1,
        'notBreaching',
      ],
      [
        'unreachable',
        'critical',
        'Minimum EngineUptime by writer',
        0,
        'breaching',
      ],
    ]);
  });

  it('round connection thresholds down', () => {
    const thresholds = alarmDefinitions({ minCapacity: 0.5, maxCapacity: 1 })
      .filter(alarm => alarm.metricName === 'DatabaseConnections')
      .map(alarm => alarm.threshold);
    expect(thresholds).toEqual([132, 151, 170]);
  });

  it('measure connections against the given limit', () => {
    const thresholds = alarmDefinitions(
      { minCapacity: 0.5, maxCapacity: 2 },
      189,
    )
      .filter(alarm => alarm.metricName === 'DatabaseConnections')
      .map(alarm => alarm.threshold);
    expect(thresholds).toEqual([132, 151, 170]);
  });

  it('have no unreachable alarm for a database that may pause', () => {
    const ids = alarmDefinitions({ minCapacity: 0, maxCapacity: 4 }).map(
      alarm => alarm.id,
    );
    expect(ids).not.toContain('unreachable');
  });
});
