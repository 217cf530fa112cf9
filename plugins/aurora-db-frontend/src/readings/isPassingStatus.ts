/** Whether a cluster or snapshot is in a passing state. RDS names all of those with -ing: `creating`, `backing-up`, `failing-over`. */
export function isPassingStatus(status: string): boolean {
  return /ing(-|$)/.test(status);
}
