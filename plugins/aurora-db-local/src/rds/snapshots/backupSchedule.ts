import type { ClusterSnapshotRecord } from './ClusterSnapshotRecord';

const dayMs = 86_400_000;

/** The last beginning of the backup window. */
export function latestWindowStart(window: string, now: Date): Date {
  const [hours = 0, minutes = 0] = (window.split('-')[0] ?? '')
    .split(':')
    .map(Number);
  const today = new Date(now);
  today.setUTCHours(hours, minutes, 0, 0);
  return today > now ? new Date(today.getTime() - dayMs) : today;
}

/**
 * Whether an automated snapshot is due: if there is none, and once after each beginning of the
 * window, even if the endpoint was not running at that time.
 */
export function isBackupDue(
  backups: readonly ClusterSnapshotRecord[],
  window: string,
  now: Date,
): boolean {
  const since = latestWindowStart(window, now);
  return !backups.some(({ createdAt }) => createdAt >= since);
}

/**
 * Backups that no restore within the retention period needs: all before the last one that is older
 * than the period.
 */
export function expiredBackups(
  backups: readonly ClusterSnapshotRecord[],
  retentionDays: number,
  now: Date,
): ClusterSnapshotRecord[] {
  const begins = now.getTime() - retentionDays * dayMs;
  return backups
    .filter(
      ({ base }) => base !== undefined && base.endedAt.getTime() <= begins,
    )
    .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
    .slice(1);
}

/** For example `rds:goal-mandala-prd-2026-11-25-18-00`, RDS's name for it. */
export function automatedSnapshotName(cluster: string, at: Date): string {
  return `rds:${cluster}-${at.toISOString().slice(0, 16).replace(/[T:]/g, '-')}`;
}
