import { z } from 'zod';
import { deployTexts } from './deployTexts';
import { errorTexts } from './errorTexts';
import { inputTexts } from './inputTexts';
import { stackTexts } from './stackTexts';

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
  'preflight.credentials': 'Account {{accountId}}, as {{arn}}',
  'preflight.otherAccount':
    'The credentials for {{environment}} belong to account {{accountId}} ({{arn}}), but {{key}} is {{configured}}. Add an entry for {{configured}} to aws.accounts',
  'preflight.network': 'Subnets in {{zones}} of {{vpcId}}',
  'preflight.networkExports': 'Exports for {{zones}}',
  'preflight.networkProblems': '{{problems}}. Correct {{key}}',
  'preflight.subnetMissing': '{{region}} has no subnet {{id}}',
  'preflight.subnetElsewhere':
    'subnet {{id}} is in {{actual}}, not in {{configured}}',
  'preflight.securityGroupMissing': '{{region}} has no security group {{id}}',
  'preflight.securityGroupElsewhere':
    'security group {{id}} is in {{actual}}, not in {{configured}}',
  'preflight.exportMissing': '{{region}} has no CloudFormation export {{name}}',
  'preflight.exportSubnets':
    'the export {{name}} has {{subnets}} subnets for {{zones}} availability zones',
  'preflight.nothingLeft': 'No leftover resource has this name',
  'preflight.clusterLeft':
    'The cluster {{clusterIdentifier}} exists, but it does not belong to a stack {{stackName}}. Choose another name, or delete the cluster',
  'preflight.logGroupLeft':
    'The log group {{logGroup}} is left over from an earlier database. Delete it (aws logs delete-log-group), or choose another name',
  'preflight.quotas': 'Within the quotas of the account',
  'preflight.quotaExceeded':
    'The quota {{quota}} of the account is {{limit}}: {{used}} are in use, and {{needed}} more are needed. Request a higher quota in the Service Quotas console, or delete resources that you no longer use',
  'preflight.roles':
    'The roles of the functions can take the policy of this database',
  'preflight.roleMissing':
    'Account {{accountId}} has no role {{role}}. Create it, or correct {{key}}',
  'preflight.rolePolicies':
    'The role {{role}} has {{attached}} managed policies, IAM allows {{limit}}, and this database needs one more. Request a higher quota in the Service Quotas console (up to {{highest}}), or detach policies that you no longer need. You can also give the databases of some owners their own role: add an entry with owners to {{key}}',
  'preflight.policyQuota':
    'Account {{accountId}} has {{used}} of {{limit}} customer managed policies, and this database needs one more. Request a higher quota in the Service Quotas console, or delete policies that you no longer use',
  'preflight.rolesUnknown':
    'Could not find out whether the roles of the functions can take another policy: {{reason}}',
  'preflight.stackNew': 'A new stack {{stackName}} is created',
  'preflight.stackExists': 'The stack {{stackName}} can be updated',
  'preflight.stackUndone':
    'The stack {{stackName}} is left over from a failed creation. It is deleted first, and then created again',
  'preflight.refused': '{{reason}}',
  'preflight.template':
    'The template has {{bytes}} bytes; CloudFormation accepts {{limit}}',
  'preflight.templateTooLarge':
    'The template has {{bytes}} bytes, but CloudFormation accepts at most {{limit}} inline. Configure fewer lambdaRoleArns',
  'preflight.snapshotFirst':
    'The deploy takes a snapshot before it changes anything. The snapshot expires after {{days}} days',
  'preflight.snapshotQuota':
    'The deploy takes a snapshot before it changes anything, but the account has reached its quota of {{limit}} manual snapshots. Delete some, or request a higher quota in the Service Quotas console',
  'preflight.nameTaken':
    'A stack {{stackName}} exists already. Choose another name',
  'preflight.engine': 'Aurora PostgreSQL {{engineVersion}}',
  'preflight.engineMissing':
    '{{region}} can no longer create Aurora PostgreSQL {{engineVersion}} as serverless. It offers {{offered}}',
  'preflight.snapshot': 'Snapshot {{snapshotId}} of {{time}} is available',
  'preflight.snapshotState':
    'Snapshot {{snapshotId}} is {{status}}. Only an available snapshot can be restored',
  'preflight.restorable':
    'Restorable to any time from {{earliest}} to {{latest}}',
  'preflight.noOtherRestore': 'No other restore of this database is running',
  'preflight.otherRestore':
    'Another restore of this database is running: {{target}}, since {{since}}. Wait until it ends',
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
