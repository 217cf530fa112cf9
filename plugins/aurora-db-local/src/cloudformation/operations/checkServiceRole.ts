import { z } from 'zod';
import {
  AwsError,
  type RequestContext,
  type ServiceCaller,
} from '../../service/AwsService';
import { isMissing } from '../resources/whenMissing';
import { validationError } from '../validationError';

const service = 'cloudformation.amazonaws.com';
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

/**
 * Throws AWS's error if CloudFormation cannot use a service role: the role does not exist, does not
 * trust CloudFormation, or is in another account. Does not evaluate conditions of trust policies.
 */
export async function checkServiceRole(
  services: ServiceCaller,
  context: RequestContext,
  roleArn: string | undefined,
): Promise<void> {
  if (roleArn === undefined) {
    return;
  }
  const [, accountId, name] =
    /^arn:aws:iam::(\d{12}):role\/(?:[!-~]+\/)?([\w+=,.@-]{1,64})$/.exec(
      roleArn,
    ) ?? [];
  if (accountId === undefined || name === undefined) {
    throw validationError(`${roleArn} is not a valid RoleARN`);
  }
  if (accountId !== context.accountId) {
    throw new AwsError(
      'AccessDenied',
      `Cross-account pass role is not allowed: ${roleArn} is not of account ${context.accountId}.`,
      403,
    );
  }
  if (!(await isUsable(services, context, roleArn, name))) {
    throw validationError(`Role ${roleArn} is invalid or cannot be assumed`);
  }
}

async function isUsable(
  services: ServiceCaller,
  context: RequestContext,
  roleArn: string,
  RoleName: string,
): Promise<boolean> {
  try {
    const { Role } = roleSchema.parse(
      await services.call('iam', 'GetRole', { RoleName }, context),
    );
    return (
      Role.Arn === roleArn &&
      trustsCloudFormation(decodeURIComponent(Role.AssumeRolePolicyDocument))
    );
  } catch (error) {
    if (isMissing(error)) {
      return false;
    }
    throw error;
  }
}

function trustsCloudFormation(document: string): boolean {
  const policy = trustPolicySchema.safeParse(JSON.parse(document));
  const meant = (policy.data?.Statement ?? []).filter(
    ({ Principal, Action }) =>
      Principal.includes(service) &&
      Action.some(name => ['*', 'sts:*', action].includes(name.toLowerCase())),
  );
  return meant.length > 0 && meant.every(({ Effect }) => Effect === 'Allow');
}
