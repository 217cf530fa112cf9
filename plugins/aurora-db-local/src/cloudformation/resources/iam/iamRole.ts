import { z } from 'zod';
import { jsonSchema } from '../../template/parseTemplate';
import type {
  ProvisionedResource,
  ResourceRequest,
  ResourceType,
} from '../ResourceType';
import { tagChanges } from '../responseShapes';
import { createOrAdopt, whenMissing, whenRefused } from '../whenMissing';

const policiesSchema = z
  .array(z.strictObject({ PolicyName: z.string(), PolicyDocument: jsonSchema }))
  .default([]);
const arnsSchema = z.array(z.string()).default([]);

async function provisioned(
  request: ResourceRequest,
  RoleName: string,
): Promise<ProvisionedResource> {
  const { Role } = z
    .object({ Role: z.object({ Arn: z.string(), RoleId: z.string() }) })
    .parse(await request.call('GetRole', { RoleName }));
  return {
    physicalId: RoleName,
    attributes: { Arn: Role.Arn, RoleId: Role.RoleId },
  };
}

async function applyPolicies(
  request: ResourceRequest,
  RoleName: string,
): Promise<void> {
  const { properties, previousProperties } = request;
  const policies = policiesSchema.parse(properties.Policies);
  const arns = arnsSchema.parse(properties.ManagedPolicyArns);
  for (const { PolicyName, PolicyDocument } of policies) {
    await request.call('PutRolePolicy', {
      RoleName,
      PolicyName,
      PolicyDocument: JSON.stringify(PolicyDocument),
    });
  }
  for (const PolicyArn of arns) {
    await request.call('AttachRolePolicy', { RoleName, PolicyArn });
  }
  // In a rollback, the previous properties are those that made the update fail.
  for (const { PolicyName } of policiesSchema
    .catch([])
    .parse(previousProperties.Policies)) {
    if (!policies.some(policy => policy.PolicyName === PolicyName)) {
      await whenMissing(
        request.call('DeleteRolePolicy', { RoleName, PolicyName }),
        undefined,
      );
    }
  }
  for (const PolicyArn of arnsSchema
    .catch([])
    .parse(previousProperties.ManagedPolicyArns)) {
    if (!arns.includes(PolicyArn)) {
      await whenRefused(
        request.call('DetachRolePolicy', { RoleName, PolicyArn }),
      );
    }
  }
}

async function applyBoundary(
  request: ResourceRequest,
  RoleName: string,
): Promise<void> {
  const { PermissionsBoundary } = request.properties;
  if (PermissionsBoundary === undefined) {
    await whenMissing(
      request.call('DeleteRolePermissionsBoundary', { RoleName }),
      undefined,
    );
  } else {
    await request.call('PutRolePermissionsBoundary', {
      RoleName,
      PermissionsBoundary,
    });
  }
}

export const iamRole: ResourceType = {
  type: 'AWS::IAM::Role',
  service: 'iam',
  name: { property: 'RoleName', maxLength: 64 },
  createOnly: ['Path', 'RoleName'],
  required: ['AssumeRolePolicyDocument'],
  properties: {
    implemented: [
      'AssumeRolePolicyDocument',
      'Description',
      'ManagedPolicyArns',
      'MaxSessionDuration',
      'Path',
      'PermissionsBoundary',
      'Policies',
      'RoleName',
    ],
  },
  attributes: ['Arn', 'RoleId'],
  taggable: true,
  async exists(request) {
    return (
      (await whenMissing(
        request.call('GetRole', { RoleName: request.name }),
        undefined,
      )) !== undefined
    );
  },
  async create(request) {
    const { properties, name, tags } = request;
    await createOrAdopt(
      request.call('CreateRole', {
        RoleName: name,
        Path: properties.Path,
        AssumeRolePolicyDocument: JSON.stringify(
          properties.AssumeRolePolicyDocument,
        ),
        Description: properties.Description,
        MaxSessionDuration: properties.MaxSessionDuration,
        PermissionsBoundary: properties.PermissionsBoundary,
        Tags: tags,
      }),
      request.resumed,
    );
    await request.initiated(name);
    await applyPolicies(request, name);
    return provisioned(request, name);
  },
  async update(request) {
    const { properties, physicalId } = request;
    await request.call('UpdateAssumeRolePolicy', {
      RoleName: physicalId,
      PolicyDocument: JSON.stringify(properties.AssumeRolePolicyDocument),
    });
    if (
      request.changed('Description') ||
      request.changed('MaxSessionDuration')
    ) {
      await request.call('UpdateRole', {
        RoleName: physicalId,
        Description: properties.Description ?? '',
        MaxSessionDuration: properties.MaxSessionDuration ?? 3600,
      });
    }
    if (request.changed('PermissionsBoundary')) {
      await applyBoundary(request, physicalId);
    }
    await applyPolicies(request, physicalId);
    const { add, removeKeys } = tagChanges(request.previousTags, request.tags);
    if (removeKeys.length > 0) {
      await request.call('UntagRole', {
        RoleName: physicalId,
        TagKeys: removeKeys,
      });
    }
    if (add.length > 0) {
      await request.call('TagRole', { RoleName: physicalId, Tags: add });
    }
    return provisioned(request, physicalId);
  },
  async delete(request) {
    const { properties, physicalId: RoleName } = request;
    // A list that is wrong made the creation fail, so nothing of it is there.
    for (const { PolicyName } of policiesSchema
      .catch([])
      .parse(properties.Policies)) {
      await whenMissing(
        request.call('DeleteRolePolicy', { RoleName, PolicyName }),
        undefined,
      );
    }
    for (const PolicyArn of arnsSchema
      .catch([])
      .parse(properties.ManagedPolicyArns)) {
      await whenRefused(
        request.call('DetachRolePolicy', { RoleName, PolicyArn }),
      );
    }
    await whenMissing(request.call('DeleteRole', { RoleName }), undefined);
  },
};
