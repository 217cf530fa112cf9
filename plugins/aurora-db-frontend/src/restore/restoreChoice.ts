import {
  databaseNameSchema,
  type Cluster,
  type RestorePlanRequest,
  type RestoreSource,
  type Snapshot,
} from '@aurora-db/backstage-plugin-aurora-db-common';

/** The user's choices in the restore dialog. */
export interface RestoreChoice {
  kind: 'snapshot' | 'time' | 'latest';
  snapshotId?: string;
  /** Epoch milliseconds. Default: the end of the window. */
  time?: number;
  /** The name of the new database without the environment. If empty, the backend makes one. */
  name: string;
}

/** The times to which a database can be restored, epoch milliseconds on full seconds. */
export interface RestorableWindow {
  earliest: number;
  latest: number;
}

/** Returns the window of a cluster, or undefined if it has none yet. */
export function restorableWindow(
  cluster: Cluster | undefined,
): RestorableWindow | undefined {
  const { earliestRestorableTime, latestRestorableTime } =
    cluster?.backup ?? {};
  if (!earliestRestorableTime || !latestRestorableTime) {
    return undefined;
  }
  // Rounded inwards, so that both ends can be restored.
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

/** Whether a name is valid or empty. If it is empty, the backend makes one. */
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

/** Converts a choice to a request. Returns undefined if the choice is incomplete or invalid. */
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
