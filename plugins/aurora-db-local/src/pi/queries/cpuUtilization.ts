import { z } from 'zod';
import type { RequestContext, ServiceCaller } from '../../service/AwsService';
import { minuteMs } from '../sampling/InstanceLoad';
import type { PeriodValues } from './LoadSums';
import type { Range } from './Range';

/** CloudWatch's statistics, by those of Performance Insights. */
export const cpuStatistics = {
  avg: 'Average',
  min: 'Minimum',
  max: 'Maximum',
  sum: 'Sum',
} as const;

export type CpuStatistic = (typeof cpuStatistics)[keyof typeof cpuStatistics];

const answerSchema = z.object({
  MetricDataResults: z.array(
    z.object({ Timestamps: z.array(z.date()), Values: z.array(z.number()) }),
  ),
});

/** CloudWatch's CPUUtilization of an instance, which has no values of seconds. */
export async function readCpuUtilization(
  services: ServiceCaller,
  context: RequestContext,
  instanceIdentifier: string,
  range: Range,
  statistic: CpuStatistic,
): Promise<PeriodValues> {
  if (range.periodMs < minuteMs) {
    return new Map();
  }
  const answer = await services.call(
    'monitoring',
    'GetMetricData',
    {
      StartTime: new Date(range.start),
      EndTime: new Date(range.end),
      MetricDataQueries: [
        {
          Id: 'cpu',
          MetricStat: {
            Metric: {
              Namespace: 'AWS/RDS',
              MetricName: 'CPUUtilization',
              Dimensions: [
                { Name: 'DBInstanceIdentifier', Value: instanceIdentifier },
              ],
            },
            Period: range.periodMs / 1000,
            Stat: statistic,
          },
        },
      ],
    },
    context,
  );
  const [result] = answerSchema.parse(answer).MetricDataResults;
  return new Map(
    (result?.Timestamps ?? []).map((at, index) => [
      range.periodOf(at.getTime()),
      result?.Values[index] ?? 0,
    ]),
  );
}
