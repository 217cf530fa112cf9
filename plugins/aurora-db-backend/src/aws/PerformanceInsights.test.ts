import {
  DescribeDimensionKeysCommand,
  GetDimensionKeyDetailsCommand,
  GetResourceMetricsCommand,
  InvalidArgumentException,
  NotAuthorizedException,
  PIClient,
} from '@aws-sdk/client-pi';
import { ConfigReader } from '@backstage/config';
import { mockClient } from 'aws-sdk-client-mock';
import { AwsUnavailableError } from '../ports/errors/AwsUnavailableError';
import { InsightsOffError } from '../ports/errors/InsightsOffError';
import type { LoadWindow } from '../ports/LoadReader';
import { MetricsRefusedError } from '../ports/errors/MetricsRefusedError';
import { testEnvironment } from '../testing/databases/testEnvironment';
import { AwsClients } from './AwsClients';
import { PerformanceInsights } from './PerformanceInsights';

const pi = mockClient(PIClient);
const prod = testEnvironment('prod');
const startMs = Date.parse('2026-11-23T04:31:00Z');
const window: LoadWindow = {
  startMs,
  endMs: startMs + 90_000,
  periodMs: 60_000,
};
const at = (slot: number) => new Date(startMs + slot * 60_000);
const loadMetric = 'db.load.avg';
const refused = (Message: string) =>
  new InvalidArgumentException({ $metadata: {}, Message, message: Message });

describe('reading Performance Insights', () => {
  let insights: PerformanceInsights;

  beforeEach(() => {
    pi.reset();
    insights = new PerformanceInsights(
      AwsClients.fromConfig(new ConfigReader({})),
    );
  });

  it('asks for waits, counters and statements in one request', async () => {
    pi.on(GetResourceMetricsCommand).resolves({ MetricList: [] });
    await insights.readLoad(prod, 'db-A', window);
    expect(pi.calls()).toHaveLength(1);
    expect(pi.call(0).args[0].input).toEqual({
      ServiceType: 'RDS',
      Identifier: 'db-A',
      StartTime: at(0),
      EndTime: at(1.5),
      PeriodInSeconds: 60,
      PeriodAlignment: 'START_TIME',
      MetricQueries: [
        { Metric: loadMetric, GroupBy: { Group: 'db.wait_event', Limit: 25 } },
        { Metric: 'os.general.numVCPUs.avg' },
        { Metric: 'db.state.idle_count.avg' },
        { Metric: 'db.state.idle_in_transaction_count.avg' },
        { Metric: 'db.state.idle_in_transaction_max_time.avg' },
        {
          Metric: loadMetric,
          GroupBy: { Group: 'db.sql_tokenized', Limit: 25 },
        },
        { Metric: loadMetric, GroupBy: { Group: 'db.sql', Limit: 25 } },
      ],
    });
  });

  it('reads the series by their starts; what has no value is a gap', async () => {
    pi.on(GetResourceMetricsCommand).resolves({
      NextToken: 'a page that is not read',
      MetricList: [
        {
          Key: { Metric: loadMetric },
          DataPoints: [
            { Timestamp: at(0), Value: 3 },
            { Timestamp: at(1), Value: NaN },
          ],
        },
        {
          Key: {
            Metric: loadMetric,
            Dimensions: {
              'db.wait_event.name': 'Lock:tuple',
              'db.wait_event.type': 'Lock',
            },
          },
          DataPoints: [{ Timestamp: at(1), Value: 2 }],
        },
        {
          Key: { Metric: 'os.general.numVCPUs.avg' },
          DataPoints: [{ Timestamp: at(0), Value: 4 }],
        },
        {
          Key: {
            Metric: loadMetric,
            Dimensions: {
              'db.sql_tokenized.id': 'T',
              'db.sql_tokenized.db_id': '-123',
              'db.sql_tokenized.statement': 'SELECT ?',
            },
          },
          DataPoints: [{ Timestamp: at(0), Value: 1 }],
        },
        ...['SELECT 1', `SELECT '${'あ'.repeat(163)}`].map(text => ({
          Key: {
            Metric: loadMetric,
            Dimensions: {
              'db.sql.id': text.length > 9 ? 'W' : 'V',
              'db.sql.tokenized_id': 'T',
              'db.sql.statement': text,
            },
          },
          DataPoints: [{ Timestamp: at(0), Value: 1 }],
        })),
      ],
    });
    expect(await insights.readLoad(prod, 'db-A', window)).toEqual({
      times: [startMs, startMs + 60_000],
      total: [3, null],
      waits: [{ name: 'Lock:tuple', type: 'Lock', sessions: [null, 2] }],
      statements: [{ id: 'T', text: 'SELECT ?', sessions: [1, null] }],
      valued: [
        {
          id: 'V',
          statementId: 'T',
          text: 'SELECT 1',
          isCut: false,
          sessions: 1,
        },
        expect.objectContaining({ id: 'W', isCut: true }),
      ],
      counters: { vcpus: [4, null] },
    });
  });

  it('reads the waits of each statement in the order of the partition keys', async () => {
    pi.on(DescribeDimensionKeysCommand).resolves({
      PartitionKeys: ['CPU', 'IO'].map(type => ({
        Dimensions: { 'db.wait_event.name': type, 'db.wait_event.type': type },
      })),
      Keys: [
        {
          Dimensions: {
            'db.sql_tokenized.id': 'T',
            'db.sql_tokenized.statement': 'SELECT ?',
          },
          Total: 2,
          Partitions: [0, 2],
          AdditionalMetrics: {
            'db.sql_tokenized.stats.calls_per_sec.avg': 7,
            'db.sql_tokenized.stats.avg_latency_per_call.avg': NaN,
          },
        },
      ],
    });
    expect(await insights.readStatements(prod, 'db-A', window)).toEqual([
      {
        id: 'T',
        text: 'SELECT ?',
        sessions: 2,
        waits: [{ name: 'IO', type: 'IO', sessions: 2 }],
        callsPerSecond: 7,
      },
    ]);
    expect(pi.call(0).args[0].input).toMatchObject({
      GroupBy: { Group: 'db.sql_tokenized', Limit: 25 },
      PartitionBy: { Group: 'db.wait_event', Limit: 25 },
      AdditionalMetrics: [
        'db.sql_tokenized.stats.calls_per_sec.avg',
        'db.sql_tokenized.stats.avg_latency_per_call.avg',
        'db.sql_tokenized.stats.rows_per_call.avg',
      ],
    });
  });

  it('reads the statements behind a tokenized one, and a whole text', async () => {
    pi.on(DescribeDimensionKeysCommand).resolves({
      Keys: [
        {
          Dimensions: { 'db.sql.id': 'V', 'db.sql.statement': 'SELECT 1' },
          Total: 1,
        },
      ],
    });
    const details = [
      {
        Dimension: 'db.sql.statement',
        Status: 'AVAILABLE' as const,
        Value: 'all',
      },
    ];
    pi.on(GetDimensionKeyDetailsCommand)
      .resolvesOnce({ Dimensions: details })
      .resolves({ Dimensions: [{ ...details[0], Status: 'PROCESSING' }] });
    expect(
      await insights.readValuedStatements(prod, 'db-A', 'T', window),
    ).toEqual([
      {
        id: 'V',
        statementId: 'T',
        text: 'SELECT 1',
        isCut: false,
        sessions: 1,
      },
    ]);
    expect(pi.call(0).args[0].input).toMatchObject({
      GroupBy: { Group: 'db.sql' },
      Filter: { 'db.sql_tokenized.id': 'T' },
    });
    expect(await insights.readWholeText(prod, 'db-A', 'V')).toBe('all');
    expect(await insights.readWholeText(prod, 'db-A', 'V')).toBeUndefined();
  });

  it('leaves out the metric that AWS refused, and all if it names none', async () => {
    pi.on(GetResourceMetricsCommand)
      .rejectsOnce(refused('db.state.idle_count is not a valid metric'))
      .rejectsOnce(refused('The specified statistic is not a known statistic'))
      .resolves({ MetricList: [] });
    const read = () => insights.readLoad(prod, 'db-A', window);
    await expect(read()).rejects.toThrow(MetricsRefusedError);
    await expect(read()).rejects.toThrow(/os\.general\.numVCPUs\.avg, /);
    await read();
    const metricsOf = (call: number) =>
      Object(pi.call(call).args[0].input).MetricQueries.map(
        ({ Metric }: { Metric: string }) => Metric,
      );
    expect(metricsOf(1)).not.toContain('db.state.idle_count.avg');
    expect(metricsOf(1)).toContain('os.general.numVCPUs.avg');
    expect(metricsOf(2)).toEqual([loadMetric, loadMetric, loadMetric]);
    await insights.readLoad(prod, 'db-B', window);
    expect(metricsOf(3)).toHaveLength(7);
  });

  it('reports a request that is wrong without metrics, too', async () => {
    pi.on(GetResourceMetricsCommand).rejects(refused('StartTime is too old'));
    const read = () => insights.readLoad(prod, 'db-A', window);
    await expect(read()).rejects.toThrow(MetricsRefusedError);
    await expect(read()).rejects.toThrow(/pi:GetResourceMetrics.*too old/);
  });

  it.each([
    [
      'is off',
      'The resource db-A for service type RDS is not authorized for this account',
      InsightsOffError,
      /off for db-A/,
    ],
    [
      'is not allowed',
      'User: arn:aws:sts::1:assumed-role/portal is not authorized to perform: pi:GetResourceMetrics on resource: arn:aws:pi:ap-northeast-1:1:metrics/rds/db-A',
      AwsUnavailableError,
      /account 444444444444 .* lack the permission pi:GetResourceMetrics/,
    ],
  ])('distinguishes by the message that it %s', async (...row) => {
    const [, message, kind, text] = row;
    pi.on(GetResourceMetricsCommand).rejects(
      new NotAuthorizedException({ $metadata: {}, message, Message: message }),
    );
    const error: unknown = await insights
      .readLoad(prod, 'db-A', window)
      .catch(thrown => thrown);
    expect(error).toBeInstanceOf(kind);
    expect(error).toMatchObject({ message: expect.stringMatching(text) });
  });
});
