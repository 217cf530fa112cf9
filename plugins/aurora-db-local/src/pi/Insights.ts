import type {
  RequestContext,
  Scope,
  ServiceCaller,
} from '../service/AwsService';
import type {
  InsightsInstance,
  InsightsInstances,
} from '../service/InsightsInstance';
import type { Clock } from '../cloudwatch/Clock';
import type { LoadRecord } from './LoadRecord';
import { notAuthorized } from './piErrors';
import {
  type CpuStatistic,
  readCpuUtilization,
} from './queries/cpuUtilization';
import type { PeriodValues } from './queries/LoadSums';
import { Range } from './queries/Range';
import type { ActivitySampler } from './sampling/ActivitySampler';

/** Adds records up by period. */
interface Sums {
  add(record: LoadRecord, period: number): void;
}

/** Finds instances with Performance Insights, and reads their load. */
export class Insights {
  constructor(
    private readonly options: {
      instances: InsightsInstances;
      sampler: ActivitySampler;
      clock: Clock;
      services: ServiceCaller;
    },
  ) {}

  instance(
    { accountId, region }: Scope,
    identifier: string,
  ): InsightsInstance & { retentionDays: number } {
    const instance = this.options.instances
      .insightsInstances()
      .find(
        one =>
          one.resourceId === identifier &&
          one.accountId === accountId &&
          one.region === region,
      );
    if (instance?.retentionDays === undefined) {
      throw notAuthorized(identifier);
    }
    return { ...instance, retentionDays: instance.retentionDays };
  }

  rangeOf(
    { retentionDays }: { retentionDays: number },
    input: { StartTime: Date; EndTime: Date; PeriodInSeconds?: number },
  ): Range {
    return new Range(input, { now: this.options.clock(), retentionDays });
  }

  /** Reads the load once for all sums. */
  async sum(
    instance: InsightsInstance,
    range: Range,
    sums: readonly Sums[],
  ): Promise<void> {
    const load = this.options.sampler.loadOf(instance);
    const records =
      range.periodMs < 60_000
        ? load.seconds.between(range.start, range.end)
        : load.minutes(range.start, range.end);
    for await (const record of records) {
      const period = range.periodOf(record.at);
      for (const one of sums) {
        one.add(record, period);
      }
    }
  }

  cpuUtilization(
    context: RequestContext,
    { instanceIdentifier }: InsightsInstance,
    range: Range,
    statistic: CpuStatistic,
  ): Promise<PeriodValues> {
    return readCpuUtilization(
      this.options.services,
      context,
      instanceIdentifier,
      range,
      statistic,
    );
  }

  /** The text of a statement as a client sent it; undefined if none has this id. */
  async findText(
    instance: InsightsInstance & { retentionDays: number },
    id: string,
  ): Promise<string | undefined> {
    const now = this.options.clock();
    const load = this.options.sampler.loadOf(instance);
    const oldest = now - instance.retentionDays * 86_400_000;
    // Most callers ask for a statement of the last hours, which is in memory.
    for (const start of [now - 3_600_000, oldest]) {
      for await (const record of load.minutes(start, now + 60_000)) {
        const found = record.load.find(({ key }) => key.sql?.id === id);
        if (found?.key.sql) {
          return found.key.sql.text;
        }
      }
    }
    return undefined;
  }
}
