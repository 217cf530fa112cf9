import { invalidArgument } from '../piErrors';
import { dayMs } from '../archive/LoadArchive';

/** Performance Insights' periods, in seconds. */
const periods = [1, 60, 300, 3_600, 86_400];
/** The number of periods that the default period aims at. */
const mostPeriodsByDefault = 200;

/** The time of a request, aligned to its period. Times are in epoch milliseconds. */
export class Range {
  readonly periodMs: number;
  readonly start: number;
  /** Exclusive. */
  readonly end: number;

  constructor(
    input: { StartTime: Date; EndTime: Date; PeriodInSeconds?: number },
    { now, retentionDays }: { now: number; retentionDays: number },
  ) {
    const start = input.StartTime.getTime();
    const end = input.EndTime.getTime();
    if (start >= end) {
      throw invalidArgument(
        `StartTime ${input.StartTime.toISOString()} must be before EndTime ${input.EndTime.toISOString()}.`,
      );
    }
    if (start < now - retentionDays * dayMs) {
      throw invalidArgument(
        `StartTime ${input.StartTime.toISOString()} is earlier than the retention of ${retentionDays} days.`,
      );
    }
    const { PeriodInSeconds: seconds } = input;
    if (seconds !== undefined && !periods.includes(seconds)) {
      throw invalidArgument(
        `PeriodInSeconds ${seconds} is not valid: choose one of ${periods.join(', ')}.`,
      );
    }
    const chosen =
      seconds ??
      periods.find(
        one => (end - start) / (one * 1000) <= mostPeriodsByDefault,
      ) ??
      86_400;
    this.periodMs = chosen * 1000;
    this.start = Math.floor(start / this.periodMs) * this.periodMs;
    this.end = Math.ceil(end / this.periodMs) * this.periodMs;
  }

  /** The number of the period. */
  periodOf(at: number): number {
    return Math.floor((at - this.start) / this.periodMs);
  }

  /** The start of a period. */
  startOf(period: number): number {
    return this.start + period * this.periodMs;
  }
}
