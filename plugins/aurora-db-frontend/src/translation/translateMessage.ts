import {
  messageTexts,
  severitySchema,
  type Message,
  type MessageCode,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { formatTime } from './formatTime';
import { translateStatus } from './translateStatus';
import type { Translate } from './useTexts';

const isTime = (value: string) => /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value);

const isKnown = (code: string): code is MessageCode =>
  Object.hasOwn(messageTexts, code);

/**
 * The backend's message in the reader's language, times in their own time zone; its English text where the code is of a newer backend.
 */
export function translateMessage(
  message: Message,
  t: Translate,
  language: string,
): string {
  if (!isKnown(message.code)) {
    return message.text;
  }
  const param = (name: string): string => {
    const value = message.params?.[name] ?? '';
    if (typeof value === 'number') {
      return new Intl.NumberFormat(language).format(value);
    }
    return isTime(value) ? formatTime(value, language) : value;
  };
  const severity = severitySchema.safeParse(message.params?.severity);
  return t(message.code, {
    accountId: param('accountId'),
    alarm: param('alarm'),
    asOf: param('asOf'),
    clusterIdentifier: param('clusterIdentifier'),
    configured: param('configured'),
    current: param('current'),
    live: param('live'),
    max: param('max'),
    minCapacity: param('minCapacity'),
    percent: param('percent'),
    reason: param('reason'),
    severity: severity.success
      ? t(`severity.${severity.data}`).toLocaleLowerCase(language)
      : param('severity'),
    since: param('since'),
    stackName: param('stackName'),
    stackStatus: param('stackStatus'),
    status: translateStatus(param('status'), t),
    threshold: param('threshold'),
    wanted: param('wanted'),
  });
}
