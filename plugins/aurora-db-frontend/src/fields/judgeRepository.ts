import {
  repositoryPlaceSchema,
  type RepositoryPlace,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { TranslateForm } from '../translation/formTranslationRef';

/** Returns a sentence for each invalid part of a repository's place. */
export function judgeRepository(
  place: RepositoryPlace,
  t: TranslateForm,
): { owner?: string; repo?: string } {
  const { error } = repositoryPlaceSchema.safeParse(place);
  const wrong = new Set(error?.issues.map(({ path }) => path[0]));
  return {
    owner: wrong.has('owner') ? t('repository.wrongOwner') : undefined,
    repo: wrong.has('repo') ? t('repository.wrongName') : undefined,
  };
}
