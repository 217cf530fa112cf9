import type { errorTexts } from '@aurora-db/backstage-plugin-aurora-db-common';

/** The backend's errors, in Japanese. */
export const japaneseErrors: Record<keyof typeof errorTexts, string> = {
  'error.nameTaken':
    'スタック {{stackName}} はすでに存在します。別の名前を選択してください',
};
