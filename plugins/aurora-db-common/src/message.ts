import { z } from 'zod';
import { deployTexts } from './deployTexts';
import { errorTexts } from './errorTexts';
import { inputTexts } from './inputTexts';
import { preflightTexts } from './preflightTexts';
import { stackTexts } from './stackTexts';

/**
 * A sentence for a user. `text` is English. A frontend translates `code`, `params` and `details`.
 * @public
 */
export type Message = {
  code: string;
  params?: Record<string, string | number>;
  /** The parameters that are messages. `params` has their English texts. */
  details?: Record<string, Message[]>;
  text: string;
};

/** Schema of {@link Message}. @public */
export const messageSchema: z.ZodType<Message> = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  details: z
    .record(z.string(), z.array(z.lazy(() => messageSchema)))
    .optional(),
  text: z.string(),
});

/**
 * Every message that the backend can send, in English. Placeholders as in i18next: `{{name}}`.
 * Frontends use the same codes as keys of their translations.
 * @public
 */
export const messageTexts = {
  'health.cpuAlarm': 'CPU has been in alarm since {{since}} ({{severity}})',
  'health.connectionsAlarm':
    'Connections have been in alarm since {{since}} ({{severity}})',
  'health.readLatencyAlarm':
    'Read latency has been in alarm since {{since}} ({{severity}})',
  'health.writeLatencyAlarm':
    'Write latency has been in alarm since {{since}} ({{severity}})',
  'health.cpu': 'CPU {{current}}%: {{severity}} above {{threshold}}%',
  'health.connections':
    'Connections {{current}} of {{max}}: {{percent}}%, {{severity}} above {{threshold}}',
  'health.readLatency':
    'Read latency {{current}} ms: {{severity}} above {{threshold}} ms',
  'health.writeLatency':
    'Write latency {{current}} ms: {{severity}} above {{threshold}} ms',
  'health.unreachable':
    'The writer reports no metrics: the database may be unreachable',
  'health.paused': 'Paused: no connections, capacity is 0 ACU',
  'health.stopped': 'Stopped: no metrics while the cluster is stopped',
  'health.creating':
    'Being created: metrics appear one or two minutes after the cluster is available',
  'health.failed': 'The stack {{stackName}} is in state {{stackStatus}}',
  'health.noData': 'No data yet: CloudWatch has no datapoint in this range',
  'health.transition': 'The cluster is {{status}}',
  'health.clusterMissing':
    'The stack {{stackName}} exists, but its cluster {{clusterIdentifier}} does not: it was deleted outside CloudFormation',
  'health.credentials':
    'Not reachable: AWS refused the credentials for account {{accountId}} ({{reason}})',
  'health.accessDenied':
    'Not allowed: the credentials for account {{accountId}} lack a permission ({{reason}})',
  'health.throttled':
    'CloudWatch is throttling requests: showing data as of {{asOf}}',
  'health.throttledNoData':
    'AWS is throttling requests, and there is no earlier data: try again in a minute',
  'health.unavailable': 'AWS cannot be reached: showing data as of {{asOf}}',
  'health.unavailableNoData':
    'AWS cannot be reached, and there is no earlier data ({{reason}})',
  'health.alarmsUnavailable':
    'The states of the alarms could not be read ({{reason}})',
  'health.atMaximum':
    'At the maximum of {{max}} ACU for {{percent}}% of the last hour',
  'health.pendingReboot':
    'max_connections becomes {{configured}} when the instances reboot',
  'plan.databaseInsightsCapacity':
    'Database Insights works best with a minimum capacity of at least 2 ACU; this database has {{minCapacity}}',
  'plan.maxConnectionsPending':
    'max_connections changes to {{configured}}, but stays {{live}} until the instances reboot',
  'plan.engineVersionSticky':
    'The engine version stays {{live}}. To upgrade, request {{wanted}} explicitly',
  'plan.passwordManaged':
    'RDS creates a new master password in its own secret, and CloudFormation deletes the present master secret. Clients that read that secret must read the new one from then on',
  'plan.passwordManagedKept':
    'RDS creates a new master password in its own secret. The present master secret stays in Secrets Manager, outside the stack, but its password no longer works. Clients that read that secret must read the new one from then on',
  'plan.passwordGenerated':
    'CloudFormation creates a new master password in a new secret of the stack, and RDS deletes the secret that it manages. Clients that read that secret must read the new one from then on',
  'plan.masterSecretRevoked':
    'Functions can no longer read the master secret. They log in as lambda-user with an IAM token, and read the address from the connection secret. If they still need the master secret, set masterSecretForFunctions: true for the environment',
  'plan.restoreOwnCredentials':
    'The restored database has its own endpoint and credentials. Applications keep using {{source}} until you switch them over',
  'plan.restoreEndpointLatest':
    'The restored database contains the data that was committed up to the latest restorable time, usually a few minutes before RDS starts the restore',
  'operation.created': 'The database was created',
  'operation.updated': 'The database was changed',
  'operation.deleted': 'The database and its stack were deleted',
  'operation.snapshot': 'Snapshot {{snapshotId}}',
  'operation.restoredTo': 'Into {{target}}',
  'operation.restoredFrom': 'From {{source}}',
  'operation.failed': '{{what}}: {{reason}}',
  ...deployTexts,
  ...errorTexts,
  ...inputTexts,
  ...preflightTexts,
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
