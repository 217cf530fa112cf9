import {
  databaseNameSchema,
  type Cluster,
  type RestorePlanRequest,
  type RestoreSource,
  type Snapshot,
} from '@aurora-db/backstage-plugin-aurora-db-common';

/** What somebody has chosen in the restore dialog so far. */
export interface RestoreChoice {
  kind: 'snapshot' | 'time' | 'latest';
  snapshotId?: string;
  /** Epoch milliseconds; the end of the window where nothing else was chosen. */
  time?: number;
  /** Form name of the new database; empty is the backend's proposal. */
  name: string;
}

/** The times to which a database can be restored, epoch milliseconds on full seconds. */
export interface RestorableWindow {
  earliest: number;
  latest: number;
}

/** The window of a cluster; nothing where it has none (yet). */
export function restorableWindow(
  cluster: Cluster | undefined,
): RestorableWindow | undefined {
  const { earliestRestorableTime, latestRestorableTime } =
    cluster?.backup ?? {};
  if (!earliestRestorableTime || !latestRestorableTime) {
    return undefined;
  }
  // Inwards, so that both ends can be restored.
  const earliest = Math.ceil(Date.parse(earliestRestorableTime) / 1_000);
  const latest = Math.floor(Date.parse(latestRestorableTime) / 1_000);
  return earliest <= latest
    ? { earliest: earliest * 1_000, latest: latest * 1_000 }
    : undefined;
}

/** Whether a time lies in a window. */
export function isRestorable(time: number, window: RestorableWindow): boolean {
  return time >= window.earliest && time <= window.latest;
}

/** Whether a name may be a database's; an empty one is left to the backend. */
export function isPossibleName(name: string): boolean {
  return name === '' || databaseNameSchema.safeParse(name).success;
}

function sourceOf(
  choice: RestoreChoice,
  window: RestorableWindow | undefined,
  restorable: readonly Snapshot[],
): RestoreSource | undefined {
  const { kind, snapshotId } = choice;
  if (kind === 'snapshot') {
    return snapshotId && restorable.some(({ id }) => id === snapshotId)
      ? { snapshotId }
      : undefined;
  }
  if (!window) {
    return undefined;
  }
  if (kind === 'latest') {
    return { latest: true };
  }
  const time = choice.time ?? window.latest;
  return isRestorable(time, window)
    ? { time: new Date(time).toISOString() }
    : undefined;
}

/** The request that a choice makes; nothing while it isn't complete or not possible. */
export function toPlanRequest(
  choice: RestoreChoice,
  window: RestorableWindow | undefined,
  restorable: readonly Snapshot[],
): RestorePlanRequest | undefined {
  const from = sourceOf(choice, window, restorable);
  if (!from || !isPossibleName(choice.name)) {
    return undefined;
  }
  return choice.name ? { from, name: choice.name } : { from };
}
