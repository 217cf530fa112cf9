import { AwsUnavailableError } from '../ports/errors/AwsUnavailableError';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import type { PrincipalReader } from '../ports/PrincipalReader';

/**
 * The role or user of an identity that STS returns; undefined for other identities, such as
 * federated users.
 *
 * @param arn - for example `arn:aws:sts::111111111111:assumed-role/portal/session`
 */
export async function principalOf(
  principals: PrincipalReader,
  environment: EnvironmentConfig,
  arn: string,
): Promise<string | undefined> {
  const [, partition, service, , accountId, resource = ''] = arn.split(':');
  const [kind, name] = resource.split('/');
  if (service === 'iam' && (kind === 'user' || kind === 'role')) {
    return arn;
  }
  if (kind !== 'assumed-role' || !name) {
    return undefined;
  }
  // The session's ARN lacks the path of the role.
  const withoutPath = `arn:${partition}:iam::${accountId}:role/${name}`;
  try {
    return (await principals.findRole(environment, name))?.arn ?? withoutPath;
  } catch (error) {
    if (error instanceof AwsUnavailableError) {
      return withoutPath;
    }
    throw error;
  }
}
