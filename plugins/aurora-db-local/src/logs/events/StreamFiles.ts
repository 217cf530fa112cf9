import { appendFile, mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { nextRecordStart } from './LogRecord';

/** A new file begins at this size. The previous one is kept until the next begins. */
const longestBytes = 20 * 1024 * 1024;

/** A file of a stream: a part of a server's log without a gap. */
export interface StreamFile {
  path: string;
  /** The position of its first byte in the stream. */
  start: number;
  bytes: number;
  /** The log that it is a part of, and the position of its first byte there. */
  sourceId: string;
  sourceStart: number;
  changedAt: number;
}

/**
 * The events of a log group: a folder for each stream. Its files are named
 * `<position in the stream>_<source>_<position in the source>.log`. How far a source was stored
 * follows from the files alone, so that a kill at any point neither loses nor doubles an event.
 */
export class StreamFiles {
  constructor(private readonly folder: string) {}

  async names(): Promise<string[]> {
    const names = await readdir(this.folder).catch(() => []);
    return names.map(decodeURIComponent).sort();
  }

  /** When a stream began, in milliseconds since the epoch. */
  async creationTime(stream: string): Promise<number | undefined> {
    const stats = await stat(this.#folderOf(stream)).catch(() => undefined);
    return stats && Math.floor(stats.birthtimeMs);
  }

  /** The oldest comes first. */
  async of(stream: string): Promise<StreamFile[]> {
    const folder = this.#folderOf(stream);
    const names = await readdir(folder).catch(() => []);
    const files = await Promise.all(
      names.map(async name => {
        const match = /^(\d+)_([^_]+)_(\d+)\.log$/.exec(name);
        const path = join(folder, name);
        const stats = match && (await stat(path).catch(() => undefined));
        return match && stats
          ? [
              {
                path,
                start: Number(match[1]),
                bytes: stats.size,
                sourceId: match[2] ?? '',
                sourceStart: Number(match[3]),
                changedAt: stats.mtimeMs,
              },
            ]
          : [];
      }),
    );
    return files.flat().sort((a, b) => a.start - b.start);
  }

  /** Appends whole records that a source has at a position. */
  async append(
    stream: string,
    source: { id: string; at: number },
    bytes: Buffer,
  ): Promise<void> {
    const files = await this.of(stream);
    const last = files.at(-1);
    const continues =
      last?.sourceId === source.id &&
      last.sourceStart + last.bytes === source.at;
    if (last && continues && last.bytes < longestBytes) {
      await appendFile(last.path, bytes);
      return;
    }
    const start = last ? last.start + last.bytes : 0;
    await mkdir(this.#folderOf(stream), { recursive: true, mode: 0o700 });
    const name = `${padded(start)}_${source.id}_${padded(source.at)}.log`;
    await appendFile(join(this.#folderOf(stream), name), bytes, {
      mode: 0o600,
    });
    await this.#removeOldest(files);
  }

  /** Deletes all streams. */
  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  #folderOf(stream: string): string {
    return join(this.folder, encodeURIComponent(stream));
  }

  /** Deletes files that a new one makes superfluous. */
  async #removeOldest(files: readonly StreamFile[]): Promise<void> {
    let bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    for (const file of files) {
      bytes -= file.bytes;
      if (bytes < longestBytes) {
        return;
      }
      await rm(file.path, { force: true });
    }
  }
}

/** Reads a part of a file. */
export async function readStreamFile(
  { path, start, bytes }: StreamFile,
  from: number,
  mostBytes: number,
): Promise<Buffer> {
  const length = Math.min(mostBytes, start + bytes - from);
  if (length <= 0) {
    return Buffer.alloc(0);
  }
  // Newer events may have replaced it meanwhile.
  const file = await open(path, 'r').catch(() => undefined);
  if (!file) {
    return Buffer.alloc(0);
  }
  try {
    const { buffer, bytesRead } = await file.read({
      buffer: Buffer.alloc(length),
      position: from - start,
    });
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** The position of the first record at or after a position of a file; its end if there is none. */
export async function recordAtOrAfter(
  file: StreamFile,
  position: number,
  partBytes: number,
): Promise<number> {
  const end = file.start + file.bytes;
  if (position <= file.start) {
    return file.start;
  }
  // With the byte before, which tells whether a line begins here.
  let from = position - 1;
  for (;;) {
    const part = await readStreamFile(file, from, partBytes);
    const line = part.indexOf(10) + 1;
    const found = line > 0 ? nextRecordStart(part, line) : undefined;
    if (found !== undefined) {
      return from + found;
    }
    if (part.length === 0 || from + part.length >= end) {
      return end;
    }
    // A prefix may lie across the end of the part.
    const rest = part.lastIndexOf(10);
    from += rest > 0 ? rest : part.length - 1;
  }
}

function padded(position: number): string {
  return String(position).padStart(15, '0');
}
