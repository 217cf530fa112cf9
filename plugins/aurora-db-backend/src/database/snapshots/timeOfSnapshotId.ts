/**
 * Returns the time at the end of an identifier that `snapshotIdentifier` makes; undefined for any
 * other identifier.
 */
export function timeOfSnapshotId(id: string): Date | undefined {
  const [, year, month, day, hour, minute, second] =
    /-(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(id) ?? [];
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(at.getTime()) ? undefined : at;
}
