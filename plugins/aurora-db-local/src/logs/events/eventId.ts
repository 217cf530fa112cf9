import { createHash } from 'node:crypto';

/** AWS's ids have 56 digits. */
const digits = 56;

/** The id of an event: the same each time it is read, in the order of time and stream. */
export function eventIdOf(
  logStreamName: string,
  { at, start }: { at: number; start: number },
): string {
  const stream = createHash('sha256')
    .update(logStreamName)
    .digest()
    .readUInt32BE(0);
  return [
    String(at).padStart(14, '0'),
    String(stream).padStart(10, '0'),
    String(start).padStart(15, '0'),
  ]
    .join('')
    .padEnd(digits, '0');
}
