import { isDeepStrictEqual } from 'node:util';

/** Whether a change of a record leaves another record than the present one. */
export function changesRecord<T extends object>(
  present: T,
  change: Partial<T>,
): boolean {
  return !isDeepStrictEqual(onDisk({ ...present, ...change }), onDisk(present));
}

function onDisk(record: object): unknown {
  return JSON.parse(JSON.stringify(record));
}
