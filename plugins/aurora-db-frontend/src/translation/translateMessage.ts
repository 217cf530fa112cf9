import {
  healthMetricNames,
  metrics,
  severitySchema,
  type Message,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { entityNameOf } from '../catalog/entityNameOf';
import { formatTime } from './formatTime';
import { translateStatus } from './translateStatus';
import type { Translate } from './useTexts';

const isTime = (value: string | number): value is string =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(String(value));

/** What people call a metric, such as `read latency` for `ReadLatency`. */
function metricWord(name: string, t: Translate, language: string): string {
  const known = ([...healthMetricNames, 'uptime'] as const).find(
    metric => metrics[metric].metricName === name,
  );
  if (!known) {
    return name;
  }
  const word = t(`metrics.${known}`);
  // An abbreviation stays in capital letters within a sentence.
  return word === word.toUpperCase() ? word : word.toLocaleLowerCase(language);
}

/** Parameters that are neither numbers nor times, but need a translation. */
const terms: Readonly<
  Record<string, (value: string, t: Translate, language: string) => string>
> = {
  metrics: (value, t, language) =>
    value
      .split(', ')
      .map(name => metricWord(name, t, language))
      .join(t('facts.and')),
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
  t(
    code: string,
    options: { count: number; replace: Record<string, string> },
  ): string;
}

/**
 * Translates a message of the backend. Times are in the browser's time zone. If the language has no
 * text for the code, the result is the message's English text.
 */
export function translateMessage(
  message: Message,
  t: Translate,
  language: string,
): string {
  const times = Object.values(message.params ?? {}).filter(isTime);
  const translateParam = (name: string, value: string | number): string => {
    const details = message.details?.[name];
    if (details) {
      return translateMessages(details, t, language, t('messages.and'));
    }
    if (typeof value === 'number') {
      return new Intl.NumberFormat(language).format(value);
    }
    return isTime(value)
      ? formatTime(value, language, times)
      : (terms[name]?.(value, t, language) ?? value);
  };
  const params = Object.entries(message.params ?? {}).map(
    ([name, value]) => [name, value, translateParam(name, value)] as const,
  );
  const translate: TranslateCode = { t };
  const text = translate.t(message.code, {
    count: Number(message.params?.count ?? 0),
    replace: Object.fromEntries(params.map(([name, , value]) => [name, value])),
  });
  // Without a text, Backstage's translation returns the key.
  return text === message.code ? withValues(message.text, params) : text;
}

/** Writes times, numbers, names and terms of an English text as a reader expects them. */
function withValues(
  text: string,
  params: (readonly [string, string | number, string])[],
): string {
  return params.reduce(
    (result, [, value, translated]) =>
      value === ''
        ? result
        : result.replaceAll(
            typeof value === 'number' ? wholeNumber(value) : value,
            () => translated,
          ),
    text,
  );
}

/** Matches a number that is not a part of a longer number or of a name. */
function wholeNumber(value: number): RegExp {
  const digits = String(value).replace('.', '\\.');
  return new RegExp(`(?<![\\w.,-])${digits}(?![\\w-]|[.,]\\d)`, 'g');
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
