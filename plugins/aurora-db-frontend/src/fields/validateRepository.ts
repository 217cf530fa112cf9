import {
  parseRepositoryUrl,
  repositoryHosts,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  configApiRef,
  translationApiRef,
} from '@backstage/frontend-plugin-api';
import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { auroraDbTranslationRef } from '../translation/auroraDbTranslationRef';
import { judgeRepository } from './judgeRepository';

/**
 * Adds an error for each missing or invalid part of a repository's place. An empty place is valid:
 * the application is then not published.
 */
export const validateRepository: CustomFieldValidator<string> = (
  value: unknown,
  field,
  { apiHolder },
) => {
  const config = apiHolder.get(configApiRef);
  const translation = apiHolder
    .get(translationApiRef)
    ?.getTranslation(auroraDbTranslationRef);
  if (!config || !translation?.ready) {
    throw new Error('The aurora-db plugin is not installed in this portal');
  }
  if (!value) {
    return;
  }
  const { t } = translation;
  const place = parseRepositoryUrl(String(value));
  if (!repositoryHosts(config).has(place.host)) {
    field.addError(t('repository.unknownHost', { host: place.host }));
  }
  for (const problem of Object.values(judgeRepository(place, { t }))) {
    if (problem) {
      field.addError(problem);
    }
  }
};
