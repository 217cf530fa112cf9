import type { Entity } from '@backstage/catalog-model';
import { databaseOfStack } from '../database/databaseOfStack';
import { toEntity } from '../database/toEntity';
import type { DatabaseStackReader } from '../ports/DatabaseStacks';
import {
  EnvironmentEntityProvider,
  type EnvironmentProviderOptions,
} from './EnvironmentEntityProvider';
import { LastingWarnings } from './LastingWarnings';

/** The name by which the catalog remembers the entities of an environment. */
export function providerNameOf(environment: string): string {
  return `aurora-db:${environment}`;
}

/**
 * Keeps an environment's databases in the catalog, with one entity for each stack of the portal. An
 * entity exists as soon as the creation starts. Keeps the existing entities if AWS gives no answer.
 */
export class AuroraDbEntityProvider extends EnvironmentEntityProvider {
  readonly #stacks: Pick<DatabaseStackReader, 'list'>;
  readonly #complaints: LastingWarnings;

  constructor(
    options: EnvironmentProviderOptions & {
      stacks: Pick<DatabaseStackReader, 'list'>;
    },
  ) {
    super(providerNameOf(options.environment.name), options);
    this.#stacks = options.stacks;
    this.#complaints = new LastingWarnings(options.logger);
  }

  protected async read(): Promise<Entity[] | undefined> {
    const { environment } = this;
    const stacks = await this.fromAws(() => this.#stacks.list(environment));
    if (!stacks) {
      return undefined;
    }
    const complaints: string[] = [];
    const entities = stacks.flatMap(stack => {
      const identity = databaseOfStack(environment, stack);
      if (identity.outcome === 'not-ours') {
        this.logger.debug(identity.reason);
        return [];
      }
      complaints.push(...identity.database.complaints);
      return [toEntity(environment, stack, identity.database)];
    });
    this.#complaints.replace(complaints);
    return entities;
  }
}
