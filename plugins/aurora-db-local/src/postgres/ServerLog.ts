import { copyFile, readFile, stat, truncate } from 'node:fs/promises';

/** The log_line_prefix of `renderServerSettings`, and PostgreSQL's before it has read that one. */
const prefix = /^\S+ \S+ (UTC::@:\[\d+\]:|GMT \[\d+\] )/;
const longestBytes = 20 * 1024 * 1024;

/** The log of one server. */
export class ServerLog {
  /** The size at the last {@link mark}. */
  #begun = 0;

  constructor(readonly file: string) {}

  /** Notes that a start of the server begins. */
  async mark(): Promise<void> {
    this.#begun = await this.#size();
  }

  #size(): Promise<number> {
    return stat(this.file).then(
      stats => stats.size,
      () => 0,
    );
  }

  /** The log's explanation of a failed start. */
  async lastWords(): Promise<string> {
    const bytes = await readFile(this.file).catch(() => Buffer.alloc(0));
    const lines = bytes.subarray(this.#begun).toString('utf8').split('\n');
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

  /** Starts a new log if the current one is long. Keeps the previous one as `<name>.1`. */
  async limit(): Promise<void> {
    if ((await this.#size()) > longestBytes) {
      // PostgreSQL keeps the file open, so the file is emptied and not replaced.
      await copyFile(this.file, `${this.file}.1`);
      await truncate(this.file, 0);
    }
  }
}
