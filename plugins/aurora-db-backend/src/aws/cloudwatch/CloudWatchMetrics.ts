import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  type MetricDataQuery,
  type MetricDataResult,
  paginateGetMetricData,
} from '@aws-sdk/client-cloudwatch';
import type { EnvironmentConfig } from '../../ports/EnvironmentConfig';
import { AwsUnavailableError } from '../../ports/errors/AwsUnavailableError';
import type {
  MetricQuery,
  MetricReader,
  MetricWindow,
} from '../../ports/MetricReader';
import type { AwsClients } from '../AwsClients';

/** Limits of one GetMetricData request. Source: CloudWatch API reference, GetMetricData. */
const maxQueries = 500;
const maxDatapoints = 100_800;

/** Reads datapoints with CloudWatch's GetMetricData. */
export class CloudWatchMetrics implements MetricReader {
  readonly #clients: AwsClients;

  constructor(clients: AwsClients) {
    this.#clients = clients;
  }

  queriesPerRequest(window: MetricWindow): number {
    return Math.max(
      1,
      Math.min(maxQueries, Math.floor(maxDatapoints / window.slots)),
    );
  }

  async read(
    environment: EnvironmentConfig,
    queries: readonly MetricQuery[],
    window: MetricWindow,
  ): Promise<Float64Array[]> {
    const answers = queries.map(() =>
      new Float64Array(window.slots).fill(Number.NaN),
    );
    await this.#clients.call(
      environment,
      'cloudwatch:GetMetricData',
      async () => {
        const pages = paginateGetMetricData(
          { client: this.#clients.cloudWatch(environment) },
          {
            StartTime: new Date(window.startMs),
            EndTime: new Date(window.startMs + window.slots * window.periodMs),
            ScanBy: 'TimestampDescending',
            MaxDatapoints: maxDatapoints,
            MetricDataQueries: queries.map((query, index) =>
              toMetricDataQuery(query, index, window),
            ),
          },
        );
        for await (const page of pages) {
          for (const result of page.MetricDataResults ?? []) {
            refuseFailure(environment, result);
            fill(answers[Number(result.Id?.slice(1))], result, window);
          }
        }
      },
    );
    return answers;
  }
}

function toMetricDataQuery(
  query: MetricQuery,
  index: number,
  window: MetricWindow,
): MetricDataQuery {
  return {
    Id: `m${index}`,
    ReturnData: true,
    MetricStat: {
      Metric: {
        Namespace: 'AWS/RDS',
        MetricName: query.metricName,
        Dimensions: [
          { Name: 'DBClusterIdentifier', Value: query.clusterIdentifier },
          ...(query.dimensions === 'writer'
            ? [{ Name: 'Role', Value: 'WRITER' }]
            : []),
        ],
      },
      Period: window.periodMs / 1000,
      Stat: query.statistic,
    },
  };
}

/**
 * Throws if one result of a successful response failed. Without this check, the failure would look
 * like a gap.
 */
function refuseFailure(
  environment: EnvironmentConfig,
  { StatusCode, Messages }: MetricDataResult,
): void {
  if (StatusCode !== 'Forbidden' && StatusCode !== 'InternalError') {
    return;
  }
  const { accountId, name, region } = environment;
  throw new AwsUnavailableError(
    createMessage('error.awsMetric', {
      action: 'cloudwatch:GetMetricData',
      accountId,
      environment: name,
      region,
      answer: [StatusCode, ...(Messages ?? []).map(({ Value }) => Value)].join(
        ' ',
      ),
    }),
    StatusCode === 'Forbidden' ? 'access-denied' : 'failing',
    accountId,
  );
}

function fill(
  slots: Float64Array | undefined,
  { Timestamps = [], Values = [] }: MetricDataResult,
  { startMs, periodMs }: MetricWindow,
): void {
  Timestamps.forEach((at, index) => {
    const slot = Math.floor((at.getTime() - startMs) / periodMs);
    const value = Values[index];
    if (slots && value !== undefined && slot >= 0 && slot < slots.length) {
      slots[slot] = value;
    }
  });
}
