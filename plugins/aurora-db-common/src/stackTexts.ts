/**
 * English texts about CloudFormation's work on a stack: its state, refused changes, failures and
 * ways out. They are part of {@link messageTexts}.
 *
 * @public
 */
export const stackTexts = {
  'stack.busy':
    'Stack {{stackName}} is {{activity}}. Wait until that operation ends, and try again',
  'stack.activity.creating': 'being created',
  'stack.activity.rollingBackCreation':
    'being rolled back after a failed creation',
  'stack.activity.deleting': 'being deleted',
  'stack.activity.updating': 'being updated',
  'stack.activity.cleaningUp': 'being cleaned up after an update',
  'stack.activity.rollingBack': 'being rolled back after a failed update',
  'stack.activity.cleaningUpRollback':
    'being cleaned up after an update that was rolled back',
  'stack.activity.importing': 'importing resources',
  'stack.activity.rollingBackImport': 'rolling back an import',
  'stack.activity.other': 'in state {{stackStatus}}',
  'stack.createFailed':
    'Stack {{stackName}} could not be created and was not rolled back. Delete it with aurora:database:delete and deploy again',
  'stack.rollbackFailed':
    'Stack {{stackName}} could not be created, and rolling back failed too. Delete it with aurora:database:delete and deploy again',
  'stack.deleteFailed':
    'Stack {{stackName}} could not be deleted completely. Look at its events, remove what blocks the deletion, and delete it with aurora:database:delete again',
  'stack.updateFailed':
    'Stack {{stackName}} could not be updated and was not rolled back. Roll it back in the CloudFormation console and deploy again',
  'stack.updateRollbackFailed':
    'Stack {{stackName}} could not be updated, and rolling back failed too. Use “Continue update rollback” in the CloudFormation console and deploy again',
  'stack.importRollbackFailed':
    'Stack {{stackName}} has a failed import. Finish its rollback in the CloudFormation console and deploy again',
  'stack.otherState':
    "Stack {{stackName}} is in state {{stackStatus}} and can't be changed. Check it in the CloudFormation console",
  'stack.ofOther':
    'Stack {{stackName}} exists in account {{accountId}}, but does not belong to {{name}} in {{environment}} ({{found}}). Choose another name',
  'stack.untagged': 'the tags {{nameTag}} and {{environmentTag}} are missing',
  'stack.tagged': 'tags: name {{name}}, environment {{environment}}',
  'stack.noName': 'none',
  'stack.noEnvironment': 'none',
  'stack.justStarted':
    'Stack {{stackName}} is in an operation that another user or process has just started. Wait until that operation ends, and try again',
  'stack.othersChange':
    'Another user or process is changing {{stackName}} ({{reason}}). Wait until that operation ends, and try again',
  'stack.dryRunUndone':
    'Stack {{stackName}} is left over from a failed creation. A deploy deletes it and creates it again, which a dry run cannot show',
  'stack.createdAndGone':
    'Stack {{stackName}} was created, but no longer exists. Check the deleted stacks in the CloudFormation console',
  'stack.notBegun':
    'CloudFormation accepted the operation on {{stackName}} but did not begin it within {{minutes}} minutes; the stack is in state {{stackStatus}}',
  'change.replaced':
    '{{resource}} ({{type}}) would be replaced because of {{properties}}. A database is never replaced in place: restore it under a new name instead',
  'change.mayBeReplaced':
    '{{resource}} ({{type}}) may be replaced because of {{properties}}. A database is never replaced in place: restore it under a new name instead',
  'change.removed':
    '{{resource}} ({{type}}) would be removed. A database is never replaced in place: restore it under a new name instead',
  'change.instanceReplaced':
    '{{resource}} ({{type}}) would be replaced because of {{properties}}, which interrupts connections. To allow it, set allowInstanceReplacement to true',
  'change.instanceMayBeReplaced':
    '{{resource}} ({{type}}) may be replaced because of {{properties}}, which interrupts connections. To allow it, set allowInstanceReplacement to true',
  'change.newPassword':
    '{{resource}} ({{type}}) would get a new password through {{property}}, but the cluster would keep its old one. Rotate the secret instead',
  'change.unnamed': 'a property that CloudFormation does not name',
  'changeSet.failed':
    'CloudFormation could not make a change set for {{stackName}}: {{reason}}. {{wayOut}}',
  'changeSet.slow':
    'CloudFormation did not make the change set for {{stackName}} within {{minutes}} minutes, so nothing was changed. {{left}}. Try again later. If that fails too, check the change sets of {{stackName}} in the CloudFormation console',
  'changeSet.discarded': 'The change set is discarded',
  'changeSet.stays':
    'The change set stays, and CloudFormation executes it only if this run is repeated ({{reason}})',
  'failure.resource':
    '{{resource}} ({{type}}) of stack {{stackName}} failed: {{reason}}. {{wayOut}}',
  'failure.stack': 'Stack {{stackName}} failed: {{reason}}. {{wayOut}}',
  'failure.noReason': 'no reason given',
  'wayOut.leftover':
    'A resource of that name is left over or belongs to another application: delete or rename it, or choose another name',
  'wayOut.serviceLinkedRole':
    'Give the credentials of that account in aws.accounts the permission iam:CreateServiceLinkedRole for rds.amazonaws.com. Or have an administrator create the role once (aws iam create-service-linked-role --aws-service-name rds.amazonaws.com)',
  'wayOut.permission':
    'Give the credentials of that account in aws.accounts the permission {{action}} (the README lists what is needed)',
  'wayOut.permissionUnnamed':
    'Give the credentials of that account in aws.accounts the missing permission (the README lists what is needed)',
  'wayOut.denied':
    'A policy denies {{action}} explicitly, such as a service control policy or a permissions boundary: ask the administrator who manages it',
  'wayOut.deniedUnnamed':
    'A policy denies that explicitly, such as a service control policy or a permissions boundary: ask the administrator who manages it',
  'wayOut.expired':
    'The credentials expired while CloudFormation was at work. Allow longer sessions for the role of that account in aws.accounts, and deploy again',
  'wayOut.throttled': 'AWS was throttling: try again in a few minutes',
  'wayOut.export':
    "Deploy the stack that exports it, or correct the names of exports in the environment's network in app-config",
  'wayOut.inUse': 'Delete the resources that use it first',
  'wayOut.protection':
    'Delete with disableProtection to switch deletion protection off first',
  'wayOut.engineVersion':
    'Choose an engineVersion that the region offers, or leave it out for the newest',
  'wayOut.quota':
    'Request a higher quota in the Service Quotas console, or delete resources that you no longer use',
  'wayOut.zones':
    "List subnets of at least two availability zones in privateSubnets of the environment's network in app-config",
  'wayOut.key':
    'Check that the credentials may use the key, and that it is enabled',
  'wayOut.capacity':
    'Choose another capacity, or try again later if AWS is short of it',
  'wayOut.network':
    "Check the environment's network in app-config against the VPC",
  'wayOut.slow':
    'Check the events of the cluster in the RDS console for the cause, and deploy again',
  'wayOut.snapshot':
    'Check the snapshot in the RDS console: it must be available and its name free',
  'wayOut.events':
    'Check the events of the stack in the CloudFormation console for the details',
} as const;
