/** What a creation that went wrong leaves behind until somebody deletes it. */
const failedCreation: ReadonlySet<string> = new Set([
  'CREATE_FAILED',
  'ROLLBACK_IN_PROGRESS',
  'ROLLBACK_FAILED',
]);

/** A stack that needs somebody's hand before it can be updated again. */
const needsAttention: ReadonlySet<string> = new Set([
  'DELETE_FAILED',
  'UPDATE_FAILED',
  'UPDATE_ROLLBACK_FAILED',
]);

/**
 * The status of a database: `creating` until its stack is complete, `failed` where the creation failed, else RDS's own;
 * `missing` where the stack is complete and its cluster gone.
 *
 * @param rdsStatus - undefined where RDS knows no such cluster
 */
export function clusterStatus(
  stackStatus: string,
  rdsStatus: string | undefined,
): string {
  if (stackStatus === 'CREATE_IN_PROGRESS') {
    return 'creating';
  }
  if (failedCreation.has(stackStatus)) {
    return 'failed';
  }
  return (
    rdsStatus ?? (stackStatus === 'DELETE_IN_PROGRESS' ? 'deleting' : 'missing')
  );
}

/** Whether the stack's state alone tells that something failed that won't mend itself. */
export function isFailedStack(stackStatus: string): boolean {
  return failedCreation.has(stackStatus) || needsAttention.has(stackStatus);
}

/** RDS statuses in which a cluster serves nobody and won't come back by itself. Source: RDS user guide, "Viewing DB cluster status". */
const broken =
  /^(failed|migration-failed|cloning-failed|restore-error|storage-failure|inaccessible-encryption-credentials(-recoverable)?|incompatible-.+|missing)$/;

export function isBrokenStatus(status: string): boolean {
  return broken.test(status);
}
