import { z } from 'zod';
import { numberInput } from '../../service/inputs';
import {
  AwsError,
  type InstanceProbe,
  type Scope,
  type ServiceCaller,
} from '../../service/AwsService';
import {
  type FilterPattern,
  parseFilterPattern,
} from '../../logs/parseFilterPattern';
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

/** Whether a pattern looks for a severity, in any line. */
function countsErrors(filterPattern: string): boolean {
  let pattern: FilterPattern;
  try {
    pattern = parseFilterPattern(filterPattern);
  } catch {
    // An earlier version accepted any pattern.
    return false;
  }
  if (pattern.kind !== 'terms') {
    return false;
  }
  const { terms } = pattern;
  // Several terms without a question mark must all be in a line, whose text is not known here.
  return (
    (terms.length === 1 || terms.every(({ prefix }) => prefix === '?')) &&
    terms.some(
      ({ prefix, text }) =>
        prefix !== '-' && /\b(ERROR|FATAL|PANIC)\b/.test(text),
    )
  );
}

/**
 * Publishes the counts of metric filters on a cluster's PostgreSQL log. Only the server's number of
 * ERROR, FATAL and PANIC lines is known here. Other filters publish nothing.
 */
export class LogMetricFilters {
  readonly #services: ServiceCaller;
  readonly #store: MetricStore;
  readonly #clock: Clock;
  readonly #log: (message: string) => void;
  readonly #cached = new Map<
    string,
    { until: number; filters: MetricFilter[] }
  >();
  #reported = '';

  constructor(options: {
    services: ServiceCaller;
    store: MetricStore;
    clock: Clock;
    log: (message: string) => void;
  }) {
    this.#services = options.services;
    this.#store = options.store;
    this.#clock = options.clock;
    this.#log = options.log;
  }

  /**
   * Counts `lines` new error lines of an instance at `timestamp`. 0 publishes the filters' default
   * value, if any.
   */
  async count(
    probe: InstanceProbe,
    lines: number,
    timestamp: number,
  ): Promise<void> {
    const { accountId, region } = probe;
    for (const { filterPattern, metricTransformations } of await this.#filters(
      probe,
      probe.clusterIdentifier,
    )) {
      for (const {
        metricNamespace,
        metricName,
        metricValue,
        defaultValue,
        unit,
      } of metricTransformations) {
        // Other values name a field of the line ('$bytes'), which a count does not have.
        const perLine = Number(metricValue);
        if (countsErrors(filterPattern) && Number.isFinite(perLine)) {
          const source = {
            accountId,
            region,
            namespace: metricNamespace,
            metricName,
            unit,
            views: [[]],
          };
          if (lines > 0) {
            this.#store.record(
              source,
              timestamp,
              statisticSetOf(perLine, lines),
            );
          } else if (defaultValue !== undefined) {
            this.#store.record(source, timestamp, statisticSetOf(defaultValue));
          }
        }
      }
    }
  }

  /** Clears the cached filters. */
  clear(): void {
    this.#cached.clear();
  }

  async #filters(
    scope: Scope,
    clusterIdentifier: string,
  ): Promise<MetricFilter[]> {
    const { accountId, region } = scope;
    const logGroupName = `/aws/rds/cluster/${clusterIdentifier}/postgresql`;
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
