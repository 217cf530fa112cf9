import { z } from 'zod';
import { ignored, rejected } from '../service/inputHandling';
import { booleanInput, integerInput, listInput } from '../service/inputs';

const RoleName = z
  .string()
  .regex(/^[\w+=,.@-]{1,64}$/, 'must have 1 to 64 letters, digits or _+=,.@-');
const PolicyName = z
  .string()
  .regex(
    /^[\w+=,.@-]{1,128}$/,
    'must have 1 to 128 letters, digits or _+=,.@-',
  );

/** Documents are JSON text over HTTP and may be objects in calls within this endpoint. */
const policyDocument = z
  .union([z.string(), z.record(z.string(), z.unknown())])
  .transform(document =>
    typeof document === 'string' ? document : JSON.stringify(document),
  );

const Path = z
  .string()
  .max(512)
  .regex(/^\/([!-~]+\/)?$/, 'must begin and end with a slash')
  .default('/');
const PathPrefix = z
  .string()
  .startsWith('/', 'must begin with a slash')
  .default('/');
const PolicyArn = z.string().startsWith('arn:');
const Description = z.string().max(1000).optional();
const sessionDuration = integerInput.pipe(z.number().min(3600).max(43_200));

/** Characters of tags. Source: API reference, "Tag". */
const tagText = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const tagTextRule = 'must have only letters, digits, spaces or _.:/=+-@';
const tags = listInput(
  z.strictObject({
    Key: z.string().min(1).max(128).regex(tagText, tagTextRule),
    Value: z.string().max(256).regex(tagText, tagTextRule).default(''),
  }),
);
const page = {
  Marker: z.string().optional(),
  MaxItems: integerInput.pipe(z.number().min(1).max(1000)).default(100),
};
const role = z.strictObject({ RoleName });
const rolePolicy = role.extend({ PolicyName });
const policy = z.strictObject({ PolicyArn });
const noResourcePolicies = rejected('Resource policies are not evaluated.');

const contextEntry = z.strictObject({
  ContextKeyName: z.string(),
  ContextKeyValues: listInput(z.string()).default([]),
  ContextKeyType: ignored(
    'The operator of a condition determines how values are compared.',
  ),
});

/** Inputs of the IAM operations that aurora-db-local implements. */
export const iamInputs = {
  CreateRole: role.extend({
    AssumeRolePolicyDocument: policyDocument,
    Path,
    Description,
    MaxSessionDuration: sessionDuration.default(3600),
    PermissionsBoundary: PolicyArn.optional(),
    Tags: tags.default([]),
  }),
  Role: role,
  RolePage: role.extend(page),
  ListRoles: z.strictObject({ PathPrefix, ...page }),
  UpdateRole: role.extend({
    Description,
    MaxSessionDuration: sessionDuration.optional(),
  }),
  UpdateAssumeRolePolicy: role.extend({ PolicyDocument: policyDocument }),
  PutRolePolicy: rolePolicy.extend({ PolicyDocument: policyDocument }),
  RolePolicy: rolePolicy,
  AttachRolePolicy: role.extend({ PolicyArn }),
  ListAttachedRolePolicies: role.extend({ PathPrefix, ...page }),
  PutRolePermissionsBoundary: role.extend({ PermissionsBoundary: PolicyArn }),
  CreatePolicy: z.strictObject({
    PolicyName,
    Path,
    Description,
    PolicyDocument: policyDocument,
    Tags: tags.default([]),
  }),
  Policy: policy,
  PolicyPage: policy.extend(page),
  CreatePolicyVersion: policy.extend({
    PolicyDocument: policyDocument,
    SetAsDefault: booleanInput.default(false),
  }),
  PolicyVersion: policy.extend({ VersionId: z.string() }),
  SimulatePrincipalPolicy: z.strictObject({
    PolicySourceArn: z
      .string()
      .regex(
        /^arn:aws:iam::\d{12}:(role|user|group)\/[!-~]+$/,
        'must be the ARN of a role, user or group',
      ),
    ActionNames: listInput(
      z.string().regex(/^[\w-]+:[\w*]+$/, 'must be an action of a service'),
    ),
    ResourceArns: listInput(z.string()).default(['*']),
    ContextEntries: listInput(contextEntry).default([]),
    PolicyInputList: listInput(policyDocument).default([]),
    PermissionsBoundaryPolicyInputList: listInput(policyDocument)
      .refine(list => list.length <= 1, 'must have one policy at most')
      .default([]),
    CallerArn: noResourcePolicies,
    PolicyExclusionList: rejected(
      'A simulation has all policies of the role.',
      ['[]'],
    ),
    ResourceHandlingOption: rejected(
      'Scenarios of EC2 instances are not simulated.',
    ),
    ResourceOwner: noResourcePolicies,
    ResourcePolicy: noResourcePolicies,
    ...page,
  }),
  TagRole: role.extend({ Tags: tags }),
  UntagRole: role.extend({ TagKeys: listInput(z.string()) }),
  CreateServiceLinkedRole: z.strictObject({
    AWSServiceName: z
      .string()
      .regex(
        /^[\w.-]+\.amazonaws\.com$/,
        "must be a service such as 'rds.amazonaws.com'",
      ),
    Description,
    CustomSuffix: z
      .string()
      .regex(
        /^[\w+=,.@-]{1,64}$/,
        'must have 1 to 64 letters, digits or _+=,.@-',
      )
      .optional(),
  }),
  GetAccountSummary: z.strictObject({}),
};
