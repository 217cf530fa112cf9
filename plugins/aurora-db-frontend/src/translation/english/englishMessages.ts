import { operationTexts } from '@aurora-db/backstage-plugin-aurora-db-common';
import { englishActionTexts } from './englishActionTexts';
import { englishCardTexts } from './englishCardTexts';

/**
 * The texts of the plugin, in English. Messages of the backend come with their English text, so
 * cards load without them, except for the codes that components use as keys.
 */
export const englishMessages = {
  ...operationTexts,
  ...englishCardTexts,
  ...englishActionTexts,
} as const;
