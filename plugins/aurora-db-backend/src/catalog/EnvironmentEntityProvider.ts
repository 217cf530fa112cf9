import type { Entity } from '@backstage/catalog-model';
import type {
  LoggerService,
  SchedulerServiceTaskRunner,
} from '@backstage/backend-plugin-api';
import type {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import {
  type EventParams,
  type EventsService,
} from '@backstage/plugin-events-node';
import { auroraDbStackTopic, stackEventSchema } from '../database/stackEvents';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import { AwsUnavailableError } from '../ports/errors/AwsUnavailableError';

/** What every provider of an environment needs. */
export interface EnvironmentProviderOptions {
  environment: EnvironmentConfig;
  logger: LoggerService;
  events: EventsService;
  schedule: SchedulerServiceTaskRunner;
}

/**
 * Keeps entities of an environment in the catalog. It reads them on a schedule and after events
 * about the environment's stacks.
 */
export abstract class EnvironmentEntityProvider implements EntityProvider {
  protected readonly environment: EnvironmentConfig;
  protected readonly logger: LoggerService;
  readonly #name: string;
  readonly #events: EventsService;
  readonly #schedule: SchedulerServiceTaskRunner;
  #connection: EntityProviderConnection | undefined;
  #running: Promise<void> | undefined;
  #next: Promise<void> | undefined;

  protected constructor(name: string, options: EnvironmentProviderOptions) {
    this.#name = name;
    this.environment = options.environment;
    this.logger = options.logger;
    this.#events = options.events;
    this.#schedule = options.schedule;
  }

  /** Returns all entities; undefined to keep those that the catalog has. */
  protected abstract read(): Promise<Entity[] | undefined>;

  getProviderName(): string {
    return this.#name;
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.#connection = connection;
    await this.#events.subscribe({
      id: this.getProviderName(),
      topics: [auroraDbStackTopic],
      onEvent: event => this.#onEvent(event),
    });
    await this.#schedule.run({
      id: this.getProviderName(),
      fn: () => this.refresh(),
    });
  }

  /**
   * Reads and replaces the entities. If a refresh is already running, another one follows it.
   */
  refresh(): Promise<void> {
    if (!this.#running) {
      return this.#run(() => this.read());
    }
    const again = () => {
      this.#next = undefined;
      return this.refresh();
    };
    this.#next ??= this.#running.then(again, again);
    return this.#next;
  }

  /** Replaces the entities by those of another source. A refresh that is running is enough. */
  protected async replace(
    read: () => Promise<Entity[] | undefined>,
  ): Promise<void> {
    await (this.#running ?? this.#run(read));
  }

  /** Returns undefined, with a warning, if AWS gives no answer. */
  protected async fromAws<T>(read: () => Promise<T>): Promise<T | undefined> {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof AwsUnavailableError)) {
        throw error;
      }
      this.logger.warn(
        `${this.getProviderName()} keeps its entities as they are: ${error.message}`,
      );
      return undefined;
    }
  }

  #run(read: () => Promise<Entity[] | undefined>): Promise<void> {
    this.#running = this.#apply(read).finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #apply(read: () => Promise<Entity[] | undefined>): Promise<void> {
    if (!this.#connection) {
      throw new Error(`${this.getProviderName()} is not connected yet`);
    }
    const entities = await read();
    if (entities) {
      await this.#connection.applyMutation({
        type: 'full',
        entities: entities.map(entity => ({
          entity,
          locationKey: this.getProviderName(),
        })),
      });
    }
  }

  async #onEvent({ eventPayload }: EventParams): Promise<void> {
    const event = stackEventSchema.parse(eventPayload);
    if (event.environment === this.environment.name) {
      await this.refresh();
    }
  }
}
