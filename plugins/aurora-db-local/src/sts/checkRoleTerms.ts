import { z } from 'zod';
import { acceptsExternalId } from '../iam/TrustPolicy';
import {
  AwsError,
  type RequestContext,
  type ServiceCaller,
} from '../service/AwsService';

const roleSchema = z.object({
  Role: z.object({
    Arn: z.string(),
    MaxSessionDuration: z.number(),
    AssumeRolePolicyDocument: z.string(),
  }),
});

/** Longest session of a role that another role assumes. Source: API reference of AssumeRole. */
const longestChainedSeconds = 3600;

/**
 * Throws AWS's error if a session would last longer than the role or its caller may have it, or if
 * the role's trust policy demands another external id. A role that does not exist has no terms.
 */
export async function checkRoleTerms(
  services: ServiceCaller,
  context: RequestContext,
  request: { RoleArn: string; DurationSeconds: number; ExternalId?: string },
): Promise<void> {
  if (
    context.principalArn.includes(':assumed-role/') &&
    request.DurationSeconds > longestChainedSeconds
  ) {
    throw new AwsError(
      'ValidationError',
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
  }
  const role = await findRole(services, context, request.RoleArn);
  if (!role) {
    return;
  }
  const document = decodeURIComponent(role.AssumeRolePolicyDocument);
  if (!acceptsExternalId(document, request.ExternalId)) {
    throw new AwsError(
      'AccessDenied',
      `User: ${context.principalArn} is not authorized to perform: sts:AssumeRole on resource: ${request.RoleArn}`,
      403,
    );
  }
  if (request.DurationSeconds > role.MaxSessionDuration) {
    throw new AwsError(
      'ValidationError',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
  }
}

async function findRole(
  services: ServiceCaller,
  context: RequestContext,
  arn: string,
) {
  const [, , , , accountId = ''] = arn.split(':');
  try {
    const { Role } = roleSchema.parse(
      await services.call(
        'iam',
        'GetRole',
        { RoleName: arn.slice(arn.lastIndexOf('/') + 1) },
        { ...context, accountId },
      ),
    );
    return Role.Arn === arn ? Role : undefined;
  } catch (error) {
    if (error instanceof AwsError && error.code === 'NoSuchEntity') {
      return undefined;
    }
    throw error;
  }
}
