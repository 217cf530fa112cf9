import {
  createMessage,
  type DatabaseNames,
  type Message,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import type { PreflightResult } from '../ports/PreflightResult';
import { AwsUnavailableError } from '../ports/AwsUnavailableError';
import { lambdaRoleArnsFor } from '../database/lambdaRoleArnsFor';
import type { RolePolicyReader } from '../ports/RolePolicyReader';

/** Highest value to which AWS raises AttachedPoliciesPerRoleQuota. Source: IAM and AWS STS quotas. */
const highestAttachedPerRole = 20;

/**
 * Whether each role of the functions has room for the managed policy of a database, and the account for the policy. Only a look ahead: if
 * IAM can't be read, CloudFormation still says so itself.
 *
 * @param owner - entity reference of the database's owner
 */
export async function checkFunctionRoles(
  reader: RolePolicyReader,
  {
    environment,
    names,
    owner,
  }: { environment: EnvironmentConfig; names: DatabaseNames; owner: string },
): Promise<PreflightResult[]> {
  const roles = lambdaRoleArnsFor(environment, owner);
  if (roles.length === 0) {
    return [];
  }
  try {
    const problems = await problemsOf(reader, { environment, names, roles });
    return problems.length > 0
      ? problems.map(message => ({ check: 'roles', ok: false, message }))
      : [
          {
            check: 'roles',
            ok: true,
            message: createMessage('preflight.roles'),
          },
        ];
  } catch (error) {
    if (error instanceof AwsUnavailableError) {
      const message = createMessage('preflight.rolesUnknown', {
        reason: error.message,
      });
      return [{ check: 'roles', ok: true, message }];
    }
    throw error;
  }
}

async function problemsOf(
  reader: RolePolicyReader,
  {
    environment,
    names,
    roles,
  }: { environment: EnvironmentConfig; names: DatabaseNames; roles: string[] },
): Promise<Message[]> {
  const { name, accountId } = environment;
  const key = `auroraDb.environments.${name}.lambdaRoleArns`;
  const [quotas, attachments] = await Promise.all([
    reader.readQuotas(environment),
    Promise.all(
      roles.map(async role => ({
        role,
        attached: await reader.listAttached(environment, roleNameOf(role)),
      })),
    ),
  ]);
  // CloudFormation names the policy <stack>-<logical id>-<random>.
  const isOwn = (arn: string) =>
    arn.slice(arn.lastIndexOf('/') + 1).startsWith(`${names.stackName}-`);
  const { attachedPerRole: limit, policies } = quotas;
  const problems = attachments.flatMap(({ role, attached }) => {
    if (!attached) {
      return [createMessage('preflight.roleMissing', { role, accountId, key })];
    }
    return limit !== undefined &&
      attached.length >= limit &&
      !attached.some(isOwn)
      ? [
          createMessage('preflight.rolePolicies', {
            role,
            attached: attached.length,
            limit,
            highest: highestAttachedPerRole,
            key,
          }),
        ]
      : [];
  });
  const hasPolicy = attachments.some(({ attached }) => attached?.some(isOwn));
  return policies && policies.used >= policies.limit && !hasPolicy
    ? [
        ...problems,
        createMessage('preflight.policyQuota', { accountId, ...policies }),
      ]
    : problems;
}

/** A role's name is what follows its path. */
function roleNameOf(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
