import { z } from 'zod';
import { errorTexts } from './errorTexts';

/**
 * A sentence for a person: `text` is English; a frontend translates by `code`, `params` and `details`.
 * @public
 */
export type Message = {
  code: string;
  params?: Record<string, string | number>;
  /** The parameters that are messages themselves. `params` has their English texts, for frontends that translate no details. */
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
  'health.cpu': 'CPU {{current}} %: {{severity}} from {{threshold}} %',
  'health.connections':
    'Connections {{current}} of {{max}}: {{percent}} %, {{severity}} from {{threshold}}',
  'health.readLatency':
    'Read latency {{current}} ms: {{severity}} from {{threshold}} ms',
  'health.writeLatency':
    'Write latency {{current}} ms: {{severity}} from {{threshold}} ms',
  'health.unreachable':
    'The writer does not report: the database may be unreachable',
  'health.paused': 'Paused: no connections, capacity is 0 ACU',
  'health.stopped': 'Stopped: no metrics while the cluster is stopped',
  'health.creating':
    'Being created: metrics appear a minute or two after it is available',
  'health.failed': 'The stack {{stackName}} is in state {{stackStatus}}',
  'health.noData': 'No data yet: CloudWatch has no datapoint in this range',
  'health.transition': 'The cluster is {{status}}',
  'health.clusterMissing':
    'The stack {{stackName}} is there, but its cluster {{clusterIdentifier}} is gone: it was deleted outside CloudFormation',
  'health.credentials':
    'Not reachable: the credentials for account {{accountId}} were refused ({{reason}})',
  'health.accessDenied':
    'Not allowed: the credentials for account {{accountId}} lack a permission ({{reason}})',
  'health.throttled': 'CloudWatch is throttling: showing data as of {{asOf}}',
  'health.throttledNoData':
    'AWS is throttling, and nothing was read before: try again in a minute',
  'health.unavailable': 'AWS cannot be reached: showing data as of {{asOf}}',
  'health.unavailableNoData':
    'AWS cannot be reached, and nothing was read before ({{reason}})',
  'health.alarmsUnavailable':
    'The states of the alarms could not be read ({{reason}})',
  'health.atMaximum':
    'At the maximum of {{max}} ACU for {{percent}} % of the last hour',
  'health.pendingReboot':
    'max_connections becomes {{configured}} when the instances reboot',
  'plan.databaseInsightsCapacity':
    'Database Insights works best from 2 ACU minimum capacity; this database has {{minCapacity}}',
  'plan.maxConnectionsPending':
    'max_connections changes to {{configured}}; it stays {{live}} until the instances reboot',
  'plan.engineVersionSticky':
    'The engine stays at {{live}}; ask for {{wanted}} explicitly to upgrade',
  'plan.passwordManaged':
    'RDS makes a new master password, in a secret of its own, and the present master secret is deleted. Whatever reads it must read the new one from then on',
  'plan.passwordManagedKept':
    'RDS makes a new master password, in a secret of its own. The present master secret stays in Secrets Manager, outside of the stack, with a password that no longer works. Whatever reads it must read the new one from then on',
  'plan.passwordGenerated':
    'CloudFormation makes a new master password, in a new secret of the stack, and RDS deletes the secret that it manages. Whatever reads that one must read the new one from then on',
  'plan.masterSecretRevoked':
    'Functions can no longer read the master secret: they log in as lambda-user with an IAM token, and read the address from the connection secret. Set masterSecretForFunctions: true for the environment if they still need it',
  'plan.restoreOwnCredentials':
    'The restored database has an endpoint and credentials of its own: applications stay with {{source}} until they are switched over',
  'plan.restoreEndpointLatest':
    'It has whatever is committed when RDS begins, so a moment after this plan',
  'preflight.credentials': 'Account {{accountId}}, as {{arn}}',
  'preflight.otherAccount':
    'The credentials for {{environment}} belong to account {{accountId}} ({{arn}}), but {{key}} is {{configured}}. Give aws.accounts an entry for {{configured}}',
  'preflight.network': 'Subnets in {{zones}} of {{vpcId}}',
  'preflight.networkExports': 'Exports for {{zones}}',
  'preflight.networkProblems': '{{problems}}. Correct {{key}}',
  'preflight.nothingLeft': 'Nothing of that name exists',
  'preflight.clusterLeft':
    'A cluster {{clusterIdentifier}} exists that no stack {{stackName}} holds. Choose another name, or delete the cluster',
  'preflight.logGroupLeft':
    'A log group {{logGroup}} is left over from an earlier database. Delete it (aws logs delete-log-group), or choose another name',
  'preflight.quotas': 'Within the quotas of the account',
  'preflight.quotaExceeded':
    'The quota {{quota}} of the account is {{limit}}, {{used}} are in use, and {{needed}} more are needed. Ask AWS for a higher quota in the Service Quotas console, or delete what is no longer used',
  'preflight.roles':
    'The roles of the functions have room for the policy of this database',
  'preflight.roleMissing':
    'Account {{accountId}} has no role {{role}}. Create it, or correct {{key}}',
  'preflight.rolePolicies':
    'The role {{role}} has {{attached}} managed policies, and IAM attaches at most {{limit}} to a role: this database needs one more. Ask AWS for a higher quota in the Service Quotas console (up to {{highest}}), detach policies that are no longer needed, or give the databases of some owners a role of their own: an entry of {{key}} with owners',
  'preflight.policyQuota':
    'Account {{accountId}} has {{used}} of {{limit}} customer managed policies, and this database needs one more. Ask AWS for a higher quota in the Service Quotas console, or delete policies that are no longer used',
  'preflight.rolesUnknown':
    'It is not known whether the roles of the functions have room for another policy: {{reason}}',
  'preflight.stackNew': 'A new stack {{stackName}}',
  'preflight.stackExists': 'The stack {{stackName}} can be changed',
  'preflight.stackUndone':
    'The stack {{stackName}} is left over from a creation that failed: it is deleted first, and created anew',
  'preflight.refused': '{{reason}}',
  'preflight.template':
    'The template has {{bytes}} bytes of the {{limit}} that CloudFormation takes',
  'preflight.templateTooLarge':
    'The template has {{bytes}} bytes, and CloudFormation takes {{limit}} inline: configure fewer lambdaRoleArns',
  'preflight.snapshotFirst':
    'A snapshot is taken before anything is changed, and kept for {{days}} days',
  'preflight.snapshotQuota':
    'A snapshot is taken before anything is changed, and the account has all {{limit}} manual snapshots that its quota allows. Delete some, or ask AWS for more in the Service Quotas console',
  'preflight.nameTaken':
    'A stack {{stackName}} exists already. Choose another name',
  'preflight.engine': 'Aurora PostgreSQL {{engineVersion}}',
  'preflight.engineMissing':
    '{{region}} can no longer create Aurora PostgreSQL {{engineVersion}} as serverless. It offers {{offered}}',
  'preflight.snapshot': 'Snapshot {{snapshotId}} of {{time}} is available',
  'preflight.snapshotState':
    'Snapshot {{snapshotId}} is {{status}}: only one that is available can be restored',
  'preflight.restorable':
    'Restorable to any time from {{earliest}} to {{latest}}',
  'preflight.noOtherRestore': 'No other restore of this database is running',
  'preflight.otherRestore':
    'A restore of this database is running already: {{target}}, since {{since}}. Wait until it has ended',
  'operation.created': 'The database was created',
  'operation.updated': 'The database was changed',
  'operation.deleted': 'The database and its stack were deleted',
  'operation.snapshot': 'Snapshot {{snapshotId}}',
  'operation.restoredTo': 'Into {{target}}',
  'operation.restoredFrom': 'From {{source}}',
  'operation.failed': '{{what}}: {{reason}}',
  ...errorTexts,
} as const;

/** A code of {@link messageTexts}. @public */
export type MessageCode = keyof typeof messageTexts;

/** Values of a message's placeholders. @public */
export type MessageParams = Record<
  string,
  string | number | Message | readonly Message[]
>;

/**
 * Makes a {@link Message}, with its English text filled in. Parameters that are messages themselves become its details.
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
