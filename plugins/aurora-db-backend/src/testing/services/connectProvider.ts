import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import type {
  EntityProvider,
  EntityProviderMutation,
} from '@backstage/plugin-catalog-node';
import type { EnvironmentProviderOptions } from '../../catalog/EnvironmentEntityProvider';

/** Connects an entity provider to a catalog that accepts everything. */
export async function connectProvider(
  create: (
    services: Omit<EnvironmentProviderOptions, 'environment'>,
  ) => EntityProvider,
) {
  const mutations: EntityProviderMutation[] = [];
  const logger = mockServices.logger.mock();
  const events = mockServices.events();
  let scheduled: (() => unknown) | undefined;
  const provider = create({
    logger,
    events,
    schedule: {
      run: async ({ fn }) => {
        scheduled = () => fn(new AbortController().signal);
      },
    },
  });
  await provider.connect({
    applyMutation: async mutation => {
      mutations.push(mutation);
    },
    refresh: async () => {},
  });
  const entities = (): Entity[] => {
    const last = mutations.at(-1);
    return last?.type === 'full'
      ? last.entities.map(({ entity }) => entity)
      : [];
  };
  return {
    mutations,
    logger,
    events,
    entities,
    names: () => entities().map(({ metadata }) => metadata.name),
    warnings: () => logger.warn.mock.calls.map(([text]) => text),
    /** Runs the scheduled task. */
    run: async () => scheduled?.(),
    isScheduled: () => scheduled !== undefined,
  };
}
