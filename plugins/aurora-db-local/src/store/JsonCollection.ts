import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { errorCodeOf } from '../processes/errorCodeOf';
import type { Collection, Scope } from '../service/AwsService';
import { writeFileAtomically } from './writeFileAtomically';

const fileSchema = z.object({
  version: z.literal(1),
  records: z.array(
    z.object({
      accountId: z.string(),
      region: z.string(),
      id: z.string(),
      value: z.unknown(),
    }),
  ),
});

interface StoredRecord<T> {
  scope: Scope;
  id: string;
  value: T;
  /**
   * The record for the disk, copied at the put, so that later changes of the object have no effect.
   */
  json: string;
}

/**
 * A {@link Collection} in a JSON file. Writes are serialized; writes that wait at the same time are
 * combined into one. The returned values are the stored objects: to change one, put a changed copy.
 */
export class JsonCollection<T> implements Collection<T> {
  static async open<T>(
    path: string,
    schema: z.ZodType<T>,
  ): Promise<JsonCollection<T>> {
    const collection = new JsonCollection<T>(path);
    for (const { accountId, region, id, value } of await readRecords(path)) {
      const parsed = schema.safeParse(value);
      if (!parsed.success) {
        throw unreadable(
          path,
          `record '${id}' of account ${accountId} in ${region}: ${z.prettifyError(parsed.error)}`,
        );
      }
      collection.#set({ accountId, region }, id, parsed.data);
    }
    return collection;
  }

  readonly #path: string;
  readonly #records = new Map<string, Map<string, StoredRecord<T>>>();
  #writing: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;

  private constructor(path: string) {
    this.#path = path;
  }

  get(scope: Scope, id: string): T | undefined {
    return this.#records.get(scopeKey(scope))?.get(id)?.value;
  }

  list(scope: Scope): T[] {
    return Array.from(
      this.#records.get(scopeKey(scope))?.values() ?? [],
      record => record.value,
    );
  }

  all(): Array<{ scope: Scope; id: string; value: T }> {
    return this.#stored().map(({ scope, id, value }) => ({ scope, id, value }));
  }

  put(scope: Scope, id: string, value: T): Promise<void> {
    this.#set(scope, id, value);
    return this.#write();
  }

  async delete(scope: Scope, id: string): Promise<void> {
    if (this.#records.get(scopeKey(scope))?.delete(id)) {
      await this.#write();
    }
  }

  async clear(): Promise<void> {
    this.#records.clear();
    await this.#write();
  }

  /** Resolves when no write is waiting. */
  async settled(): Promise<void> {
    await (this.#next ?? this.#writing);
  }

  #stored(): Array<StoredRecord<T>> {
    return Array.from(this.#records.values()).flatMap(records =>
      Array.from(records.values()),
    );
  }

  #set(scope: Scope, id: string, value: T): void {
    const { accountId, region } = scope;
    const key = scopeKey(scope);
    const records =
      this.#records.get(key) ?? new Map<string, StoredRecord<T>>();
    this.#records.set(key, records);
    const json = JSON.stringify({ accountId, region, id, value });
    records.set(id, { scope: { accountId, region }, id, value, json });
  }

  #write(): Promise<void> {
    if (!this.#next) {
      const write = async () => {
        this.#next = undefined;
        const lines = this.#stored().map(record => record.json);
        await writeFileAtomically(
          this.#path,
          `{"version":1,"records":[\n${lines.join(',\n')}\n]}\n`,
        );
      };
      // A failed write rejects the calls that waited for it. The next write contains everything.
      this.#next = this.#writing.then(write, write);
      this.#writing = this.#next;
    }
    return this.#next;
  }
}

function scopeKey({ accountId, region }: Scope): string {
  return `${accountId}/${region}`;
}

async function readRecords(path: string) {
  let content: string;
  try {
    content = await readFile(path, 'utf8');
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') {
      return [];
    }
    throw error;
  }
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch (error) {
    throw unreadable(
      path,
      error instanceof Error ? error.message : String(error),
    );
  }
  const parsed = fileSchema.safeParse(json);
  if (!parsed.success) {
    throw unreadable(path, z.prettifyError(parsed.error));
  }
  return parsed.data.records;
}

function unreadable(path: string, reason: string): Error {
  return new Error(
    `${path} is not a valid state of aurora-db-local: ${reason}. ` +
      `Restore the file from a copy, or delete the state folder to start with an empty one.`,
  );
}
