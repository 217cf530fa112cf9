import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import type { Collection, StateStore } from '../service/AwsService';
import { JsonCollection } from './JsonCollection';
import { StateDirectoryLock } from './StateDirectoryLock';

/**
 * {@link StateStore} in `<stateDirectory>/state/<collection>.json`, which only its owner can read.
 */
export class FileStateStore implements StateStore {
  /**
   * Takes the state folder for this process. Throws an error that names the process that has it.
   */
  static async open(stateDirectory: string): Promise<FileStateStore> {
    // PostgreSQL may run as another user, who must be able to reach its own folder below this one.
    await mkdir(stateDirectory, { recursive: true, mode: 0o755 });
    const lock = await StateDirectoryLock.acquire(stateDirectory);
    const folder = join(stateDirectory, 'state');
    await mkdir(folder, { recursive: true });
    await chmod(folder, 0o700);
    return new FileStateStore(folder, lock);
  }

  readonly #folder: string;
  readonly #lock: StateDirectoryLock;
  readonly #open = new Map<string, { settled(): Promise<void> }>();

  private constructor(folder: string, lock: StateDirectoryLock) {
    this.#folder = folder;
    this.#lock = lock;
  }

  async collection<T>(
    name: string,
    schema: z.ZodType<T>,
  ): Promise<Collection<T>> {
    if (!/^[a-z][a-zA-Z0-9-]*$/.test(name)) {
      throw new Error(
        `'${name}' is not a valid name of a collection. Use letters, digits and hyphens, starting with a lowercase letter.`,
      );
    }
    if (this.#open.has(name)) {
      throw new Error(
        `The collection '${name}' is already open. Two owners would overwrite each other's records.`,
      );
    }
    this.#open.set(name, { settled: async () => {} });
    const collection = await JsonCollection.open(
      join(this.#folder, `${name}.json`),
      schema,
    );
    this.#open.set(name, collection);
    return collection;
  }

  /** Waits until everything is written, and releases the state folder. */
  async close(): Promise<void> {
    await Promise.allSettled(
      Array.from(this.#open.values(), collection => collection.settled()),
    );
    await this.#lock.release();
  }
}
