import { deployTexts } from './deployTexts';
import { differenceTexts } from './differenceTexts';
import { errorTexts } from './errorTexts';
import { healthTexts } from './healthTexts';
import { insightTexts } from './insightTexts';
import { inputTexts } from './inputTexts';
import { operationTexts } from './operationTexts';
import { planTexts } from './planTexts';
import { preflightTexts } from './preflightTexts';
import { readinessTexts } from './readinessTexts';
import { stackTexts } from './stackTexts';
import type { Message } from './message';

/**
 * English texts of all messages that the backend can send. Placeholders as in i18next: `{{name}}`.
 * Frontends use the same codes as keys of their translations.
 *
 * @public
 */
export const messageTexts = {
  ...deployTexts,
  ...differenceTexts,
  ...errorTexts,
  ...healthTexts,
  ...inputTexts,
  ...insightTexts,
  ...operationTexts,
  ...planTexts,
  ...preflightTexts,
  ...readinessTexts,
  ...stackTexts,
} as const;

/** A code of {@link messageTexts}. @public */
export type MessageCode = keyof typeof messageTexts;

/** Values of a message's placeholders. @public */
export type MessageParams = Record<
  string,
  string | number | Message | readonly Message[]
>;

/**
 * Makes a {@link Message} with its English text. Parameters that are messages become its details.
 *
 * @public
 */
export function createMessage(
  code: MessageCode,
  params?: MessageParams,
): Message {
  if (!params) {
    return { code, text: messageTexts[code] };
  }
  const texts: Record<string, string | number> = {};
  const details: Record<string, Message[]> = {};
  for (const [name, value] of Object.entries(params)) {
    if (typeof value === 'object') {
      details[name] = [value].flat();
      texts[name] = details[name].map(({ text }) => text).join('; ');
    } else {
      texts[name] = value;
    }
  }
  const text = messageTexts[code].replace(
    /\{\{(\w+)\}\}/g,
    (placeholder, name: string) => String(texts[name] ?? placeholder),
  );
  const hasDetails = Object.keys(details).length > 0;
  return { code, params: texts, ...(hasDetails && { details }), text };
}
