import { messageTexts } from '@aurora-db/backstage-plugin-aurora-db-common';
import { englishActionTexts } from './englishActionTexts';
import { englishCardTexts } from './englishCardTexts';
import { englishFormTexts } from './englishFormTexts';

/** Every text of the plugin, in English. The backend's messages have their codes as keys. */
export const englishMessages = {
  ...messageTexts,
  ...englishCardTexts,
  ...englishActionTexts,
  ...englishFormTexts,
} as const;
