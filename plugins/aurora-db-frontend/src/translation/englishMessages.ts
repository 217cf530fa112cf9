import {
  healthTexts,
  operationTexts,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { englishActionTexts } from './englishActionTexts';
import { englishCardTexts } from './englishCardTexts';
import { englishFormTexts } from './englishFormTexts';

/**
 * The texts of the plugin, in English. Messages of the backend have their codes as keys. Only those
 * of the cards are here. The others come with their English text, so cards load without them.
 */
export const englishMessages = {
  ...healthTexts,
  ...operationTexts,
  ...englishCardTexts,
  ...englishActionTexts,
  ...englishFormTexts,
} as const;
