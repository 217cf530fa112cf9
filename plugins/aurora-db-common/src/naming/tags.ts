/** Keys of the tags by which our stacks, resources and snapshots are known. @public */
export const auroraDbTags = {
  name: 'aurora-db:name',
  environment: 'aurora-db:environment',
  owner: 'aurora-db:owner',
  system: 'aurora-db:system',
  restoredFrom: 'aurora-db:restored-from',
  /** Snapshots only, from here on. */
  release: 'aurora-db:release',
  label: 'aurora-db:label',
  createdBy: 'aurora-db:created-by',
  expiresAt: 'aurora-db:expires-at',
} as const;
