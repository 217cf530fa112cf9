import { z } from 'zod';
import { integerInput, listInput } from '../inputs';
import { paginate } from '../paginate';
import {
  AwsError,
  type AwsService,
  type Scope,
  type ServiceEnvironment,
} from '../service';
import {
  defaultRole,
  describeRole,
  roleSchema,
  tagsSchema,
  type RoleRecord,
} from './RoleRecord';

const RoleName = z
  .string()
  .regex(/^[\w+=,.@-]{1,64}$/, 'must have 1 to 64 letters, digits or _+=,.@-');
const PolicyName = z
  .string()
  .regex(
    /^[\w+=,.@-]{1,128}$/,
    'must have 1 to 128 letters, digits or _+=,.@-',
  );

/** Documents are JSON text over HTTP; CloudFormation hands them over as objects. */
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

const inputs = {
  CreateRole: z.looseObject({
    RoleName,
    AssumeRolePolicyDocument: policyDocument,
    Path: z
      .string()
      .regex(/^\/([!-~]+\/)?$/, 'must begin and end with a slash')
      .default('/'),
    Description: z.string().max(1000).optional(),
    MaxSessionDuration: integerInput
      .pipe(z.number().min(3600).max(43_200))
      .default(3600),
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
    PolicyArn: z.string().startsWith('arn:'),
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

/** IAM: roles with their policies. Nothing is authorized by them. */
export async function createIamService({
  store,
}: Pick<ServiceEnvironment, 'store'>): Promise<AwsService> {
  const stored = await store.collection('iam-roles', roleSchema);

  function find(scope: Scope, name: string): RoleRecord | undefined {
    return (
      stored.get(globally(scope), name) ??
      (name === defaultRole.name ? defaultRole : undefined)
    );
  }

  function get(scope: Scope, name: string): RoleRecord {
    const role = find(scope, name);
    if (!role) {
      throw new AwsError(
        'NoSuchEntity',
        `The role with name ${name} cannot be found.`,
        404,
      );
    }
    return role;
  }

  function list(scope: Scope): RoleRecord[] {
    const roles = stored.list(globally(scope));
    return roles.some(({ name }) => name === defaultRole.name)
      ? roles
      : [defaultRole, ...roles];
  }

  function put(scope: Scope, role: RoleRecord): Promise<void> {
    return stored.put(globally(scope), role.name, role);
  }

  async function create(scope: Scope, role: RoleRecord) {
    if (find(scope, role.name)) {
      throw new AwsError(
        'EntityAlreadyExists',
        `Role with name ${role.name} already exists.`,
        409,
      );
    }
    await put(scope, role);
    return { Role: describeRole(role, scope.accountId) };
  }

  return {
    signingName: 'iam',
    operations: {
      async CreateRole(rawInput, context) {
        const input = inputs.CreateRole.parse(rawInput);
        return create(context, {
          name: input.RoleName,
          path: input.Path,
          assumeRolePolicyDocument: input.AssumeRolePolicyDocument,
          description: input.Description,
          maxSessionDuration: input.MaxSessionDuration,
          createDate: new Date(),
          tags: input.Tags,
          inlinePolicies: {},
          attachedPolicyArns: [],
        });
      },

      async CreateServiceLinkedRole(rawInput, context) {
        const { AWSServiceName, Description } =
          inputs.CreateServiceLinkedRole.parse(rawInput);
        const service = AWSServiceName.replace('.amazonaws.com', '');
        const name = `AWSServiceRoleFor${service === 'rds' ? 'RDS' : service.replaceAll('.', '')}`;
        if (find(context, name)) {
          throw new AwsError(
            'InvalidInput',
            `Service role name ${name} has been taken in this account, please try a different suffix.`,
          );
        }
        return create(context, {
          name,
          path: `/aws-service-role/${AWSServiceName}/`,
          assumeRolePolicyDocument: JSON.stringify({
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Principal: { Service: AWSServiceName },
                Action: 'sts:AssumeRole',
              },
            ],
          }),
          description: Description,
          maxSessionDuration: 3600,
          createDate: new Date(),
          tags: [],
          inlinePolicies: {},
          attachedPolicyArns: [],
        });
      },

      async GetRole(rawInput, context) {
        return {
          Role: describeRole(
            get(context, inputs.Role.parse(rawInput).RoleName),
            context.accountId,
          ),
        };
      },

      async ListRoles(rawInput, context) {
        const { PathPrefix, Marker, MaxItems } =
          inputs.ListRoles.parse(rawInput);
        const { items, nextToken } = paginate(
          list(context).filter(({ path }) => path.startsWith(PathPrefix)),
          {
            maxItems: MaxItems,
            token: Marker,
            invalidTokenCode: 'ValidationError',
          },
        );
        return {
          Roles: items.map(role => ({
            ...describeRole(role, context.accountId),
            Tags: undefined,
          })),
          IsTruncated: nextToken !== undefined,
          Marker: nextToken,
        };
      },

      async UpdateRole(rawInput, context) {
        const input = inputs.UpdateRole.parse(rawInput);
        const role = get(context, input.RoleName);
        await put(context, {
          ...role,
          description: input.Description ?? role.description,
          maxSessionDuration:
            input.MaxSessionDuration ?? role.maxSessionDuration,
        });
        return {};
      },

      async UpdateAssumeRolePolicy(rawInput, context) {
        const input = inputs.UpdateAssumeRolePolicy.parse(rawInput);
        await put(context, {
          ...get(context, input.RoleName),
          assumeRolePolicyDocument: input.PolicyDocument,
        });
        return {};
      },

      async DeleteRole(rawInput, context) {
        const role = get(context, inputs.Role.parse(rawInput).RoleName);
        if (role.attachedPolicyArns.length > 0) {
          throw new AwsError(
            'DeleteConflict',
            'Cannot delete entity, must detach all policies first.',
            409,
          );
        }
        if (Object.keys(role.inlinePolicies).length > 0) {
          throw new AwsError(
            'DeleteConflict',
            'Cannot delete entity, must delete policies first.',
            409,
          );
        }
        await stored.delete(globally(context), role.name);
        return {};
      },

      async PutRolePolicy(rawInput, context) {
        const input = inputs.PutRolePolicy.parse(rawInput);
        const role = get(context, input.RoleName);
        await put(context, {
          ...role,
          inlinePolicies: {
            ...role.inlinePolicies,
            [input.PolicyName]: input.PolicyDocument,
          },
        });
        return {};
      },

      async GetRolePolicy(rawInput, context) {
        const input = inputs.RolePolicy.parse(rawInput);
        const document = get(context, input.RoleName).inlinePolicies[
          input.PolicyName
        ];
        if (document === undefined) {
          throw missingPolicy(input.PolicyName);
        }
        return {
          RoleName: input.RoleName,
          PolicyName: input.PolicyName,
          PolicyDocument: encodeURIComponent(document),
        };
      },

      async DeleteRolePolicy(rawInput, context) {
        const input = inputs.RolePolicy.parse(rawInput);
        const role = get(context, input.RoleName);
        const { [input.PolicyName]: removed, ...inlinePolicies } =
          role.inlinePolicies;
        if (removed === undefined) {
          throw missingPolicy(input.PolicyName);
        }
        await put(context, { ...role, inlinePolicies });
        return {};
      },

      async ListRolePolicies(rawInput, context) {
        const role = get(context, inputs.Role.parse(rawInput).RoleName);
        return {
          PolicyNames: Object.keys(role.inlinePolicies),
          IsTruncated: false,
        };
      },

      async AttachRolePolicy(rawInput, context) {
        const input = inputs.AttachRolePolicy.parse(rawInput);
        const role = get(context, input.RoleName);
        await put(context, {
          ...role,
          attachedPolicyArns: Array.from(
            new Set([...role.attachedPolicyArns, input.PolicyArn]),
          ),
        });
        return {};
      },

      async DetachRolePolicy(rawInput, context) {
        const input = inputs.AttachRolePolicy.parse(rawInput);
        const role = get(context, input.RoleName);
        if (!role.attachedPolicyArns.includes(input.PolicyArn)) {
          throw new AwsError(
            'NoSuchEntity',
            `Policy ${input.PolicyArn} was not found.`,
            404,
          );
        }
        await put(context, {
          ...role,
          attachedPolicyArns: role.attachedPolicyArns.filter(
            arn => arn !== input.PolicyArn,
          ),
        });
        return {};
      },

      async ListAttachedRolePolicies(rawInput, context) {
        const role = get(context, inputs.Role.parse(rawInput).RoleName);
        return {
          AttachedPolicies: role.attachedPolicyArns.map(arn => ({
            PolicyName: arn.slice(arn.lastIndexOf('/') + 1),
            PolicyArn: arn,
          })),
          IsTruncated: false,
        };
      },

      async TagRole(rawInput, context) {
        const input = inputs.TagRole.parse(rawInput);
        const role = get(context, input.RoleName);
        const keys = new Set(input.Tags.map(({ Key }) => Key));
        await put(context, {
          ...role,
          tags: [
            ...role.tags.filter(({ Key }) => !keys.has(Key)),
            ...input.Tags,
          ],
        });
        return {};
      },

      async UntagRole(rawInput, context) {
        const input = inputs.UntagRole.parse(rawInput);
        const role = get(context, input.RoleName);
        await put(context, {
          ...role,
          tags: role.tags.filter(({ Key }) => !input.TagKeys.includes(Key)),
        });
        return {};
      },

      async ListRoleTags(rawInput, context) {
        const role = get(context, inputs.Role.parse(rawInput).RoleName);
        return { Tags: role.tags, IsTruncated: false };
      },
    },
    reset: () => stored.clear(),
  };
}

/** Roles belong to an account, not to a region. */
function globally({ accountId }: Scope): Scope {
  return { accountId, region: 'aws-global' };
}

function missingPolicy(name: string): AwsError {
  return new AwsError(
    'NoSuchEntity',
    `The role policy with name ${name} cannot be found.`,
    404,
  );
}
