import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ServerLog } from './ServerLog';

/** The name of a log's file. Identifiers of instances have no dots, so it is no other file's name. */
const ending = '.0.log';

/**
 * The logs of a cluster's instances, each in files of its own. An instance keeps its log when it
 * becomes the writer or a reader. The log of a deleted instance stays.
 */
export class InstanceLogs {
  readonly #logs = new Map<string, ServerLog>();

  constructor(private readonly folder: string) {}

  /** The log of an instance. */
  of(instance: string): ServerLog {
    const log =
      this.#logs.get(instance) ??
      new ServerLog(join(this.folder, `${instance}${ending}`));
    this.#logs.set(instance, log);
    return log;
  }

  /**
   * The log of an instance, to continue.
   *
   * @param older - the file in which an earlier version kept it
   */
  async open(instance: string, older: string): Promise<ServerLog> {
    const log = this.of(instance);
    await log.adopt(join(this.folder, older));
    return log;
  }

  /** The instances that have a log. */
  async instances(): Promise<string[]> {
    const names = await readdir(this.folder).catch(() => []);
    return names
      .filter(name => name.endsWith(ending))
      .map(name => name.slice(0, -ending.length))
      .sort();
  }
}
