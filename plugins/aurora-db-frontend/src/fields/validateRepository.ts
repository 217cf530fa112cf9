import { parseRepositoryUrl } from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  appLanguageApiRef,
  translationApiRef,
} from '@backstage/frontend-plugin-api';
import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { auroraDbApiRef } from '../api/auroraDbApiRef';
import { auroraDbTranslationRef } from '../translation/auroraDbTranslationRef';
import { formTranslationRef } from '../translation/formTranslationRef';
import { readerLocale } from '../translation/readerLocale';
import { translateMessage } from '../translation/translateMessage';
import { judgeRepository } from './judgeRepository';

/**
 * Adds an error for each missing or invalid part of a repository's place, and for a host that the
 * portal cannot publish to. An empty place is valid: the application is then not published. Throws
 * if the hosts cannot be read.
 */
export const validateRepository: CustomFieldValidator<string> = async (
  value: unknown,
  field,
  { apiHolder },
) => {
  const api = apiHolder.get(auroraDbApiRef);
  const translations = apiHolder.get(translationApiRef);
  const translation = translations?.getTranslation(formTranslationRef);
  const messages = translations?.getTranslation(auroraDbTranslationRef);
  const appLanguage = apiHolder.get(appLanguageApiRef);
  if (!api || !appLanguage || !translation?.ready || !messages?.ready) {
    throw new Error('The aurora-db plugin is not installed in this portal');
  }
  if (!value) {
    return;
  }
  const { t } = translation;
  const place = parseRepositoryUrl(String(value));
  const hosts = await api.getRepositoryHosts();
  const known = hosts.find(({ host }) => host === place.host);
  if (!known) {
    field.addError(t('repository.unknownHost', { host: place.host }));
  } else if (known.problem) {
    const { language } = appLanguage.getLanguage();
    field.addError(
      translateMessage(known.problem, messages.t, readerLocale(language)),
    );
  }
  for (const problem of Object.values(judgeRepository(place, t))) {
    if (problem) {
      field.addError(problem);
    }
  }
};
