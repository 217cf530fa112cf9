import { once } from 'node:events';
import type { Readable } from 'node:stream';

/**
 * Reads a number of bytes and leaves the rest in the stream.
 *
 * @returns undefined if the stream ends or closes before
 */
export async function readBytes(
  stream: Readable,
  length: number,
): Promise<Buffer | undefined> {
  const closing = new AbortController();
  const onClose = () => closing.abort();
  stream.once('close', onClose);
  try {
    for (;;) {
      const bytes: Buffer | null = stream.read(length);
      if (bytes) {
        // At its end, a stream returns the remaining bytes.
        return bytes.length === length ? bytes : undefined;
      }
      if (stream.readableEnded || stream.destroyed) {
        return undefined;
      }
      await once(stream, 'readable', { signal: closing.signal });
    }
  } catch (error) {
    if (closing.signal.aborted) {
      return undefined;
    }
    throw error;
  } finally {
    stream.off('close', onClose);
  }
}
