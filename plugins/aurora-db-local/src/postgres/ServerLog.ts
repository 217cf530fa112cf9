import {
  appendFileSync,
  closeSync,
  openSync,
  readSync,
  renameSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { copyFile, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** The log_line_prefix of `renderServerSettings`, and PostgreSQL's before it has read that one. */
const prefix = /^\S+ \S+ (UTC::@:\[\d+\]:|GMT \[\d+\] )/;
const longestBytes = 20 * 1024 * 1024;
/** The beginning of two files that tells whether one is a copy of the other. */
const comparedBytes = 4096;

/** A file of a log, and the position of its first byte in the whole log. */
interface LogFile {
  path: string;
  start: number;
  bytes: number;
}

/**
 * The log of one server: the current file and the previous one, which is named
 * `<current>.<position>`, where the current file begins. A position is a number of bytes since the
 * log began. It stays the same when a new file begins.
 */
export class ServerLog {
  /** The position at the last {@link mark}. */
  #begun = 0;
  /** The position of the current file; undefined before its first use. */
  #base: Promise<number> | number | undefined;

  constructor(readonly file: string) {}

  /** Notes that a start of the server begins. */
  async mark(): Promise<void> {
    this.#begun = await this.end();
  }

  /** The position after the last byte. */
  async end(): Promise<number> {
    const base = await this.#start();
    return base + (await sizeOf(this.file));
  }

  /** The previous file, if there is one, and the current one. */
  async files(): Promise<LogFile[]> {
    const base = await this.#start();
    const previous = `${this.file}.${base}`;
    const before = await sizeOf(previous);
    const bytes = await sizeOf(this.file);
    return [
      ...(before > 0
        ? [{ path: previous, start: base - before, bytes: before }]
        : []),
      { path: this.file, start: base, bytes },
    ];
  }

  /**
   * Reads bytes from a position on, or from the oldest one that is kept. No bytes: the end of the
   * log.
   */
  async read(
    from: number,
    mostBytes: number,
  ): Promise<{ start: number; bytes: Buffer }> {
    for (;;) {
      const base = await this.#start();
      const files = await this.files();
      const found =
        files.find(({ start, bytes }) => from < start + bytes) ?? files.at(-1);
      if (!found) {
        return { start: from, bytes: Buffer.alloc(0) };
      }
      const start = Math.max(from, found.start);
      const bytes = await readPart(found, start, mostBytes).catch(
        () => undefined,
      );
      // A file that began meanwhile has other bytes at this place.
      if ((await this.#start()) === base) {
        return { start, bytes: bytes ?? Buffer.alloc(0) };
      }
    }
  }

  /** The log's explanation of a failed start. */
  async lastWords(): Promise<string> {
    const { bytes } = await this.read(this.#begun, longestBytes);
    const lines = bytes.toString('utf8').split('\n');
    const telling = lines.filter(
      line =>
        /FATAL|PANIC|ERROR|HINT|DETAIL|not found|denied|parameter "|^postgres: /.test(
          line,
        ) &&
        // Answers to the checks whether the server is ready.
        !/the database system is|Hot standby mode is disabled|contains errors$/.test(
          line,
        ),
    );
    const words = telling.map(line => line.replace(prefix, ''));
    return words.slice(-5).join(' ') || 'its log says nothing';
  }

  /** Starts a new file if the current one is long, and keeps one previous file. */
  async limit(): Promise<void> {
    const base = await this.#start();
    if ((await sizeOf(this.file)) <= longestBytes) {
      return;
    }
    const copy = `${this.file}.rotating`;
    await copyFile(this.file, copy);
    // PostgreSQL keeps the file open, so the file is emptied and not replaced. Nothing else runs
    // between these steps, so that hardly a line comes between the copy and the end of the file.
    appendRest(this.file, copy);
    const end = base + statSync(copy).size;
    truncateSync(this.file, 0);
    renameSync(copy, `${this.file}.${end}`);
    this.#base = end;
    await rm(`${this.file}.${base}`, { force: true });
  }

  /** Takes over the files of a log that an earlier version wrote, unless this one has begun. */
  async adopt(older: string): Promise<void> {
    if ((await sizeOf(this.file)) > 0 || (await sizeOf(older)) === 0) {
      return;
    }
    const previous = await sizeOf(`${older}.1`);
    if (previous > 0) {
      await rename(`${older}.1`, `${this.file}.${previous}`);
    }
    await rename(older, this.file);
    this.#base = undefined;
  }

  async #start(): Promise<number> {
    this.#base ??= this.#findStart();
    const base = await this.#base;
    // Another file may have begun during the wait.
    return typeof this.#base === 'number' ? this.#base : base;
  }

  async #findStart(): Promise<number> {
    await this.#finishRotation();
    return Math.max(0, ...(await this.#previousStarts()));
  }

  /** The positions in the names of previous files. */
  async #previousStarts(): Promise<number[]> {
    const name = basename(this.file);
    const names = await readdir(dirname(this.file)).catch(() => []);
    return names
      .filter(
        one =>
          one.startsWith(`${name}.`) &&
          /^\d+$/.test(one.slice(name.length + 1)),
      )
      .map(one => Number(one.slice(name.length + 1)));
  }

  /** Completes or takes back the begin of a file that a kill interrupted. */
  async #finishRotation(): Promise<void> {
    const copy = `${this.file}.rotating`;
    const copied = await sizeOf(copy);
    if (copied === 0) {
      await rm(copy, { force: true });
      return;
    }
    const isEmptied = !(await beginsAlike(this.file, copy));
    if (isEmptied) {
      const starts = await this.#previousStarts();
      const end = Math.max(0, ...starts) + copied;
      await rename(copy, `${this.file}.${end}`);
      for (const start of starts) {
        await rm(join(dirname(this.file), `${basename(this.file)}.${start}`));
      }
    } else {
      await rm(copy);
    }
  }
}

function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

async function readPart(
  { path, start, bytes }: LogFile,
  from: number,
  mostBytes: number,
): Promise<Buffer> {
  const length = Math.min(mostBytes, start + bytes - from);
  if (length <= 0) {
    return Buffer.alloc(0);
  }
  const file = await open(path, 'r');
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

/** Appends what a file has more than its copy. */
function appendRest(path: string, copy: string): void {
  const copied = statSync(copy).size;
  const rest = Buffer.alloc(Math.max(0, statSync(path).size - copied));
  const file = openSync(path, 'r');
  try {
    const read = readSync(file, rest, 0, rest.length, copied);
    appendFileSync(copy, rest.subarray(0, read));
  } finally {
    closeSync(file);
  }
}

async function beginsAlike(one: string, other: string): Promise<boolean> {
  const [first, second] = await Promise.all(
    [one, other].map(async path =>
      readPart(
        { path, start: 0, bytes: await sizeOf(path) },
        0,
        comparedBytes,
      ).catch(() => Buffer.alloc(0)),
    ),
  );
  return (
    first !== undefined &&
    second !== undefined &&
    first.length >= second.length &&
    first.subarray(0, second.length).equals(second)
  );
}
