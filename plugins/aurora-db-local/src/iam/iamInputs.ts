import { z } from 'zod';
import { booleanInput, integerInput, listInput } from '../service/inputs';
import { tagsSchema } from './RoleRecord';

const RoleName = z
  .string()
  .regex(/^[\w+=,.@-]{1,64}$/, 'must have 1 to 64 letters, digits or _+=,.@-');
const PolicyName = z
  .string()
  .regex(
    /^[\w+=,.@-]{1,128}$/,
    'must have 1 to 128 letters, digits or _+=,.@-',
  );

/** Documents are JSON text over HTTP and objects in calls of CloudFormation. */
const policyDocument = z
  .union([z.string(), z.record(z.string(), z.unknown())])
  .transform((document, context) => {
    if (typeof document !== 'string') {
      return JSON.stringify(document);
    }
    try {
      JSON.parse(document);
    } catch {
      context.addIssue({ code: 'custom', message: 'is not JSON' });
    }
    return document;
  });

const Path = z
  .string()
  .regex(/^\/([!-~]+\/)?$/, 'must begin and end with a slash')
  .default('/');
const PolicyArn = z.string().startsWith('arn:');

/** Inputs of the IAM operations that aurora-db-local implements. */
export const iamInputs = {
  CreateRole: z.looseObject({
    RoleName,
    AssumeRolePolicyDocument: policyDocument,
    Path,
    Description: z.string().max(1000).optional(),
    MaxSessionDuration: integerInput
      .pipe(z.number().min(3600).max(43_200))
      .default(3600),
    PermissionsBoundary: PolicyArn.optional(),
    Tags: listInput(tagsSchema.element).default([]),
  }),
  Role: z.looseObject({ RoleName }),
  ListRoles: z.looseObject({
    PathPrefix: z.string().default('/'),
    Marker: z.string().optional(),
    MaxItems: integerInput.pipe(z.number().min(1).max(1000)).default(100),
  }),
  UpdateRole: z.looseObject({
    RoleName,
    Description: z.string().max(1000).optional(),
    MaxSessionDuration: integerInput
      .pipe(z.number().min(3600).max(43_200))
      .optional(),
  }),
  UpdateAssumeRolePolicy: z.looseObject({
    RoleName,
    PolicyDocument: policyDocument,
  }),
  PutRolePolicy: z.looseObject({
    RoleName,
    PolicyName,
    PolicyDocument: policyDocument,
  }),
  RolePolicy: z.looseObject({ RoleName, PolicyName }),
  AttachRolePolicy: z.looseObject({
    RoleName,
    PolicyArn,
  }),
  ListAttachedRolePolicies: z.looseObject({
    RoleName,
    PathPrefix: z.string().default('/'),
    Marker: z.string().optional(),
    MaxItems: integerInput.pipe(z.number().min(1).max(1000)).default(100),
  }),
  PutRolePermissionsBoundary: z.looseObject({
    RoleName,
    PermissionsBoundary: PolicyArn,
  }),
  CreatePolicy: z.looseObject({
    PolicyName,
    Path,
    Description: z.string().max(1000).optional(),
    PolicyDocument: policyDocument,
    Tags: listInput(tagsSchema.element).default([]),
  }),
  Policy: z.looseObject({ PolicyArn }),
  CreatePolicyVersion: z.looseObject({
    PolicyArn,
    PolicyDocument: policyDocument,
    SetAsDefault: booleanInput.default(false),
  }),
  PolicyVersion: z.looseObject({ PolicyArn, VersionId: z.string() }),
  SimulatePrincipalPolicy: z.looseObject({
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
    ContextEntries: listInput(
      z.looseObject({
        ContextKeyName: z.string(),
        ContextKeyValues: listInput(z.string()).default([]),
      }),
    ).default([]),
    Marker: z.string().optional(),
    MaxItems: integerInput.pipe(z.number().min(1).max(1000)).default(100),
  }),
  TagRole: z.looseObject({ RoleName, Tags: listInput(tagsSchema.element) }),
  UntagRole: z.looseObject({ RoleName, TagKeys: listInput(z.string()) }),
  CreateServiceLinkedRole: z.looseObject({
    AWSServiceName: z
      .string()
      .regex(
        /^[\w.-]+\.amazonaws\.com$/,
        "must be a service such as 'rds.amazonaws.com'",
      ),
    Description: z.string().optional(),
  }),
};
