/**
 * Whether a cluster or a snapshot changes at this time. RDS names all such statuses with -ing:
 * `creating`, `backing-up`, `failing-over`.
 */
export function isPassingStatus(status: string): boolean {
  return /ing(-|$)/.test(status);
}
