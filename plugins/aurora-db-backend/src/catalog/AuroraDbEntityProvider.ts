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
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import { AwsUnavailableError } from '../ports/errors/AwsUnavailableError';
import { databaseOfStack } from '../database/databaseOfStack';
import type { DatabaseStackReader } from '../ports/DatabaseStacks';
import { auroraDbStackTopic, stackEventSchema } from '../database/stackEvents';
import { toEntity } from '../database/toEntity';

/** The name by which the catalog remembers the entities of an environment. */
export function providerNameOf(environment: string): string {
  return `aurora-db:${environment}`;
}

/**
 * Keeps an environment's databases in the catalog, with one entity for each stack of the portal. An
 * entity exists as soon as the creation starts. Keeps the existing entities if AWS gives no answer.
 */
export class AuroraDbEntityProvider implements EntityProvider {
  readonly #environment: EnvironmentConfig;
  readonly #stacks: DatabaseStackReader;
  readonly #logger: LoggerService;
  readonly #events: EventsService;
  readonly #schedule: SchedulerServiceTaskRunner;
  #connection: EntityProviderConnection | undefined;
  #running: Promise<void> | undefined;
  #next: Promise<void> | undefined;

  constructor(options: {
    environment: EnvironmentConfig;
    stacks: DatabaseStackReader;
    logger: LoggerService;
    events: EventsService;
    schedule: SchedulerServiceTaskRunner;
  }) {
    this.#environment = options.environment;
    this.#stacks = options.stacks;
    this.#logger = options.logger;
    this.#events = options.events;
    this.#schedule = options.schedule;
  }

  getProviderName(): string {
    return providerNameOf(this.#environment.name);
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
   * Reads the stacks and replaces the environment's entities. If a refresh is already running,
   * another one follows it.
   */
  refresh(): Promise<void> {
    if (!this.#running) {
      this.#running = this.#read().finally(() => {
        this.#running = undefined;
      });
      return this.#running;
    }
    const again = () => {
      this.#next = undefined;
      return this.refresh();
    };
    this.#next ??= this.#running.then(again, again);
    return this.#next;
  }

  async #onEvent({ eventPayload }: EventParams): Promise<void> {
    const event = stackEventSchema.parse(eventPayload);
    if (event.environment === this.#environment.name) {
      await this.refresh();
    }
  }

  async #read(): Promise<void> {
    if (!this.#connection) {
      throw new Error(`${this.getProviderName()} is not connected yet`);
    }
    const environment = this.#environment;
    const stacks = await this.#list();
    if (!stacks) {
      return;
    }
    const entities = stacks.flatMap(stack => {
      const identity = databaseOfStack(environment, stack);
      if (identity.outcome === 'not-ours') {
        this.#logger.debug(identity.reason);
        return [];
      }
      identity.database.complaints.forEach(text => this.#logger.warn(text));
      return [toEntity(environment, stack, identity.database)];
    });
    await this.#connection.applyMutation({
      type: 'full',
      entities: entities.map(entity => ({
        entity,
        locationKey: this.getProviderName(),
      })),
    });
  }

  async #list() {
    try {
      return await this.#stacks.list(this.#environment);
    } catch (error) {
      if (!(error instanceof AwsUnavailableError)) {
        throw error;
      }
      this.#logger.warn(
        `${this.getProviderName()} keeps its entities as they are: ${error.message}`,
      );
      return undefined;
    }
  }
}
