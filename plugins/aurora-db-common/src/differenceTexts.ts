/**
 * English texts of how a restored database differs from a source that the portal did not create.
 * They are part of {@link messageTexts}.
 *
 * @public
 */
export const differenceTexts = {
  'difference.instanceClasses':
    'The instances of the source have the classes {{classes}}. The restored database is serverless, with {{minCapacity}} to {{maxCapacity}} ACU',
  'difference.capacity':
    'The source has {{sourceMin}} to {{sourceMax}} ACU, which the portal does not support. The restored database has those of its environment, {{minCapacity}} to {{maxCapacity}} ACU',
  'difference.noCapacity':
    'The source has no instances and no capacity. The restored database has {{minCapacity}} to {{maxCapacity}} ACU',
  'difference.readers':
    'Readers: {{sourceReaders}} in the source, {{readers}} in the restored database',
  'difference.versionOfEnvironment':
    'The restored database has Aurora PostgreSQL {{engineVersion}}, as its source. New databases of {{environment}} have {{configured}}',
  'difference.versionOfSnapshot':
    'The restored database has Aurora PostgreSQL {{engineVersion}}, as the snapshot. The source now has {{live}}',
  'difference.secret':
    'The master user stays {{username}}, with a new password in a secret of the restored database. The secret of the source is not copied. Other PostgreSQL users keep their passwords',
  'difference.alarms':
    'The alarms of the source are not copied. The portal creates its own alarms and a dashboard',
  'difference.network':
    'The restored database is in the private subnets of {{environment}}, and only the security groups of this environment can connect. The subnets and security groups of the source are not copied',
  'difference.port': 'The port is {{own}} instead of {{port}}',
  'difference.backupRetention':
    'Retention of automated backups in days: {{own}} instead of {{days}}',
  'difference.backupWindow':
    'The backup window is {{own}} UTC instead of {{window}} UTC',
  'difference.deletionProtectionOn':
    'Deletion protection is on. It is off for the source',
  'difference.deletionProtectionOff':
    'Deletion protection is off. It is on for the source',
  'difference.iamAuthentication':
    'IAM authentication is on. It is off for the source',
  'difference.functionUser':
    'Functions of the environment log in as {{user}}. If the source has no such PostgreSQL user, create it after the restore',
  'difference.encrypted':
    'The source is not encrypted. The restored database is encrypted with {{own}}',
  'difference.key': 'The data is encrypted with {{own}} instead of {{key}}',
  'difference.global':
    'The source is a member of the global database {{global}}. The restored database is not',
  'difference.tags': 'Tags of the source that are not copied: {{tags}}',
  'difference.parameter': '{{parameter}} is {{own}} instead of {{value}}',
  'difference.parameterUnset':
    '{{parameter}} is not set. In the source it is {{value}}',
  'difference.parametersAdded':
    'The portal sets parameters that the source does not: {{parameters}}',
  'difference.parametersUnknown':
    'It is unknown which parameters differ: {{reason}}',
} as const;
