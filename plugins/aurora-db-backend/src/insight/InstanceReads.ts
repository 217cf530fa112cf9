import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import { AwsUnavailableError } from '../ports/errors/AwsUnavailableError';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import { InsightsOffError } from '../ports/errors/InsightsOffError';
import type { LoadReader } from '../ports/LoadReader';
import { MetricsRefusedError } from '../ports/errors/MetricsRefusedError';
import { type CacheRequests, Telemetry } from '../ports/Telemetry';
import { NotFoundError, OperationError } from '../ports/errors/userErrors';
import { AwsBackoff } from '../readings/AwsBackoff';
import type { SharedCache, Timed } from '../readings/SharedCache';
import { CallBudget } from './CallBudget';
import { KeptLoads } from './KeptLoads';
import { instanceKey, type LoadInstance } from './LoadInstance';
import {
  coversOf,
  isFreshPart,
  isShared,
  type LoadPart,
  nameOf,
  valueNameOf,
} from './loadParts';
import { type LoadValue, readPart } from './LoadValue';
import { PartQueue } from './PartQueue';
import { SharedLoads } from './SharedLoads';

/** What is known of a part of an instance's load. */
export interface PartReading {
  /** The newest value, which may be older than a minute. */
  value?: LoadValue;
  readAt?: Date;
  /** Why the latest attempt to read it failed. */
  failure?: Error;
  /** Time until Performance Insights may be asked for it, in ms. */
  waitMs: number;
}

const maxInstances = 5_000;
/** How long values are kept after they were read, in ms. */
const keptMs = 30 * 60_000;
/** A viewer waits up to this time for the next call instead of a whole minute, in ms. */
const graceMs = 2_000;
/** A request may join the turn of another one, and then takes one itself. */
const maxTurns = 2;

/**
 * Reads Performance Insights with at most two calls a minute for each instance that users view, for
 * all replicas that share a cache. Concurrent requests share the calls. If no call is left, callers
 * get the older value.
 */
export class InstanceReads {
  readonly #reader: LoadReader;
  readonly #shared: SharedLoads | undefined;
  readonly #now: () => number;
  readonly #wait: (ms: number) => Promise<void>;
  readonly #requests: CacheRequests;
  readonly #instances = new LRUCache<string, LoadInstance>({
    max: maxInstances,
  });
  readonly #values = new KeptLoads(keptMs);

  constructor(
    reader: LoadReader,
    options: {
      shared?: SharedCache;
      telemetry?: Telemetry;
      now?: () => number;
      wait?: (ms: number) => Promise<void>;
    },
  ) {
    const { telemetry = new Telemetry() } = options;
    this.#reader = reader;
    this.#shared = options.shared && new SharedLoads(options.shared, keptMs);
    this.#now = options.now ?? Date.now;
    this.#wait = options.wait ?? delay;
    this.#requests = telemetry.cache('load');
  }

  /**
   * Returns a reading of each part, in order.
   *
   * @param isPatient - whether to wait a moment for the next call
   */
  async get(
    environment: EnvironmentConfig,
    resourceId: string,
    parts: readonly LoadPart[],
    isPatient: boolean = true,
  ): Promise<PartReading[]> {
    const instance = this.#instance(environment, resourceId);
    const now = this.#now();
    for (const part of parts) {
      instance.queue.want(part, now);
    }
    const isLacking = () => parts.some(part => !this.#isFresh(instance, part));
    this.#requests.count(!isLacking());
    if (isPatient && isLacking()) {
      await this.#waitForCall(instance);
    }
    for (let turn = 0; turn < maxTurns && isLacking(); turn += 1) {
      instance.turn ??= this.#takeTurn(instance).finally(() => {
        instance.turn = undefined;
      });
      await instance.turn;
    }
    return parts.map(part => this.#reading(instance, part));
  }

  /** Returns what is known of a part, without a wish to read it. */
  known(
    environment: EnvironmentConfig,
    resourceId: string,
    part: LoadPart,
  ): PartReading {
    return this.#reading(this.#instance(environment, resourceId), part);
  }

  async #waitForCall({ budget }: LoadInstance): Promise<void> {
    const waitMs = budget.waitMs(this.#now());
    if (waitMs > 0 && waitMs <= graceMs) {
      await this.#wait(waitMs);
    }
  }

  async #takeTurn(instance: LoadInstance): Promise<void> {
    await (this.#shared?.takeTurn(instance, {
      isOver: async () => {
        await this.#collect(instance);
        return !this.#mayRead(instance);
      },
      read: () => this.#readDue(instance),
    }) ?? this.#readDue(instance));
  }

  #mayRead(instance: LoadInstance): boolean {
    return (
      instance.budget.waitMs(this.#now()) === 0 &&
      this.#due(instance).length > 0
    );
  }

  #due(instance: LoadInstance): LoadPart[] {
    return instance.queue.order(
      this.#now(),
      part =>
        !this.#isFresh(instance, part) &&
        !instance.running.has(valueNameOf(part)),
      part => this.#values.readAt(instance, part) === undefined,
    );
  }

  async #readDue(instance: LoadInstance): Promise<void> {
    const reads: Array<Promise<void>> = [];
    for (const part of this.#due(instance)) {
      if (instance.budget.waitMs(this.#now()) > 0) {
        break;
      }
      // Takes its call from the budget before it waits for anything.
      reads.push(this.#read(instance, part));
    }
    await Promise.all(reads);
  }

  async #read(instance: LoadInstance, part: LoadPart): Promise<void> {
    const { environment, failures, pause } = instance;
    const name = valueNameOf(part);
    try {
      const failure = await pause.attempt(environment, async () => {
        instance.running.add(name);
        try {
          await this.#call(instance, part);
        } finally {
          instance.running.delete(name);
        }
      });
      if (failure) {
        failures.set(name, failure);
      }
    } catch (error) {
      if (!isExplained(error)) {
        throw error;
      }
      failures.set(name, error);
    }
  }

  async #call(instance: LoadInstance, part: LoadPart): Promise<void> {
    const { environment, resourceId } = instance;
    const readAt = this.#now();
    const call = async () => {
      const id = randomUUID();
      if (!instance.budget.take({ id, at: this.#now() })) {
        return undefined;
      }
      instance.queue.try(part, this.#now());
      await this.#shared?.putCalls(instance, this.#now());
      try {
        return await readPart(
          this.#reader,
          environment,
          resourceId,
          part,
          readAt,
        );
      } finally {
        instance.budget.finish(id, this.#now());
        await this.#shared?.putCalls(instance, this.#now());
      }
    };
    let value: LoadValue | undefined;
    try {
      value = await call();
    } catch (error) {
      value = error instanceof MetricsRefusedError ? await call() : undefined;
      if (!value) {
        throw error;
      }
    }
    if (value) {
      this.#keep(instance, part, { value, readAt });
      if (isShared(part)) {
        await this.#shared?.put(instance, part, { value, readAt });
      }
    }
  }

  #keep(instance: LoadInstance, part: LoadPart, entry: Timed<LoadValue>): void {
    if (this.#values.keep(instance, part, entry)) {
      instance.failures.delete(valueNameOf(part));
    }
  }

  /** Learns what other replicas want, have called and have read. */
  async #collect(instance: LoadInstance): Promise<void> {
    await this.#shared?.collect(instance, this.#now());
    await Promise.all(
      this.#due(instance)
        .filter(isShared)
        .map(async part => {
          const entry = await this.#shared?.find(instance, part);
          if (entry) {
            this.#keep(instance, part, entry);
          }
        }),
    );
  }

  #isFresh(instance: LoadInstance, part: LoadPart): boolean {
    const readAt = this.#values.readAt(instance, part);
    return readAt !== undefined && isFreshPart(part, readAt, this.#now());
  }

  #reading(instance: LoadInstance, part: LoadPart): PartReading {
    const { failures, queue, budget } = instance;
    const now = this.#now();
    const entry = this.#values.find(instance, part);
    const sources = [
      part,
      ...coversOf(part).filter(cover => queue.wants(cover, now)),
    ];
    const [failure] = sources.flatMap(
      one => failures.get(valueNameOf(one)) ?? [],
    );
    const names = sources.map(nameOf);
    const due = this.#due(instance).map(nameOf);
    const ahead = due.findIndex(name => names.includes(name));
    return {
      ...(entry && { value: entry.value, readAt: new Date(entry.readAt) }),
      ...(failure && { failure }),
      waitMs: budget.waitMs(now, Math.max(0, ahead)),
    };
  }

  #instance(environment: EnvironmentConfig, resourceId: string): LoadInstance {
    const key = instanceKey(environment, resourceId);
    const instance = this.#instances.get(key) ?? {
      key,
      environment,
      resourceId,
      budget: new CallBudget(),
      queue: new PartQueue(),
      pause: new AwsBackoff(this.#now),
      failures: new Map(),
      running: new Set(),
    };
    this.#instances.set(key, instance);
    return instance;
  }
}

/** Whether a message explains the error. Others are mistakes of this backend. */
function isExplained(error: unknown): error is Error {
  return [
    AwsUnavailableError,
    InsightsOffError,
    MetricsRefusedError,
    NotFoundError,
    OperationError,
  ].some(Explained => error instanceof Explained);
}
