import { clusterSummarySchema } from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  type MetricDataQuery,
} from '@aws-sdk/client-cloudwatch';
import {
  DescribeDBClustersCommand,
  DescribeDBClusterSnapshotsCommand,
} from '@aws-sdk/client-rds';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { z } from 'zod';
import {
  awsError,
  cloudFormation,
  cloudWatch,
  provideAws,
  rds,
  startPlugin,
  stopPlugins,
  url,
} from '../testing/servers/startPlugin';

/** CloudWatch answers with sixty datapoints of each requested metric, up to now. */
function answerMetrics(valueOf: (metricName: string) => number) {
  cloudWatch
    .on(GetMetricDataCommand)
    .callsFake(({ MetricDataQueries = [], EndTime }) => ({
      MetricDataResults: MetricDataQueries.map(
        ({ Id, MetricStat }: MetricDataQuery) => ({
          Id,
          Timestamps: Array.from(
            { length: 60 },
            (_, index) => new Date(EndTime.getTime() - (index + 1) * 60_000),
          ),
          Values: Array.from({ length: 60 }, () =>
            valueOf(MetricStat?.Metric?.MetricName ?? ''),
          ),
        }),
      ),
    }));
}

/** The database can pause: its minimum is 0 ACU. */
function pauseAtRest() {
  rds.on(DescribeDBClustersCommand).resolves({
    DBClusters: [
      {
        Engine: 'aurora-postgresql',
        DBClusterIdentifier: 'goal-mandala-prd-aurora-cluster',
        Status: 'available',
        ServerlessV2ScalingConfiguration: { MinCapacity: 0, MaxCapacity: 16 },
        DBClusterMembers: [
          { DBInstanceIdentifier: 'writer', IsClusterWriter: true },
        ],
      },
    ],
  });
}

describe('the list of databases', () => {
  beforeEach(provideAws);
  afterEach(stopPlugins);

  it('lists the databases that the caller can see', async () => {
    const api = await startPlugin();
    const { body } = await api.get(`${url}/clusters`).expect(200);
    const summaries = z
      .object({ items: z.array(clusterSummarySchema.strict()) })
      .parse(body);
    expect(summaries.items).toEqual([
      {
        entityRef: 'resource:default/goal-mandala-prd',
        origin: 'portal',
        environment: 'prod',
        accountId: '444444444444',
        region: 'ap-northeast-1',
        status: 'available',
        engineVersion: '15.17',
        capacity: { min: 1, max: 16, current: 0.0012 },
        severity: 'ok',
        owner: 'group:default/payments',
        lastSnapshotAt: '2026-11-23T05:00:00.000Z',
        latestRestorableTime: '2026-11-23T05:31:00.000Z',
      },
    ]);
    expect(body).not.toHaveProperty('unavailable');
  });

  it('judges the databases by datapoints before an alarm changes its state', async () => {
    answerMetrics(metricName => (metricName === 'CPUUtilization' ? 95 : 1));
    const api = await startPlugin();
    const { body } = await api.get(`${url}/clusters`).expect(200);
    expect(body.items).toMatchObject([{ severity: 'critical' }]);
    expect(cloudWatch.commandCalls(GetMetricDataCommand)).toHaveLength(1);
  });

  it.each<[string, () => void, object]>([
    [
      'is unknown if CloudWatch refuses its metrics and no alarm is on',
      () => cloudWatch.on(GetMetricDataCommand).rejects(awsError('Throttling')),
      { severity: 'unknown' },
    ],
    [
      'has the severity of an alarm that is on if CloudWatch refuses its metrics',
      () => {
        cloudWatch
          .on(GetMetricDataCommand)
          .rejects(awsError('Throttling'))
          .on(DescribeAlarmsCommand, { StateValue: 'ALARM' })
          .resolves({
            MetricAlarms: [{ AlarmName: 'goal-mandala-prd-cpu-warning' }],
          });
      },
      { severity: 'warning' },
    ],
    [
      "has the severity of its datapoints if alarms can't be read",
      () => {
        answerMetrics(() => 1);
        cloudWatch
          .on(DescribeAlarmsCommand)
          .rejects(awsError('AccessDenied', 'not authorized'));
      },
      { severity: 'ok', capacity: { current: 1 } },
    ],
    [
      "has a severity if snapshots can't be read",
      () => {
        answerMetrics(() => 1);
        rds
          .on(DescribeDBClusterSnapshotsCommand)
          .rejects(awsError('AccessDenied', 'not authorized'));
      },
      { severity: 'ok' },
    ],
    [
      'is paused because its capacity is 0 ACU',
      () => {
        answerMetrics(() => 0);
        pauseAtRest();
      },
      { status: 'paused', severity: 'ok' },
    ],
  ])('lists a database that %s', async (_, arrange, summary) => {
    arrange();
    const api = await startPlugin();
    const { body } = await api.get(`${url}/clusters`).expect(200);
    expect(body.items).toMatchObject([summary]);
    expect(body).not.toHaveProperty('unavailable');
  });

  it("omits databases that the caller can't see", async () => {
    const api = await startPlugin({ decide: () => AuthorizeResult.DENY });
    const { body } = await api.get(`${url}/clusters`).expect(200);
    expect(body).toEqual({ items: [] });
  });

  it('lists the other databases if one account cannot be read, and names that account', async () => {
    cloudFormation.failure = (_, accountId) =>
      accountId === '222222222222'
        ? awsError('ExpiredToken', 'The security token is expired')
        : undefined;
    const api = await startPlugin();
    const { body } = await api.get(`${url}/clusters`).expect(200);
    expect(body.items).toHaveLength(1);
    expect(body.unavailable).toEqual([
      {
        environment: 'dev',
        reason: expect.stringContaining('222222222222'),
        messages: [
          expect.objectContaining({
            code: 'error.awsCredentials',
            text: body.unavailable[0].reason,
          }),
        ],
      },
    ]);
  });
});
