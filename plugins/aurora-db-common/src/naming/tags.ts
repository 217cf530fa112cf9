/** Keys of the tags of the portal's stacks, resources and snapshots. @public */
export const auroraDbTags = {
  name: 'aurora-db:name',
  environment: 'aurora-db:environment',
  owner: 'aurora-db:owner',
  system: 'aurora-db:system',
  restoredFrom: 'aurora-db:restored-from',
  /** The following tags are on snapshots only. */
  /** Identifier of the cluster, if the portal did not create it. Such snapshots have no name. */
  cluster: 'aurora-db:cluster',
  release: 'aurora-db:release',
  label: 'aurora-db:label',
  createdBy: 'aurora-db:created-by',
  expiresAt: 'aurora-db:expires-at',
} as const;
