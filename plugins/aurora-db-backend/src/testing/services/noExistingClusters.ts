import type { ExistingClusters } from '../../database/existing/ExistingClusters';

/** A portal that shows no databases of other tools. */
export const noExistingClusters: Pick<ExistingClusters, 'find' | 'list'> = {
  find: async () => undefined,
  list: async () => [],
};
