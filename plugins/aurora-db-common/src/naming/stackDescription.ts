/**
 * Returns the description of a database's stack. CloudFormation lists the description of a deleted
 * stack, but no tags. The portal therefore finds a failed restore by it.
 *
 * @param restoredFrom - entity reference of the source of a restored database
 * @public
 */
export function stackDescription(
  name: string,
  environment: string,
  restoredFrom?: string,
): string {
  const what = `Aurora PostgreSQL database ${name} in ${environment}`;
  return restoredFrom ? `${what}, restored from ${restoredFrom}` : what;
}

/** Returns the source that the description of a restored database's stack names. @public */
export function restoredFromOfDescription(
  description: string,
): string | undefined {
  return /^Aurora PostgreSQL database .+, restored from (\S+)$/.exec(
    description,
  )?.[1];
}
