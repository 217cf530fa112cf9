/** The texts of the buttons, snapshots and operations, in English. */
export const englishActionTexts = {
  'actions.snapshot': 'Take snapshot',
  'actions.snapshotItem': 'Snapshot…',
  'actions.restore': 'Restore…',
  'actions.checking': 'your permissions are being checked',
  'actions.permissionUnknown':
    'your permissions could not be checked ({{reason}}). Reload the page',
  'actions.denied':
    'you need the permission {{permission}} on this entity. Ask the owner of the database',
  'actions.notPermitted': '{{action}} (not permitted)',
  'actions.clusterUnknown': 'the database is still loading',
  'actions.clusterError': 'the database could not be read ({{reason}})',
  'actions.clusterNotAvailable':
    'the cluster is {{status}}. It must be available',
  'actions.quotaUsed':
    '{{used}} of {{limit}} manual snapshots of this account and region are used. Delete one first',
  'actions.otherRestore':
    'a restore as {{target}} is running. Wait until it ends',
  'actions.nothingToRestore':
    'there is no snapshot and no restorable time yet. RDS takes the first backup a few minutes after the creation',
  'dialog.cancel': 'Cancel',
  'dialog.close': 'Close',
  'snapshots.title': 'Snapshots',
  'snapshots.loading': 'Loading the snapshots',
  'snapshots.refresh': 'Refresh the snapshots',
  'snapshots.error': 'The snapshots could not be read',
  'snapshots.empty':
    'No snapshots yet. Take one before a release. RDS also takes one every day in the backup window.',
  'snapshots.quota':
    '{{used}} of {{limit}} manual snapshots used in this account and region',
  'snapshots.manual': 'Manual snapshot',
  'snapshots.automated': 'Automated',
  'snapshots.release': 'Release {{release}}',
  'snapshots.expires': 'expires {{time}}',
  'snapshots.kept': 'kept until deleted',
  'snapshots.foreign': 'taken with another tool: delete it there',
  'snapshots.progress': 'Progress of {{name}}',
  'snapshots.notAvailable': 'Only an available snapshot can be restored',
  'snapshots.restore': 'Restore from {{name}}',
  'snapshots.delete': 'Delete {{name}}',
  'snapshots.showAll': 'Show all {{total}}',
  'snapshots.showFewer': 'Show fewer',
  'operations.title': 'Operations',
  'operations.loading': 'Loading the operations',
  'operations.refresh': 'Refresh the operations',
  'operations.error': 'The operations could not be read',
  'operations.empty':
    'There are no recent operations on this database. Deploys, snapshots and restores appear here.',
  'operations.deploy': 'Deploy',
  'operations.snapshot': 'Snapshot',
  'operations.restore': 'Restore',
  'operations.delete': 'Delete',
  'operations.running': 'running',
  'operations.succeeded': 'succeeded',
  'operations.failed': 'failed',
  'operations.took': 'took {{duration}}',
} as const;
