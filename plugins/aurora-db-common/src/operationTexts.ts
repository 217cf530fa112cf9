/** English texts about the results of operations. They are part of {@link messageTexts}. @public */
export const operationTexts = {
  'operation.created': 'The database was created',
  'operation.updated': 'The database was changed',
  'operation.deleted': 'The database and its stack were deleted',
  'operation.snapshot': 'Snapshot {{snapshotId}}',
  'operation.restoredTo': 'Into {{target}}',
  'operation.restoredFrom': 'From {{source}}',
  'operation.failed': '{{what}}: {{reason}}',
} as const;
