import type { AlarmCondition } from '@aurora-db/backstage-plugin-aurora-db-common';
import { mockApis } from '@backstage/frontend-test-utils';
import { pagesTranslationRef } from '../databases/pagesTranslationRef';
import { describeCondition } from './describeCondition';

function describeIn(condition: AlarmCondition, language: string) {
  const translation = mockApis
    .translation()
    .getTranslation(pagesTranslationRef);
  if (!translation.ready) {
    throw new Error('The English texts are not loaded');
  }
  return describeCondition(condition, translation.t, language);
}

describe('describeCondition', () => {
  it.each<[AlarmCondition, string]>([
    [
      {
        metricName: 'CPUUtilization',
        statistic: 'Average',
        comparison: 'GreaterThanThreshold',
        threshold: 75,
        periodSeconds: 300,
        instance: 'orders-1',
      },
      'CPUUtilization (Average) > 75% for 5 min, instance orders-1',
    ],
    [
      {
        metricName: 'CPUUtilization',
        comparison: 'GreaterThanThreshold',
        threshold: 0.001,
      },
      'CPUUtilization > 0.001%',
    ],
    [
      {
        metricName: 'ReadLatency',
        comparison: 'GreaterThanThreshold',
        threshold: 0.000_001_5,
      },
      'ReadLatency > 0.0015 ms',
    ],
    [
      {
        metricName: 'DatabaseConnections',
        comparison: 'GreaterThanThreshold',
        threshold: 1_234,
      },
      'DatabaseConnections > 1,234',
    ],
    [
      {
        metricName: 'Deadlocks',
        comparison: 'GreaterThanThreshold',
        threshold: 0.000_4,
      },
      'Deadlocks > 0.0004',
    ],
    [
      {
        metricName: 'FreeableMemory',
        comparison: 'LessThanOrEqualToThreshold',
        threshold: 268_435_456,
        periodSeconds: 3_600,
      },
      'FreeableMemory ≤ 256 MiB for 1 hr',
    ],
    [
      {
        metricName: 'WriteLatency',
        statistic: 'p99',
        comparison: 'GreaterThanOrEqualToThreshold',
        threshold: 0.025,
        periodSeconds: 10,
      },
      'WriteLatency (p99) ≥ 25 ms for 10 sec',
    ],
    [
      {
        metricName: 'AuroraReplicaLag',
        comparison: 'GreaterThanThreshold',
        threshold: 2000,
      },
      'AuroraReplicaLag > 2,000 ms',
    ],
    [
      {
        metricName: 'BufferCacheHitRatio',
        comparison: 'LessThanThreshold',
        threshold: 99.5,
      },
      'BufferCacheHitRatio < 99.5%',
    ],
    [
      {
        metricName: 'Deadlocks',
        comparison: 'GreaterThanThreshold',
        threshold: 0,
      },
      'Deadlocks > 0',
    ],
    [
      {
        metricName: 'DatabaseConnections',
        comparison: 'LessThanLowerOrGreaterThanUpperThreshold',
      },
      'DatabaseConnections outside the expected band',
    ],
    [
      { comparison: 'GreaterThanThreshold', threshold: 1 },
      'Metric expression > 1',
    ],
    [
      { metricName: 'DBLoad', comparison: 'FromTheFuture', threshold: 4 },
      'DBLoad FromTheFuture 4',
    ],
  ])('says the condition of an alarm in words: %j', (condition, words) => {
    expect(describeIn(condition, 'en-US')).toBe(words);
  });
});
