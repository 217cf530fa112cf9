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
    arn: param('arn'),
    asOf: param('asOf'),
    attached: param('attached'),
    bytes: param('bytes'),
    clusterIdentifier: param('clusterIdentifier'),
    configured: param('configured'),
    current: param('current'),
    days: param('days'),
    earliest: param('earliest'),
    engineVersion: param('engineVersion'),
    environment: param('environment'),
    highest: param('highest'),
    key: param('key'),
    latest: param('latest'),
    limit: param('limit'),
    live: param('live'),
    logGroup: param('logGroup'),
    max: param('max'),
    minCapacity: param('minCapacity'),
    needed: param('needed'),
    offered: param('offered'),
    percent: param('percent'),
    problems: param('problems'),
    quota: param('quota'),
    reason: param('reason'),
    region: param('region'),
    role: param('role'),
    severity: severity.success
      ? t(`severity.${severity.data}`).toLocaleLowerCase(language)
      : param('severity'),
    since: param('since'),
    snapshotId: param('snapshotId'),
    source: entityNameOf(param('source')),
    stackName: param('stackName'),
    stackStatus: param('stackStatus'),
    status: translateStatus(param('status'), t),
    target: entityNameOf(param('target')),
    threshold: param('threshold'),
    time: param('time'),
    used: param('used'),
    vpcId: param('vpcId'),
    wanted: param('wanted'),
    what: param('what'),
    zones: param('zones'),
  });
}
