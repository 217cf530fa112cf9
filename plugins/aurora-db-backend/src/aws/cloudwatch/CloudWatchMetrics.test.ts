import {
  CloudWatchClient,
  GetMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import { ConfigReader } from '@backstage/config';
import { mockClient } from 'aws-sdk-client-mock';
import { AwsUnavailableError } from '../../ports/errors/AwsUnavailableError';
import type { MetricQuery, MetricWindow } from '../../ports/MetricReader';
import { testEnvironment } from '../../testing/databases/testEnvironment';
import { AwsClients } from '../AwsClients';
import { CloudWatchMetrics } from './CloudWatchMetrics';

const cloudWatch = mockClient(CloudWatchClient);
const metrics = new CloudWatchMetrics(
  AwsClients.fromConfig(new ConfigReader({})),
);
const prod = testEnvironment('prod');
const startMs = Date.parse('2026-11-23T04:31:00Z');
const window: MetricWindow = { startMs, periodMs: 60_000, slots: 4 };
const at = (slot: number) => new Date(startMs + slot * 60_000);
const queries: MetricQuery[] = [
  {
    clusterIdentifier: 'a',
    metricName: 'CPUUtilization',
    dimensions: 'cluster',
    statistic: 'Maximum',
  },
  {
    clusterIdentifier: 'a',
    metricName: 'ReadLatency',
    dimensions: 'writer',
    statistic: 'Average',
  },
];

describe('reading datapoints', () => {
  beforeEach(() => cloudWatch.reset());

  it("requests the metrics with the alarms' statistics", async () => {
    cloudWatch.on(GetMetricDataCommand).resolves({ MetricDataResults: [] });
    await metrics.read(prod, queries, window);
    expect(cloudWatch.call(0).args[0].input).toMatchObject({
      StartTime: at(0),
      EndTime: at(4),
      MetricDataQueries: [
        {
          Id: 'm0',
          MetricStat: {
            Period: 60,
            Stat: 'Maximum',
            Metric: {
              Namespace: 'AWS/RDS',
              MetricName: 'CPUUtilization',
              Dimensions: [{ Name: 'DBClusterIdentifier', Value: 'a' }],
            },
          },
        },
        {
          Id: 'm1',
          MetricStat: {
            Stat: 'Average',
            Metric: {
              MetricName: 'ReadLatency',
              Dimensions: [
                { Name: 'DBClusterIdentifier', Value: 'a' },
                { Name: 'Role', Value: 'WRITER' },
              ],
            },
          },
        },
      ],
    });
  });

  it('puts the values of all pages into their slots, in any order', async () => {
    cloudWatch
      .on(GetMetricDataCommand)
      .resolvesOnce({
        NextToken: 'more',
        MetricDataResults: [
          {
            Id: 'm1',
            StatusCode: 'PartialData',
            Timestamps: [at(3), at(1)],
            Values: [3, 1],
          },
        ],
      })
      .resolves({
        MetricDataResults: [
          { Id: 'm1', Timestamps: [at(0)], Values: [0] },
          { Id: 'm0', Timestamps: [at(2), at(9)], Values: [22, 99] },
        ],
      });
    const [cpu, latency] = await metrics.read(prod, queries, window);
    expect([...(cpu ?? [])]).toEqual([NaN, NaN, 22, NaN]);
    expect([...(latency ?? [])]).toEqual([0, 1, NaN, 3]);
  });

  it.each([
    ['Forbidden', 'access-denied'],
    ['InternalError', 'failing'],
  ] as const)(
    'treats a metric with status %s as a failure, not as a gap',
    async (StatusCode, reason) => {
      cloudWatch
        .on(GetMetricDataCommand)
        .resolves({ MetricDataResults: [{ Id: 'm0', StatusCode }] });
      const error = await metrics
        .read(prod, queries, window)
        .catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(AwsUnavailableError);
      expect(error).toMatchObject({ reason });
    },
  );

  it.each([
    [60, 500],
    [180, 500],
    [201, 500],
    [288, 350],
  ])('puts %d slots of %d queries into a request', (slots, expected) => {
    expect(metrics.queriesPerRequest({ ...window, slots })).toBe(expected);
  });
});
