import type { EntityProvider } from '@backstage/plugin-catalog-node';

/**
 * Stands for the provider of an environment that cannot be read now. The catalog deletes the
 * entities of a provider that is no longer there.
 */
export class IdleEntityProvider implements EntityProvider {
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
  }

  getProviderName(): string {
    return this.#name;
  }

  async connect(): Promise<void> {}
}
