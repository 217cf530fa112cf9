import { z } from 'zod';

/** Schema of {@link ReadinessCheckName}. The order is that of the answer. @public */
export const readinessCheckNameSchema = z.enum([
  'credentials',
  'reachability',
  'permissions',
  'network',
  'zones',
  'securityGroups',
  'functionRoles',
  'key',
  'engine',
  'quotas',
  'alarmTopic',
  'serviceRole',
  'cloudFormationRole',
  'permissionsBoundary',
]);

/** Name of a check of an environment. @public */
export type ReadinessCheckName = z.infer<typeof readinessCheckNameSchema>;

/** English texts of the checks. They are part of {@link messageTexts}. @public */
export const readinessTexts = {
  'readiness.unknown': 'Could not be found out: {{reason}}',
  'readiness.late': 'Could not be found out within {{seconds}} s',
  'readiness.notChecked':
    'Not checked, because the credentials do not work in this account',
  'readiness.reached': '{{host}} answers',
  'readiness.unreachable': '{{host}} gives no answer: {{reason}}',
  'readiness.noAnswer':
    '{{host}} gave no answer within {{seconds}} s. Check the network between the portal and this host',
  'readiness.permissions':
    '{{principal}} has every permission of the portal’s policies',
  'readiness.cloudFormationPermissions':
    '{{principal}} has every permission that CloudFormation needs',
  'readiness.rootUser':
    'The credentials are those of the root user of account {{accountId}}, who has every permission. Use a role instead',
  'readiness.permissionMissing':
    'No policy allows {{principal}} to call {{actions}} (statement {{statement}})',
  'readiness.withoutLoad':
    '{{principal}} may not call {{actions}} (statement {{statement}}), so the portal does not show what loads the databases. Everything else works',
  'readiness.withoutStatements':
    '{{principal}} may not call {{actions}} (statement {{statement}}), so the portal shows only the first 500 bytes of a full statement. Everything else works',
  'readiness.withoutLog':
    '{{principal}} may not call {{actions}} (statement {{statement}}), so the portal does not show the logs of the databases. Everything else works',
  'readiness.withoutExistingParameters':
    '{{principal}} may not call {{actions}} (statement {{statement}}), so the portal does not know the connection limits of databases of other tools. Everything else works',
  'readiness.withoutExistingLoad':
    '{{principal}} may not call {{actions}} (statement {{statement}}), so the portal does not show what loads the databases of other tools. Everything else works',
  'readiness.withoutExistingStatements':
    '{{principal}} may not call {{actions}} (statement {{statement}}), so the portal shows only the first 500 bytes of a full statement of databases of other tools. Everything else works',
  'readiness.withoutExistingLog':
    '{{principal}} may not call {{actions}} (statement {{statement}}), so the portal does not show the logs of databases of other tools. Everything else works',
  'readiness.withoutExistingSnapshots':
    '{{principal}} may not call {{actions}} (statement {{statement}}), so the portal cannot take snapshots of databases of other tools. Everything else works',
  'readiness.withoutExistingDeletion':
    '{{principal}} may not call {{actions}} (statement {{statement}}), so the portal cannot delete the snapshots that it took of databases of other tools. Everything else works',
  'readiness.withoutExistingRestores':
    '{{principal}} may not call {{actions}} (statement {{statement}}), so the portal cannot restore databases of other tools. Everything else works',
  'readiness.permissionDenied':
    'A policy denies {{principal}} {{actions}} (statement {{statement}})',
  'readiness.permissionOrganization':
    'A policy of the organization keeps {{principal}} from {{actions}} (statement {{statement}})',
  'readiness.permissionBoundary':
    'The permissions boundary of {{principal}} does not allow {{actions}} (statement {{statement}})',
  'readiness.principalUnknown':
    'The portal’s permissions could not be found out, because it has neither a role nor a user of IAM',
  'readiness.permissionsUnknown':
    'The other permissions of {{principal}} could not be found out: {{reason}}',
  'readiness.zones': '{{region}} has {{zones}}',
  'readiness.zoneMissing':
    '{{region}} has no availability zone {{zone}}. It has {{zones}}. Correct {{key}}',
  'readiness.securityGroups':
    'The security groups of the clients are in the network: {{groups}}',
  'readiness.functionRoles': 'The roles of the functions exist',
  'readiness.defaultKey': 'AWS’s own key encrypts the databases',
  'readiness.key': 'The key {{keyArn}} can encrypt databases',
  'readiness.keyMissing':
    '{{region}} has no key {{keyArn}}. Create it, or correct {{key}}',
  'readiness.keyElsewhere':
    'The key {{keyArn}} is in {{actual}}, but the databases are in {{region}}. Correct {{key}}',
  'readiness.keyState':
    'The key {{keyArn}} cannot encrypt, because its state is {{state}}',
  'readiness.keyUsage':
    'The key {{keyArn}} is a key for {{usage}}. Databases need a symmetric key for ENCRYPT_DECRYPT',
  'readiness.snapshotQuota':
    'The account has {{used}} of {{limit}} manual snapshots. Delete some, or request a higher quota',
  'readiness.noTopic':
    'No alarm topic is configured. Alarms are only visible in CloudWatch and in the portal',
  'readiness.topic': 'The alarm topic {{topicArn}} exists',
  'readiness.topicMissing':
    'There is no alarm topic {{topicArn}}. Create it, or correct {{key}}',
  'readiness.topicElsewhere':
    'The alarms are in {{region}} of account {{accountId}}, but the alarm topic {{topicArn}} is not. Correct {{key}}',
  'readiness.serviceRole': 'The service-linked role of RDS exists',
  'readiness.serviceRoleLater':
    'The account has no service-linked role of RDS yet. RDS creates it with the first database',
  'readiness.serviceRoleMissing':
    'The account has no service-linked role of RDS, and {{principal}} may not create it',
  'readiness.serviceRoleUnknown':
    'The account has no service-linked role of RDS. It is unknown whether {{principal}} may create it',
  'readiness.cloudFormationRole':
    'CloudFormation can assume the role {{roleArn}}',
  'readiness.cloudFormationRoleMissing':
    'There is no role {{roleArn}}. Create it, or correct {{key}}',
  'readiness.cloudFormationRoleTrust':
    'The trust policy of {{roleArn}} does not allow cloudformation.amazonaws.com to assume it',
  'readiness.boundary': 'The permissions boundary {{boundaryArn}} exists',
  'readiness.boundaryMissing':
    'There is no policy {{boundaryArn}}. Create it, or correct {{key}}',
} as const;
