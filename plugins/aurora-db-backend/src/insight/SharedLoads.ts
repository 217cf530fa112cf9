import { z } from 'zod';
import type { SharedCache, Timed } from '../readings/SharedCache';
import { entryKey, type LoadInstance } from './LoadInstance';
import type { LoadPart } from './loadParts';
import { callsSchema, wantedSchema } from './loadSchemas';
import { type LoadValue, sharedValue, sharedValueSchema } from './LoadValue';

const entrySchema = z.object({ readAt: z.number(), value: sharedValueSchema });

/** What replicas share about the load of instances. */
export class SharedLoads {
  readonly #cache: SharedCache;
  readonly #keptMs: number;

  /** @param keptMs - how long entries are kept, in ms */
  constructor(cache: SharedCache, keptMs: number) {
    this.#cache = cache;
    this.#keptMs = keptMs;
  }

  /** Lets one replica call Performance Insights for the instance, unless the turn is over. */
  async takeTurn(
    { key }: LoadInstance,
    turn: { isOver(): Promise<boolean>; read(): Promise<void> },
  ): Promise<void> {
    await this.#cache.once<true>({
      key: `${key} turn`,
      find: async () => (await turn.isOver()) || undefined,
      read: async () => {
        await turn.read();
        return true;
      },
    });
  }

  /** Learns what other replicas want and have called, and tells them what this one wants. */
  async collect(
    { key, budget, queue }: LoadInstance,
    now: number,
  ): Promise<void> {
    const [calls, wanted] = await Promise.all([
      this.#cache.get(`${key} calls`, callsSchema),
      this.#cache.get(`${key} wanted`, wantedSchema),
    ]);
    budget.add(calls?.calls ?? []);
    queue.add(wanted ?? {}, calls?.tried ?? {});
    const own = queue.wanted(now);
    if (Object.entries(own).some(([name, at]) => (wanted?.[name] ?? 0) < at)) {
      await this.#cache.set(`${key} wanted`, own, this.#keptMs);
    }
  }

  async putCalls(
    { key, budget, queue }: LoadInstance,
    now: number,
  ): Promise<void> {
    await this.#cache.set(
      `${key} calls`,
      { calls: budget.calls(now), tried: queue.tried(now) },
      this.#keptMs,
    );
  }

  async find(
    instance: LoadInstance,
    part: LoadPart,
  ): Promise<Timed<LoadValue> | undefined> {
    return this.#cache.get(entryKey(instance, part), entrySchema);
  }

  async put(
    instance: LoadInstance,
    part: LoadPart,
    { value, readAt }: Timed<LoadValue>,
  ): Promise<void> {
    await this.#cache.set(
      entryKey(instance, part),
      { readAt, value: sharedValue(value) },
      this.#keptMs,
    );
  }
}
