import { copyFile, readFile, stat, truncate } from 'node:fs/promises';

const longestBytes = 20 * 1024 * 1024;

/** The log of one server. */
export class ServerLog {
  constructor(readonly file: string) {}

  /** The log's explanation of a failed start. */
  async lastWords(): Promise<string> {
    const text = await readFile(this.file, 'utf8').catch(() => '');
    const lines = text.split('\n').filter(
      line =>
        /FATAL|PANIC|ERROR|HINT|DETAIL|not found|denied/.test(line) &&
        // Answers to the checks whether the server is ready.
        !/the database system is|Hot standby mode is disabled/.test(line),
    );
    return lines.slice(-3).join(' ') || 'its log says nothing';
  }

  /** Starts a new log if the current one is long. Keeps the previous one as `<name>.1`. */
  async limit(): Promise<void> {
    const size = await stat(this.file).then(
      stats => stats.size,
      () => 0,
    );
    if (size > longestBytes) {
      // PostgreSQL keeps the file open, so the file is emptied and not replaced.
      await copyFile(this.file, `${this.file}.1`);
      await truncate(this.file, 0);
    }
  }
}
