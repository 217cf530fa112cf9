import type {
  InsightsInstance,
  InsightsInstances,
} from '../../service/InsightsInstance';
import type { Clock } from '../../cloudwatch/Clock';
import { dayMs, type LoadArchive } from '../archive/LoadArchive';
import { InstanceLoad, startOfMinute } from './InstanceLoad';

/** A read that takes longer than its second delays no other server. Its sample still counts. */
const readTimeoutMs = 900;

/** Data of an instance whose Performance Insights are off for now. */
const defaultRetentionDays = 7;

/**
 * Reads the sessions of every server once a second, for the instances with Performance Insights. A
 * server that does not answer leaves a gap. It is not read again before it has answered.
 */
export class ActivitySampler {
  readonly #instances: InsightsInstances;
  readonly #archive: LoadArchive;
  readonly #clock: Clock;
  readonly #log: (message: string) => void;
  readonly #loads = new Map<string, InstanceLoad>();
  readonly #reading = new Set<string>();
  #agedDay = 0;

  constructor(options: {
    instances: InsightsInstances;
    archive: LoadArchive;
    clock: Clock;
    log: (message: string) => void;
  }) {
    this.#instances = options.instances;
    this.#archive = options.archive;
    this.#clock = options.clock;
    this.#log = options.log;
  }

  /** Resolves when each server has answered, or its second is over. */
  async sample(): Promise<void> {
    const servers = Map.groupBy(this.#monitored(), ({ server }) => server);
    await Promise.all(
      Array.from(servers, ([server, instances]) =>
        withinTime(this.#sampleServer(server, instances)),
      ),
    );
  }

  /** The task at the end of each minute: reads statistics of statements, and writes the minute. */
  async closeMinute(): Promise<void> {
    await Promise.all(
      this.#monitored().map(async instance => {
        const load = this.#loads.get(instance.resourceId);
        if (load) {
          const wanted = load.wantedTexts();
          const read = await instance
            .readStatements(wanted)
            .catch(() => undefined);
          const at = this.#clock();
          await this.#report(
            load.close(startOfMinute(at), read && { at, wanted, read }),
          );
        }
      }),
    );
    await this.#report(this.#age());
  }

  /** Writes what there is. */
  async stop(): Promise<void> {
    for (const load of this.#loads.values()) {
      await this.#report(load.close(Infinity));
    }
  }

  async clear(): Promise<void> {
    this.#loads.clear();
    for (const resourceId of await this.#archive.list()) {
      await this.#archive.delete(resourceId);
    }
  }

  /** The load of an instance with Performance Insights. */
  loadOf({ resourceId }: InsightsInstance): InstanceLoad {
    let load = this.#loads.get(resourceId);
    if (!load) {
      load = new InstanceLoad(resourceId, this.#archive, this.#clock());
      this.#loads.set(resourceId, load);
    }
    return load;
  }

  #monitored(): InsightsInstance[] {
    return this.#instances
      .insightsInstances()
      .filter(({ retentionDays }) => retentionDays !== undefined);
  }

  async #sampleServer(
    server: string,
    instances: readonly InsightsInstance[],
  ): Promise<void> {
    const [first] = instances;
    if (!first || this.#reading.has(server)) {
      return;
    }
    this.#reading.add(server);
    try {
      const activity = await first.readActivity();
      const at = this.#clock();
      // An instance may have been deleted during the read.
      const present = new Set(
        this.#monitored().map(({ resourceId }) => resourceId),
      );
      for (const instance of instances) {
        if (present.has(instance.resourceId)) {
          this.loadOf(instance).add(at, activity, instance);
        }
      }
    } catch {
      // A gap. CloudWatch's sampling logs why the server does not answer.
    } finally {
      this.#reading.delete(server);
    }
  }

  /** Deletes data of deleted instances, and days that are older than the retention. */
  async #age(): Promise<void> {
    const now = this.#clock();
    const instances = new Map(
      this.#instances
        .insightsInstances()
        .map(instance => [instance.resourceId, instance]),
    );
    for (const [resourceId, load] of this.#loads) {
      const instance = instances.get(resourceId);
      if (instance?.retentionDays === undefined) {
        this.#loads.delete(resourceId);
        await (instance && load.close(Infinity));
      }
    }
    const day = Math.floor(now / dayMs);
    for (const resourceId of await this.#archive.list()) {
      const instance = instances.get(resourceId);
      if (!instance) {
        await this.#archive.delete(resourceId);
      } else if (day !== this.#agedDay) {
        await this.#archive.age(
          resourceId,
          now - (instance.retentionDays ?? defaultRetentionDays) * dayMs,
        );
      }
    }
    this.#agedDay = day;
  }

  async #report(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      this.#log(
        `Performance Insights: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
}

async function withinTime(reading: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>(resolve => {
    timer = setTimeout(resolve, readTimeoutMs);
  });
  try {
    await Promise.race([reading, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
