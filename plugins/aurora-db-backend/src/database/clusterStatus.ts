/** Stack statuses after a failed creation. The stack stays until a user deletes it. */
const failedCreation: ReadonlySet<string> = new Set([
  'CREATE_FAILED',
  'ROLLBACK_IN_PROGRESS',
  'ROLLBACK_FAILED',
]);

/** Stack statuses that need a user's action before the next update. */
const needsAttention: ReadonlySet<string> = new Set([
  'DELETE_FAILED',
  'UPDATE_FAILED',
  'UPDATE_ROLLBACK_FAILED',
]);

/**
 * The status of a database. `creating` until its stack is complete, `failed` if the creation
 * failed. `missing` if the stack is complete and the cluster is gone. Otherwise it is the RDS
 * status.
 *
 * @param stackStatus - undefined if the portal did not create the database
 * @param rdsStatus - undefined if RDS has no such cluster
 */
export function clusterStatus(
  stackStatus: string | undefined,
  rdsStatus: string | undefined,
): string {
  if (stackStatus === 'CREATE_IN_PROGRESS') {
    return 'creating';
  }
  if (stackStatus !== undefined && failedCreation.has(stackStatus)) {
    return 'failed';
  }
  return (
    rdsStatus ?? (stackStatus === 'DELETE_IN_PROGRESS' ? 'deleting' : 'missing')
  );
}

/** Whether the stack's status alone shows a failure that does not resolve by itself. */
export function isFailedStack(stackStatus: string): boolean {
  return failedCreation.has(stackStatus) || needsAttention.has(stackStatus);
}

/**
 * RDS statuses of a cluster that accepts no connections and does not recover by itself. Source: RDS
 * user guide, "Viewing DB cluster status".
 */
const broken =
  /^(failed|migration-failed|cloning-failed|restore-error|storage-failure|inaccessible-encryption-credentials(-recoverable)?|incompatible-.+|missing)$/;

export function isBrokenStatus(status: string): boolean {
  return broken.test(status);
}

/** Statuses in which no server is expected to report metrics. */
const notRunning = /^(creating|starting|stopping|stopped|deleting|failed)$/;

/** Whether the servers of a cluster with instances are expected to run and to report metrics. */
export function isRunningStatus(status: string): boolean {
  return !isBrokenStatus(status) && !notRunning.test(status);
}
