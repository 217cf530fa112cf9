import { open } from 'node:fs/promises';

/** A part of a log, in whole lines. */
interface LogPortion {
  text: string;
  /** The offset of the next line, in bytes. */
  end: number;
  isLast: boolean;
}

/** RDS returns at most 1 MB at a time. */
const mostBytes = 1024 * 1024;

/**
 * Reads lines of a file.
 *
 * @param from - the offset of the first line, in bytes. `undefined`: the last lines of the file
 */
export async function readLogPortion(
  path: string,
  from: number | undefined,
  mostLines: number,
): Promise<LogPortion> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const start = Math.min(from ?? Math.max(0, size - mostBytes), size);
    if (start === size) {
      return { text: '', end: size, isLast: true };
    }
    const { buffer, bytesRead } = await file.read({
      buffer: Buffer.alloc(Math.min(mostBytes, size - start)),
      position: start,
    });
    const read = buffer.subarray(0, bytesRead);
    const lines = linesOf(read);
    const end = start + bytesRead;
    if (from === undefined) {
      const text = lines.slice(-mostLines).join('');
      return { text, end, isLast: true };
    }
    // A line that the file continues is left for the next call, unless it fills this one.
    const whole = end < size && lines.length > 1 ? lines.slice(0, -1) : lines;
    const taken = whole.slice(0, mostLines).join('');
    const next = start + Buffer.byteLength(taken, 'latin1');
    return { text: taken, end: next, isLast: next >= size };
  } finally {
    await file.close();
  }
}

/** Each with its line break. One character is one byte, so that offsets are those of the file. */
function linesOf(bytes: Buffer): string[] {
  return bytes.toString('latin1').match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
