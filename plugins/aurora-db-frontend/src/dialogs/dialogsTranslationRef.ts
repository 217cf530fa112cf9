import {
  createTranslationRef,
  type TranslationFunction,
} from '@backstage/frontend-plugin-api';
import { englishDialogTexts } from './englishDialogTexts';

/** The texts of the dialogs, which load when a dialog is opened. */
export const dialogsTranslationRef = createTranslationRef({
  id: 'plugin.aurora-db.dialogs',
  messages: englishDialogTexts,
  translations: { ja: () => import('./japaneseDialogTexts') },
});

/** Translates a key of {@link dialogsTranslationRef}. */
export type TranslateDialog = TranslationFunction<
  typeof dialogsTranslationRef.T
>;
