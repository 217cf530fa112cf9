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
    "Stack {{stackName}} could not be updated and was not rolled back. Roll it back in CloudFormation's console and deploy again",
  'stack.updateRollbackFailed':
    "Stack {{stackName}} could not be updated, and rolling back failed too. Use “Continue update rollback” in CloudFormation's console and deploy again",
  'stack.importRollbackFailed':
    "Stack {{stackName}} has a failed import. Finish its rollback in CloudFormation's console and deploy again",
  'stack.otherState':
    "Stack {{stackName}} is in state {{stackStatus}}, in which it can't be changed. Look at it in CloudFormation's console",
  'stack.ofOther':
    'Stack {{stackName}} exists in account {{accountId}}, and is not that of {{name}} in {{environment}}: {{found}}. Choose another name',
  'stack.untagged': 'it has no tags {{nameTag}} and {{environmentTag}}',
  'stack.tagged': 'its tags say {{name}} in {{environment}}',
  'stack.noName': 'no name',
  'stack.noEnvironment': 'no environment',
  'stack.justStarted':
    'Stack {{stackName}} was just started by another user or process. Wait until that operation ends, and try again',
  'stack.othersChange':
    'Another user or process is changing {{stackName}} ({{reason}}). Wait until that operation ends, and try again',
  'stack.dryRunUndone':
    'Stack {{stackName}} is left over from a failed creation. A deploy deletes it and creates it again, which a dry run cannot show',
  'stack.createdAndGone': 'Stack {{stackName}} was created and is gone',
  'stack.notBegun':
    'CloudFormation accepted the operation on {{stackName}} but did not begin it within {{minutes}} minutes; the stack is in state {{stackStatus}}',
  'change.replaced':
    '{{resource}} ({{type}}) would be replaced because of {{properties}}. A database is never replaced in place: restore it under a new name instead',
  'change.mayBeReplaced':
    '{{resource}} ({{type}}) may be replaced because of {{properties}}. A database is never replaced in place: restore it under a new name instead',
  'change.removed':
    '{{resource}} ({{type}}) would be removed. A database is never replaced in place: restore it under a new name instead',
  'change.instanceReplaced':
    '{{resource}} ({{type}}) would be replaced because of {{properties}}, which interrupts connections. Set allowInstanceReplacement if you want that',
  'change.instanceMayBeReplaced':
    '{{resource}} ({{type}}) may be replaced because of {{properties}}, which interrupts connections. Set allowInstanceReplacement if you want that',
  'change.newPassword':
    '{{resource}} ({{type}}) would get a new password through {{property}} that the cluster is not told. Rotate the secret instead',
  'change.unnamed': 'a change that CloudFormation does not name',
  'changeSet.failed':
    'CloudFormation could not make a change set for {{stackName}}: {{reason}}. {{wayOut}}',
  'changeSet.slow':
    "CloudFormation did not make the change set for {{stackName}} within {{minutes}} minutes, so that nothing is changed. {{left}}. Try again later. If that fails too, look at the change sets of {{stackName}} in CloudFormation's console",
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
    'A policy forbids {{action}} explicitly: ask the administrator who manages it, perhaps as a service control policy or permissions boundary',
  'wayOut.deniedUnnamed':
    'A policy forbids that explicitly: ask the administrator who manages it, perhaps as a service control policy or permissions boundary',
  'wayOut.expired':
    "The credentials expired while CloudFormation was at work: let the sessions of that account's role in aws.accounts last longer, and deploy again",
  'wayOut.throttled': 'AWS was throttling: try again in a few minutes',
  'wayOut.export':
    "Deploy the stack that exports it, or correct the names of exports in the environment's network in app-config",
  'wayOut.inUse': 'Remove what uses it first',
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
    "Look at the cluster's events in the RDS console for the cause, and deploy again",
  'wayOut.snapshot':
    'Look at the snapshot in the RDS console: it must be available and its name free',
  'wayOut.events':
    "Look at the stack's events in CloudFormation's console for the details",
} as const;
