import { createHash } from 'node:crypto';
import { z } from 'zod';

export const tagsSchema = z.array(
  z.object({ Key: z.string(), Value: z.string().default('') }),
);

export const roleSchema = z.object({
  name: z.string(),
  path: z.string(),
  /** The policy document, as JSON. */
  assumeRolePolicyDocument: z.string(),
  description: z.string().optional(),
  maxSessionDuration: z.number(),
  createDate: z.coerce.date(),
  tags: tagsSchema,
  /** The documents of the inline policies, by name. */
  inlinePolicies: z.record(z.string(), z.string()),
  attachedPolicyArns: z.array(z.string()),
  /** ARN of the policy that limits the role's rights. */
  permissionsBoundary: z.string().optional(),
});

export type RoleRecord = z.infer<typeof roleSchema>;

/** A role without policies. */
export function newRole(
  role: Pick<RoleRecord, 'name' | 'path' | 'assumeRolePolicyDocument'> &
    Partial<RoleRecord>,
): RoleRecord {
  return {
    maxSessionDuration: 3600,
    createDate: new Date(),
    tags: [],
    inlinePolicies: {},
    attachedPolicyArns: [],
    ...role,
  };
}

/** The role of the application's Lambda functions. Every account has it. */
export const defaultRole: RoleRecord = {
  name: 'goal-mandala-lambda',
  path: '/',
  assumeRolePolicyDocument: JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'lambda.amazonaws.com' },
        Action: 'sts:AssumeRole',
      },
    ],
  }),
  description: 'Lambda functions of goal-mandala',
  maxSessionDuration: 3600,
  createDate: new Date('2026-01-01T00:00:00Z'),
  tags: [],
  inlinePolicies: {},
  attachedPolicyArns: [
    'arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole',
  ],
};

/** The role as GetRole returns it, with a URL-encoded policy document. */
export function describeRole(role: RoleRecord, accountId: string) {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: uniqueId(accountId, role.name),
    Arn: `arn:aws:iam::${accountId}:role${role.path}${role.name}`,
    CreateDate: role.createDate,
    AssumeRolePolicyDocument: encodeURIComponent(role.assumeRolePolicyDocument),
    Description: role.description,
    MaxSessionDuration: role.maxSessionDuration,
    PermissionsBoundary: role.permissionsBoundary && {
      PermissionsBoundaryType: 'Policy',
      PermissionsBoundaryArn: role.permissionsBoundary,
    },
    Tags: role.tags.length > 0 ? role.tags : undefined,
  };
}

/** `AROA` and 17 characters, the same for the same role. */
export function uniqueId(accountId: string, roleName: string): string {
  return `AROA${createHash('sha256').update(`${accountId}/${roleName}`).digest('hex').toUpperCase().slice(0, 17)}`;
}
