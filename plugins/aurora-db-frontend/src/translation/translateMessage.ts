import {
  messageTexts,
  severitySchema,
  type Message,
  type MessageCode,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { entityNameOf } from './entityNameOf';
import { formatTime } from './formatTime';
import { translateStatus } from './translateStatus';
import type { Translate } from './useTexts';

const isTime = (value: string) => /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value);

const isKnown = (code: string): code is MessageCode =>
  Object.hasOwn(messageTexts, code);

/** Parameters that are neither numbers nor times, but need a translation. */
const terms: Readonly<
  Record<string, (value: string, t: Translate, language: string) => string>
> = {
  severity: (value, t, language) => {
    const severity = severitySchema.safeParse(value);
    return severity.success
      ? t(`severity.${severity.data}`).toLocaleLowerCase(language)
      : value;
  },
  source: entityNameOf,
  status: translateStatus,
  target: entityNameOf,
};

/**
 * {@link Translate} for a code that is known only at run time. A test compares the placeholders.
 */
interface TranslateCode {
  t(code: MessageCode, params: Record<string, string>): string;
}

/**
 * Translates a message of the backend. Times are in the browser's time zone. If a newer backend
 * sent an unknown code, the English text is returned.
 */
export function translateMessage(
  message: Message,
  t: Translate,
  language: string,
): string {
  if (!isKnown(message.code)) {
    return message.text;
  }
  const translateParam = (name: string, value: string | number): string => {
    const details = message.details?.[name];
    if (details) {
      return translateMessages(details, t, language, '; ');
    }
    if (typeof value === 'number') {
      return new Intl.NumberFormat(language).format(value);
    }
    return isTime(value)
      ? formatTime(value, language)
      : (terms[name]?.(value, t, language) ?? value);
  };
  const translate: TranslateCode = { t };
  return translate.t(
    message.code,
    Object.fromEntries(
      Object.entries(message.params ?? {}).map(([name, value]) => [
        name,
        translateParam(name, value),
      ]),
    ),
  );
}

/** Translates several messages into one text. */
export function translateMessages(
  messages: readonly Message[],
  t: Translate,
  language: string,
  separator: string,
): string {
  return messages
    .map(message => translateMessage(message, t, language))
    .join(separator);
}
