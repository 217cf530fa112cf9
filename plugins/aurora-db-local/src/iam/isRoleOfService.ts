import { z } from 'zod';
import {
  AwsError,
  type RequestContext,
  type ServiceCaller,
} from '../service/AwsService';

const action = 'sts:assumerole';

const strings = z
  .union([z.string(), z.array(z.string())])
  .transform(value => [value].flat());

const statementSchema = z.looseObject({
  Effect: z.string(),
  Principal: z
    .union([
      z.string().transform((): string[] => []),
      z
        .looseObject({ Service: strings.default([]) })
        .transform(({ Service }) => Service),
    ])
    .default([]),
  Action: strings.default([]),
});

const trustPolicySchema = z.looseObject({
  Statement: z
    .union([statementSchema, z.array(statementSchema)])
    .transform(value => [value].flat()),
});

const roleSchema = z.object({
  Role: z.object({ Arn: z.string(), AssumeRolePolicyDocument: z.string() }),
});

/** The account and name in the ARN of a role; undefined if it is none. */
export function roleName(
  roleArn: string,
): { accountId: string; name: string } | undefined {
  const [, accountId, name] =
    /^arn:aws:iam::(\d{12}):role\/(?:[!-~]+\/)?([\w+=,.@-]{1,64})$/.exec(
      roleArn,
    ) ?? [];
  return accountId === undefined || name === undefined
    ? undefined
    : { accountId, name };
}

/**
 * Whether a role exists in the caller's account and trusts a service of AWS. Does not evaluate
 * conditions of trust policies.
 */
export async function isRoleOfService(
  services: ServiceCaller,
  context: RequestContext,
  roleArn: string,
  service: string,
): Promise<boolean> {
  const { accountId, name } = roleName(roleArn) ?? {};
  if (accountId !== context.accountId) {
    return false;
  }
  try {
    const { Role } = roleSchema.parse(
      await services.call('iam', 'GetRole', { RoleName: name }, context),
    );
    return (
      Role.Arn === roleArn &&
      trusts(decodeURIComponent(Role.AssumeRolePolicyDocument), service)
    );
  } catch (error) {
    if (error instanceof AwsError && error.code === 'NoSuchEntity') {
      return false;
    }
    throw error;
  }
}

function trusts(document: string, service: string): boolean {
  const policy = trustPolicySchema.safeParse(JSON.parse(document));
  const meant = (policy.data?.Statement ?? []).filter(
    ({ Principal, Action }) =>
      Principal.includes(service) &&
      Action.some(name => ['*', 'sts:*', action].includes(name.toLowerCase())),
  );
  return meant.length > 0 && meant.every(({ Effect }) => Effect === 'Allow');
}
