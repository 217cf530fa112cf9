import { z } from 'zod';
import type { ReadSeries } from './ClusterSeries';
import type { SharedCache } from './SharedCache';

/** Maximum number of packs that replicas share per interval. Each replica reads the rest itself. */
const maxPacks = 64;
/** Entries outlive their interval by this time, in ms, for replicas whose clocks are late. */
const graceMs = 10_000;

const headSchema = z.object({ packs: z.number().int().min(0).max(maxPacks) });

const packSchema = z.object({
  readAt: z.number(),
  window: z.object({
    startMs: z.number(),
    periodMs: z.number().positive(),
    slots: z.number().int().positive(),
  }),
  metrics: z.array(z.string()),
  clusters: z.array(z.string()),
  /**
   * Base64 of little-endian 32-bit floats: one value per cluster, metric and slot, in this order.
   * NaN is a gap. A float's seven digits are precise enough for every limit.
   */
  values: z.base64(),
});

/**
 * Shares one batch of metrics among the replicas of a backend. The packs are numbered. A pack has
 * as many clusters as one CloudWatch request. A replica fetches each pack once and as a whole,
 * because users of different replicas usually watch the same clusters.
 */
export class SharedSeries<M extends string> {
  readonly #cache: SharedCache;
  readonly #batch: string;
  readonly #metrics: readonly M[];
  readonly #stretchMs: number;
  /** Number of packs of the interval that this replica fetched from the cache or put into it. */
  #known = { stretch: 0, packs: 0 };

  /**
   * @param batch - names the batch, the same on all replicas
   *
   * @param stretchMs - length of an interval, in ms. The batch reads datapoints once per interval.
   */
  constructor(
    cache: SharedCache,
    batch: string,
    metrics: readonly M[],
    stretchMs: number,
  ) {
    this.#cache = cache;
    this.#batch = batch;
    this.#metrics = metrics;
    this.#stretchMs = stretchMs;
  }

  /**
   * Lets one replica read what several replicas need at the same moment.
   *
   * @param options - `collect` receives what other replicas have read since. If `isComplete` is
   * then true, `read` is not called.
   */
  async once(
    stretch: number,
    options: {
      collect(found: Map<string, ReadSeries<M>>): void;
      isComplete(): boolean;
      read(): Promise<void>;
    },
  ): Promise<void> {
    await this.#cache.once<true>({
      key: this.#key(stretch),
      find: async () => {
        options.collect(await this.#fetchNew(stretch));
        return options.isComplete() || undefined;
      },
      read: async () => {
        await options.read();
        return true;
      },
    });
  }

  /**
   * Puts series into the cache.
   *
   * @param size - number of clusters of a pack
   */
  async publish(
    stretch: number,
    read: ReadonlyMap<string, ReadSeries<M>>,
    size: number,
  ): Promise<void> {
    const clusters = [...read];
    const packs: Array<typeof clusters> = [];
    for (let start = 0; start < clusters.length; start += size) {
      packs.push(clusters.slice(start, start + size));
    }
    const { packs: first } = this.#knownOf(stretch);
    const shared = packs.slice(0, maxPacks - first);
    // Set before the first await, so that two reads of this replica at once use different numbers.
    this.#known = { stretch, packs: first + shared.length };
    await Promise.all(
      shared.map((pack, index) => this.#put(stretch, first + index, pack)),
    );
    await this.#cache.set(
      this.#key(stretch),
      headSchema.parse({ packs: this.#knownOf(stretch).packs }),
      this.#ttl,
    );
  }

  async #fetchNew(stretch: number): Promise<Map<string, ReadSeries<M>>> {
    const head = await this.#cache.get(this.#key(stretch), headSchema);
    const { packs: from } = this.#knownOf(stretch);
    const to = Math.max(head?.packs ?? 0, from);
    this.#known = { stretch, packs: to };
    const packs = await Promise.all(
      Array.from({ length: to - from }, (_, index) =>
        this.#cache.get(this.#key(stretch, from + index), packSchema),
      ),
    );
    return new Map(packs.flatMap(pack => (pack ? this.#unfold(pack) : [])));
  }

  async #put(
    stretch: number,
    number: number,
    clusters: ReadonlyArray<readonly [string, ReadSeries<M>]>,
  ): Promise<void> {
    const [first] = clusters;
    if (!first) {
      return;
    }
    const { series, readAt } = first[1];
    const { slots } = series.window;
    const bytes = Buffer.alloc(
      clusters.length * this.#metrics.length * slots * 4,
    );
    let at = 0;
    for (const [, { series: own }] of clusters) {
      for (const metric of this.#metrics) {
        for (let slot = 0; slot < slots; slot += 1) {
          at = bytes.writeFloatLE(own.values.get(metric)?.[slot] ?? NaN, at);
        }
      }
    }
    const pack: z.infer<typeof packSchema> = {
      readAt,
      window: series.window,
      metrics: [...this.#metrics],
      clusters: clusters.map(([cluster]) => cluster),
      values: bytes.toString('base64'),
    };
    await this.#cache.set(this.#key(stretch, number), pack, this.#ttl);
  }

  #unfold(
    pack: z.infer<typeof packSchema>,
  ): Array<readonly [string, ReadSeries<M>]> {
    const { window, clusters, readAt } = pack;
    const bytes = Buffer.from(pack.values, 'base64');
    const count = clusters.length * this.#metrics.length * window.slots;
    // A replica of another version may read other metrics.
    if (
      pack.metrics.join() !== this.#metrics.join() ||
      bytes.length !== count * 4
    ) {
      return [];
    }
    let at = 0;
    const next = () => {
      const values = new Float64Array(window.slots);
      for (let slot = 0; slot < window.slots; slot += 1) {
        values[slot] = bytes.readFloatLE(at);
        at += 4;
      }
      return values;
    };
    return clusters.map(cluster => [
      cluster,
      {
        readAt,
        series: {
          window,
          values: new Map(this.#metrics.map(metric => [metric, next()])),
        },
      },
    ]);
  }

  #knownOf(stretch: number): { stretch: number; packs: number } {
    return this.#known.stretch === stretch
      ? this.#known
      : { stretch, packs: 0 };
  }

  #key(stretch: number, pack?: number): string {
    return JSON.stringify(['metrics', this.#batch, stretch, pack]);
  }

  get #ttl(): number {
    return this.#stretchMs + graceMs;
  }
}
