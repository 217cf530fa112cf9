/**
 * English reasons why a database cannot be deployed or deleted. They are part of {@link
 * messageTexts}.
 *
 * @public
 */
export const deployTexts = {
  'deploy.capacityBounds':
    "{{field}} {{value}} is outside {{environment}}'s bounds: choose {{lowest}} to {{highest}} ACU",
  'deploy.capacityOrder':
    'minCapacity must not exceed maxCapacity (got {{minCapacity}} to {{maxCapacity}})',
  'deploy.capacitySteps':
    '{{field}} must be a multiple of 0.5 ACU (got {{minCapacity}} to {{maxCapacity}})',
  'deploy.environmentUnknown':
    'The environment {{environment}} is not configured in this portal. Choose from {{configured}}',
  'deploy.nameTooLong':
    'name: {{name}} has {{length}} characters. In {{environment}}, a name has at most {{longest}}, because the identifier of its cluster has at most 63',
  'deploy.engineMajorUpgrade':
    'The database runs {{live}}, and the portal does not upgrade to another major version such as {{wanted}}. Leave engineVersion out. To upgrade, modify the cluster in the RDS console, and deploy again: the portal keeps the version that it finds',
  'deploy.engineUnsupported':
    'The engine version {{wanted}} is not supported: choose one of {{majors}}, or an exact version (at least {{least}})',
  'deploy.engineDowngrade':
    "The database runs {{live}}, and Aurora can't go back to {{wanted}}. Leave engineVersion out, or restore a snapshot of version {{wanted}} under a new name",
  'deploy.engineNotOffered':
    "{{region}} can't create Aurora PostgreSQL {{wanted}} as serverless; it offers {{offered}}",
  'deploy.engineNoneOffered': 'none of {{least}} or later',
  'deploy.engineCapacity':
    'Aurora PostgreSQL {{version}} in {{region}} runs with {{least}} to {{most}} ACU, not with {{minCapacity}} to {{maxCapacity}}',
  'deploy.ownerUnknown':
    'owner: {{entityRef}} is not in the catalog, or you may not see it. Choose a group or user that is there, or register it first',
  'deploy.ownerKind':
    'owner: {{entityRef}} is neither a group nor a user. Choose one, such as group:default/payments',
  'deploy.systemUnknown':
    'system: {{entityRef}} is not in the catalog, or you may not see it. Choose a system that is there, or register it first',
  'deploy.systemKind':
    'system: {{entityRef}} is not a system. Choose one, such as system:default/payments',
  'deploy.snapshotFailed':
    'Nothing was deployed, because the snapshot before the deploy failed: {{reason}}',
  'synthesis.shuttingDown':
    'The backend is shutting down. Try again in a minute',
  'synthesis.ownQueue':
    '{{limit}} of your templates are already waiting to be synthesized. Wait until some are done, and try again',
  'synthesis.queue':
    '{{limit}} templates are already waiting to be synthesized. Try again in a minute',
  'synthesis.ended':
    'The process that synthesizes templates ended unexpectedly ({{how}}). Try again',
  'synthesis.slow':
    'The synthesis took longer than {{seconds}} s and was cancelled. Try again',
  'synthesis.failed': "The template can't be synthesized: {{reason}}",
  'delete.notOurs':
    'entityRef: {{entityRef}} is not a database of this portal. Choose one, such as resource:default/goal-mandala-dev',
  'delete.ambiguous':
    'Not deleted: both {{one}} and {{other}} have a database with the entity {{entityRef}}. Delete the stack of the right one in the CloudFormation console',
  'delete.nothing':
    '{{entityRef}} has no database to delete in account {{accountId}}: there is no stack {{stackName}}, or it is not the stack of this entity',
  'delete.protectedInState':
    "Deletion protection of {{clusterIdentifier}} is on, and this portal can't turn it off while the stack is in state {{stackStatus}}. Turn it off in the RDS console (Modify), and delete again",
  'delete.protectedCluster':
    'Not deleted: deletion protection of {{clusterIdentifier}} is on. To delete the database, tick "Turn off deletion protection" in the form (disableProtection: true)',
  'delete.protectedStack':
    'Not deleted: termination protection of {{stackName}} is on. To delete the database, tick "Turn off deletion protection" in the form (disableProtection: true)',
  'delete.protectedBoth':
    'Not deleted: deletion protection of {{clusterIdentifier}} and termination protection of {{stackName}} are on. To delete the database, tick "Turn off deletion protection" in the form (disableProtection: true)',
  'delete.keepsNoSnapshot':
    'The deployed template of {{stackName}} keeps no final snapshot: another run changed it in the meantime. Wait until that run has ended and try again',
  'delete.snapshotNotPossible':
    'Not deleted: {{clusterIdentifier}} is {{status}}, and RDS takes a final snapshot only of a cluster that is available. {{wayOut}}. To delete it without its data, untick "Take a final snapshot" in the form (finalSnapshot: false)',
  'delete.startCluster':
    'Start it in the RDS console and run this again when it is available',
  'delete.enableKey':
    'Enable its KMS key again, start it in the RDS console, and run this again when it is available',
  'delete.lookAtCluster':
    'Check it in the RDS console, or ask AWS Support to make it available',
  'delete.waitForCluster': 'Wait until it is available and run this again',
  'delete.snapshotQuota':
    'Not deleted: account {{accountId}} uses {{used}} of its {{limit}} manual snapshots in {{region}}, and the deletion needs {{needed}} more. Delete some, or request a higher quota in the Service Quotas console',
  'delete.snapshotRefused':
    'Not deleted: {{reason}}. If this persists, delete {{clusterIdentifier}} with a final snapshot in the RDS console. Then run this again to delete the rest of its stack',
  'delete.snapshotFailed':
    'Not deleted, because the snapshot before the deletion failed: {{reason}}',
  'delete.snapshotsFailed':
    'Not deleted: {{count}} final snapshots of {{clusterIdentifier}} have failed within the hour. Check them in the RDS console, and try again in an hour',
  'delete.snapshotMissing':
    'The stack of {{database}} is deleted, but RDS lacks the final snapshot of {{clusterIdentifier}} (account {{accountId}}, {{region}}) that the deletion should have kept. Check the events of the stack and the snapshots in RDS, and contact AWS Support at once',
  'snapshotRun.failed':
    'Snapshot {{snapshotId}} failed. Try again, or check it in the RDS console',
  'snapshotRun.gone':
    'Snapshot {{snapshotId}} no longer exists. Try again, or look for it in the RDS console',
} as const;
