import { RetentionDays } from 'aws-cdk-lib/aws-logs';

/** Retention periods that CloudWatch Logs supports, in days, up to the longest backup retention. */
const periods = [
  RetentionDays.ONE_DAY,
  RetentionDays.THREE_DAYS,
  RetentionDays.FIVE_DAYS,
  RetentionDays.ONE_WEEK,
  RetentionDays.TWO_WEEKS,
  RetentionDays.ONE_MONTH,
  RetentionDays.TWO_MONTHS,
];

/**
 * Returns a log retention of at least the backup retention, so that the log of every restorable
 * state exists.
 *
 * @param backupRetention - days, 1 to 35
 */
export function logRetentionFor(backupRetention: number): RetentionDays {
  return (
    periods.find(days => days >= backupRetention) ?? RetentionDays.TWO_MONTHS
  );
}
