import type { EnvironmentName } from '../environments';

/**
 * The description of a database's stack. Of a stack that is gone, CloudFormation lists little more: by it, a restore that failed is
 * still found.
 *
 * @param restoredFrom - entity reference of the source of a restored database
 * @public
 */
export function stackDescription(
  name: string,
  environment: EnvironmentName,
  restoredFrom?: string,
): string {
  const what = `Aurora PostgreSQL database ${name} in ${environment}`;
  return restoredFrom ? `${what}, restored from ${restoredFrom}` : what;
}

/**
 * The source that a stack's description names, where it is that of a restored database.
 *
 * @public
 */
export function restoredFromOfDescription(
  description: string,
): string | undefined {
  return /^Aurora PostgreSQL database .+, restored from (\S+)$/.exec(
    description,
  )?.[1];
}
