import type { Entity } from '@backstage/catalog-model';
import type {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';

/** Puts entities into the catalog that do not change while the backend runs. */
export class StaticEntityProvider implements EntityProvider {
  readonly #name: string;
  readonly #read: () => Promise<Entity[]>;

  /**
   * @param name - names the provider in the catalog, which deletes entities of a former name
   * @param read - reads the entities at the start. Without entities, the catalog removes earlier ones
   */
  constructor(name: string, read: () => Promise<Entity[]>) {
    this.#name = name;
    this.#read = read;
  }

  getProviderName(): string {
    return this.#name;
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    const entities = await this.#read();
    await connection.applyMutation({
      type: 'full',
      entities: entities.map(entity => ({ entity, locationKey: this.#name })),
    });
  }
}
