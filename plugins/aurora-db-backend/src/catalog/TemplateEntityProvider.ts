import type { Entity } from '@backstage/catalog-model';
import type {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';

/** Keeps the templates of this package in the catalog, or none if they are turned off. */
export class TemplateEntityProvider implements EntityProvider {
  readonly #read: () => Promise<Entity[]>;

  constructor(read: () => Promise<Entity[]>) {
    this.#read = read;
  }

  getProviderName(): string {
    return 'aurora-db-templates';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    const entities = await this.#read();
    await connection.applyMutation({
      type: 'full',
      entities: entities.map(entity => ({
        entity,
        locationKey: this.getProviderName(),
      })),
    });
  }
}
