import {
  createMessage,
  type Message,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { lambdaRoleArnsFor } from '../database/lambdaRoleArnsFor';
import { AwsUnavailableError } from '../ports/errors/AwsUnavailableError';
import type { RolePolicyReader } from '../ports/RolePolicyReader';
import { findingsOf, type PreflightCheck } from './PreflightCheck';
import type { DatabaseSubject } from './preflightSubjects';

/** Highest AttachedPoliciesPerRoleQuota that AWS grants. Source: IAM and AWS STS quotas. */
const highestAttachedPerRole = 20;

type Subject = Pick<DatabaseSubject, 'environment' | 'names' | 'owner'>;

/**
 * Whether each role of the owner's functions, and the account, can have one more managed policy. If
 * IAM cannot be read, the check passes: CloudFormation reports the problem too.
 */
export function rolesCheck(
  rolePolicies: RolePolicyReader,
): PreflightCheck<Subject> {
  return {
    name: 'roles',

    async run(subject) {
      const roles = lambdaRoleArnsFor(subject.environment, subject.owner);
      if (roles.length === 0) {
        return [];
      }
      try {
        return findingsOf(await problemsOf(rolePolicies, subject, roles), () =>
          createMessage('preflight.roles'),
        );
      } catch (error) {
        if (error instanceof AwsUnavailableError) {
          const message = createMessage('preflight.rolesUnknown', {
            reason: error.messages,
          });
          return [{ ok: true, message }];
        }
        throw error;
      }
    },
  };
}

async function problemsOf(
  rolePolicies: RolePolicyReader,
  { environment, names }: Subject,
  roles: string[],
): Promise<Message[]> {
  const { name, accountId } = environment;
  const key = `auroraDb.environments.${name}.lambdaRoleArns`;
  const [quotas, attachments] = await Promise.all([
    rolePolicies.readQuotas(environment),
    Promise.all(
      roles.map(async role => ({
        role,
        attached: await rolePolicies.listAttached(
          environment,
          withoutPath(role),
        ),
      })),
    ),
  ]);
  // CloudFormation names the policy <stack>-<logical id>-<random>.
  const isOwn = (arn: string) =>
    withoutPath(arn).startsWith(`${names.stackName}-`);
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

/** The name of a role or a policy, which follows the path in its ARN. */
function withoutPath(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
