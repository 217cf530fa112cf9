import {
  createTranslationRef,
  type TranslationFunction,
} from '@backstage/frontend-plugin-api';
import { englishEventTexts } from './englishEventTexts';

/** The texts of events. The operations card and the charts load them with the events. */
export const eventsTranslationRef = createTranslationRef({
  id: 'plugin.aurora-db.events',
  messages: englishEventTexts,
  translations: { ja: () => import('./japaneseEventTexts') },
});

/** Translates a key of {@link eventsTranslationRef}. */
export type TranslateEvent = TranslationFunction<typeof eventsTranslationRef.T>;
