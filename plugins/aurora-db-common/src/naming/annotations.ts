/** Annotations of a database's entity. @public */
export const auroraDbAnnotations = {
  /** Name of the environment. */
  environment: 'aurora-db/environment',
  /** Name of the CloudFormation stack in that environment's account and region. */
  stackName: 'aurora-db/stack-name',
  /**
   * ARN of the cluster, of a database that the portal did not create. It has this annotation
   * instead of a stack name.
   */
  clusterArn: 'aurora-db/cluster-arn',
  /** Entity reference of the database that this one was restored from. */
  restoredFrom: 'aurora-db/restored-from',
} as const;

/** `spec.type` of a database's entity, whose kind is Resource. @public */
export const auroraDbResourceType = 'aurora-postgresql';

/**
 * Whether an entity is an Aurora database of an environment, by its annotations alone. The portal
 * or another tool created the database.
 *
 * @public
 */
export function isAuroraDatabase(entity: {
  metadata: { annotations?: Record<string, string> };
}): boolean {
  const annotations = entity.metadata.annotations ?? {};
  return Boolean(
    annotations[auroraDbAnnotations.environment] &&
    (annotations[auroraDbAnnotations.stackName] ||
      annotations[auroraDbAnnotations.clusterArn]),
  );
}
