const dayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** A maintenance window of an hour that begins after the given hours, and is closed now. */
export function windowIn(hours: number): string {
  const moment = (ms: number) => {
    const at = new Date(ms);
    return `${dayNames[at.getUTCDay()]}:${at.toISOString().slice(11, 16)}`;
  };
  const start = Date.now() + hours * 3_600_000;
  return `${moment(start)}-${moment(start + 3_600_000)}`;
}

/**
 * A backup window half a day from the present time. No window of {@link windowIn} after whole days
 * overlaps it.
 */
export function distantBackupWindow(): string {
  const time = (ms: number) => new Date(ms).toISOString().slice(11, 16);
  const start = Date.now() + 12 * 3_600_000;
  return `${time(start)}-${time(start + 30 * 60_000)}`;
}
