import { z } from 'zod';

/** Schema of {@link PreflightCheckName}. @public */
export const preflightCheckNameSchema = z.enum([
  'credentials',
  'network',
  'leftovers',
  'quotas',
  'roles',
  'stack',
  'engine',
  'template',
  'changes',
  'snapshot',
  'window',
  'name',
  'restores',
]);

/** Name of a check before a deploy or a restore. @public */
export type PreflightCheckName = z.infer<typeof preflightCheckNameSchema>;

/** English texts of the checks. They are part of {@link messageTexts}. @public */
export const preflightTexts = {
  'preflight.credentials': 'Account {{accountId}}, as {{arn}}',
  'preflight.otherAccount':
    'The credentials for {{environment}} belong to account {{accountId}} ({{arn}}), but {{key}} is {{configured}}. Add an entry for {{configured}} to aws.accounts',
  'preflight.network': 'Subnets in {{zones}} of {{vpcId}}',
  'preflight.networkExports': 'Exports for {{zones}}',
  'preflight.entityTaken':
    '{{entityRef}} is the entity of {{name}} in {{environment}}. Choose another name',
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
    'The cluster {{clusterIdentifier}} exists, but it does not belong to a stack {{stackName}}, and the portal takes over no cluster. Choose another name. If no application uses the cluster, you can also delete it',
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
    'It is unknown whether the roles of the functions can take another policy: {{reason}}',
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
  'preflight.engineUnsupported':
    'The source has Aurora PostgreSQL {{engineVersion}}, which the portal does not support. It supports {{majors}} (at least {{least}}). Upgrade the source first, or restore with the tool that created it',
  'preflight.windowUnencrypted':
    'The source is not encrypted, and RDS cannot encrypt a cluster that it restores to a time. Take a snapshot and restore the snapshot instead: RDS encrypts the copy',
  'preflight.snapshot': 'Snapshot {{snapshotId}} of {{time}} is available',
  'preflight.snapshotState':
    'Snapshot {{snapshotId}} is {{status}}. Only an available snapshot can be restored',
  'preflight.restorable':
    'Restorable to any time from {{earliest}} to {{latest}}',
  'preflight.noOtherRestore': 'No other restore of this database is running',
  'preflight.otherRestore':
    'Another restore of this database is running: {{target}}, since {{since}}. Wait until it ends',
} as const;
