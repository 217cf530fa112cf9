import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import { normalizeEntityRef } from './databaseOfStack';

/**
 * The roles that a database grants access: roles without owners, and roles of its owner.
 *
 * @param owner - entity reference of the database's owner
 */
export function lambdaRoleArnsFor(
  { lambdaRoles }: Pick<EnvironmentConfig, 'lambdaRoles'>,
  owner: string,
): string[] {
  const ownerRef = normalizeEntityRef(owner, 'group');
  const granted = lambdaRoles.filter(
    ({ owners }) =>
      !owners ||
      (ownerRef !== undefined &&
        owners.some(one => normalizeEntityRef(one, 'group') === ownerRef)),
  );
  return [...new Set(granted.map(({ arn }) => arn))];
}
