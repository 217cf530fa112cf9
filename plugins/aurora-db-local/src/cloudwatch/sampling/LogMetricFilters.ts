import { z } from 'zod';
import { numberInput } from '../../service/inputs';
import {
  AwsError,
  type InstanceProbe,
  type Scope,
  type ServiceCaller,
} from '../../service/AwsService';
import { matcherOf } from '../../logs/events/matcherOf';
import { parseFilterPattern } from '../../logs/parseFilterPattern';
import type { NewLogEvents } from '../../service/LogSink';
import type { Clock } from '../Clock';
import { statisticSetOf } from '../metrics/Datapoint';
import type { MetricStore } from '../metrics/MetricStore';

/** Time for which the filters of a log group are cached. */
const filtersAgeMs = 30_000;

const answerSchema = z.object({
  metricFilters: z.array(
    z.object({
      filterPattern: z.string().default(''),
      metricTransformations: z.array(
        z.object({
          metricName: z.string(),
          metricNamespace: z.string(),
          metricValue: z.string(),
          defaultValue: numberInput.optional(),
          unit: z.string().default('None'),
        }),
      ),
    }),
  ),
});

type MetricFilter = z.infer<typeof answerSchema>['metricFilters'][number];

/** The test of a filter's pattern. An earlier version accepted any pattern. */
function testOf(filterPattern: string): (message: string) => boolean {
  try {
    return matcherOf(parseFilterPattern(filterPattern));
  } catch {
    return () => false;
  }
}

/** Publishes the counts of metric filters on a cluster's PostgreSQL log, if it is exported. */
export class LogMetricFilters {
  readonly #services: ServiceCaller;
  readonly #store: MetricStore;
  readonly #clock: Clock;
  readonly #log: (message: string) => void;
  readonly #events: NewLogEvents;
  /** How far each instance's log was read. */
  readonly #positions = new Map<string, number>();
  readonly #cached = new Map<
    string,
    { until: number; filters: MetricFilter[] }
  >();
  #reported = '';

  constructor(options: {
    services: ServiceCaller;
    events: NewLogEvents;
    store: MetricStore;
    clock: Clock;
    log: (message: string) => void;
  }) {
    this.#services = options.services;
    this.#events = options.events;
    this.#store = options.store;
    this.#clock = options.clock;
    this.#log = options.log;
  }

  /** Matches the filters with what an instance's log got since the last call. */
  async count(probe: InstanceProbe, timestamp: number): Promise<void> {
    const { accountId, region, instanceIdentifier } = probe;
    const logGroupName = groupOf(probe);
    const key = `${accountId}/${region}${logGroupName}/${instanceIdentifier}`;
    const filters = (await this.#filters(probe, logGroupName)).map(filter => ({
      ...filter,
      test: testOf(filter.filterPattern),
      lines: 0,
    }));
    const countMessage = (message: string) => {
      for (const filter of filters) {
        filter.lines += filter.test(message) ? 1 : 0;
      }
    };
    const position = await this.#events.messagesSince(
      probe,
      { logGroupName, logStreamName: `${instanceIdentifier}.0` },
      this.#positions.get(key),
      filters.length > 0 ? countMessage : undefined,
    );
    this.#positions.set(key, position);
    for (const { metricTransformations, lines } of filters) {
      for (const transformation of metricTransformations) {
        this.#publish(probe, transformation, lines, timestamp);
      }
    }
  }

  #publish(
    { accountId, region }: Scope,
    {
      metricNamespace,
      metricName,
      metricValue,
      defaultValue,
      unit,
    }: MetricFilter['metricTransformations'][number],
    lines: number,
    timestamp: number,
  ): void {
    // Other values name a field of the line ('$bytes'), which a log of PostgreSQL does not have.
    const perLine = Number(metricValue);
    if (!Number.isFinite(perLine)) {
      return;
    }
    const source = {
      accountId,
      region,
      namespace: metricNamespace,
      metricName,
      unit,
      views: [[]],
    };
    if (lines > 0) {
      this.#store.record(source, timestamp, statisticSetOf(perLine, lines));
    } else if (defaultValue !== undefined) {
      this.#store.record(source, timestamp, statisticSetOf(defaultValue));
    }
  }

  /** Clears the cached filters. */
  clear(): void {
    this.#cached.clear();
    this.#positions.clear();
  }

  async #filters(scope: Scope, logGroupName: string): Promise<MetricFilter[]> {
    const { accountId, region } = scope;
    const key = `${accountId}/${region}${logGroupName}`;
    const cached = this.#cached.get(key);
    if (cached && cached.until > this.#clock()) {
      return cached.filters;
    }
    const filters = await this.#describe(scope, logGroupName);
    this.#cached.set(key, { until: this.#clock() + filtersAgeMs, filters });
    return filters;
  }

  async #describe(
    { accountId, region }: Scope,
    logGroupName: string,
  ): Promise<MetricFilter[]> {
    const principalArn = `arn:aws:iam::${accountId}:role/aws-service-role/logs.amazonaws.com/AWSServiceRoleForLogs`;
    const context = {
      accountId,
      region,
      principalArn,
      requestId: 'cloudwatch-metric-filters',
    };
    let answer: Record<string, unknown>;
    try {
      answer = await this.#services.call(
        'logs',
        'DescribeMetricFilters',
        { logGroupName },
        context,
      );
    } catch (error) {
      // There are no filters if the cluster's log group or the service does not exist.
      if (!(error instanceof AwsError)) {
        throw error;
      }
      if (error.code !== 'ResourceNotFoundException') {
        this.#report(logGroupName, error.message);
      }
      return [];
    }
    const parsed = answerSchema.safeParse(answer);
    if (!parsed.success) {
      this.#report(logGroupName, z.prettifyError(parsed.error));
    }
    return parsed.data?.metricFilters ?? [];
  }

  /** Logs once why filters cannot be used. */
  #report(logGroupName: string, problem: string): void {
    if (problem !== this.#reported) {
      this.#reported = problem;
      this.#log(
        `CloudWatch: the metric filters of ${logGroupName} cannot be used: ${problem}`,
      );
    }
  }
}

function groupOf({ clusterIdentifier }: InstanceProbe): string {
  return `/aws/rds/cluster/${clusterIdentifier}/postgresql`;
}
