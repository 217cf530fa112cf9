import { z } from 'zod';
import type { JsonObject } from '../../template/parseTemplate';
import type {
  ProvisionedResource,
  ResourceRequest,
  ResourceType,
} from '../ResourceType';
import { createOrAdopt, whenMissing } from '../whenMissing';

const onlyRoles = 'There are no users and groups: attach the policy to roles.';

const rolesSchema = z.array(z.string()).default([]);

function rolesOf(properties: JsonObject): string[] {
  return rolesSchema.parse(properties.Roles);
}

/** The roles that may have the policy. A list that is wrong made the change fail. */
function formerRolesOf(properties: JsonObject): string[] {
  return rolesSchema.catch([]).parse(properties.Roles);
}

async function putInline(request: ResourceRequest): Promise<void> {
  const { properties, previousProperties } = request;
  const PolicyName = String(properties.PolicyName);
  const roles = rolesOf(properties);
  for (const RoleName of roles) {
    await request.call('PutRolePolicy', {
      RoleName,
      PolicyName,
      PolicyDocument: JSON.stringify(properties.PolicyDocument),
    });
  }
  const renamed =
    previousProperties.PolicyName !== undefined &&
    previousProperties.PolicyName !== PolicyName;
  for (const RoleName of formerRolesOf(previousProperties).filter(
    role => renamed || !roles.includes(role),
  )) {
    await whenMissing(
      request.call('DeleteRolePolicy', {
        RoleName,
        PolicyName: String(previousProperties.PolicyName),
      }),
      undefined,
    );
  }
}

const policy: ResourceType = {
  type: 'AWS::IAM::Policy',
  service: 'iam',
  createOnly: [],
  required: ['PolicyDocument', 'PolicyName'],
  properties: {
    implemented: ['PolicyDocument', 'PolicyName', 'Roles'],
    rejected: { [onlyRoles]: ['Groups', 'Users'] },
  },
  attributes: ['Id'],
  taggable: false,
  async create(request) {
    const name = String(request.properties.PolicyName);
    await request.initiated(name);
    await putInline(request);
    return { physicalId: name, attributes: { Id: name } };
  },
  async update(request) {
    await putInline(request);
    const name = String(request.properties.PolicyName);
    return { physicalId: name, attributes: { Id: name } };
  },
  async delete(request) {
    for (const RoleName of formerRolesOf(request.properties)) {
      const input = {
        RoleName,
        PolicyName: String(request.properties.PolicyName),
      };
      await whenMissing(request.call('DeleteRolePolicy', input), undefined);
    }
  },
};

async function putRolePolicy(
  request: ResourceRequest,
): Promise<ProvisionedResource> {
  const { RoleName, PolicyName, PolicyDocument } = request.properties;
  await request.call('PutRolePolicy', {
    RoleName,
    PolicyName,
    PolicyDocument: JSON.stringify(PolicyDocument),
  });
  const physicalId = `${String(PolicyName)}|${String(RoleName)}`;
  await request.initiated(physicalId);
  return { physicalId, attributes: {} };
}

const rolePolicy: ResourceType = {
  type: 'AWS::IAM::RolePolicy',
  service: 'iam',
  createOnly: ['PolicyName', 'RoleName'],
  required: ['PolicyName', 'RoleName'],
  properties: { implemented: ['PolicyDocument', 'PolicyName', 'RoleName'] },
  attributes: [],
  taggable: false,
  create: putRolePolicy,
  update: putRolePolicy,
  async delete(request) {
    const { RoleName, PolicyName } = request.properties;
    await whenMissing(
      request.call('DeleteRolePolicy', { RoleName, PolicyName }),
      undefined,
    );
  },
};

function managedPolicyArn(
  { context }: ResourceRequest,
  properties: JsonObject,
  name: string,
): string {
  return `arn:aws:iam::${context.accountId}:policy${String(properties.Path ?? '/')}${name}`;
}

const versionsSchema = z.array(
  z.object({ VersionId: z.string(), IsDefaultVersion: z.boolean() }),
);
/** Maximum number of versions that IAM keeps of a policy. */
const mostVersions = 5;

/** Newest first. */
async function versionsOf(request: ResourceRequest, PolicyArn: string) {
  const listed = await whenMissing(
    request.call('ListPolicyVersions', { PolicyArn }),
    undefined,
  );
  return versionsSchema.parse(listed?.Versions ?? []);
}

async function deleteVersions(
  request: ResourceRequest,
  PolicyArn: string,
  versions: z.infer<typeof versionsSchema>,
): Promise<void> {
  for (const { VersionId } of versions) {
    await whenMissing(
      request.call('DeletePolicyVersion', { PolicyArn, VersionId }),
      undefined,
    );
  }
}

/**
 * Makes the document the default version, unless it already is. If there are five versions, deletes
 * the oldest.
 */
async function putDocument(
  request: ResourceRequest,
  PolicyArn: string,
): Promise<void> {
  const PolicyDocument = JSON.stringify(request.properties.PolicyDocument);
  const versions = await versionsOf(request, PolicyArn);
  const VersionId = versions.find(held => held.IsDefaultVersion)?.VersionId;
  const { PolicyVersion } = z
    .object({ PolicyVersion: z.object({ Document: z.string() }) })
    .parse(await request.call('GetPolicyVersion', { PolicyArn, VersionId }));
  if (decodeURIComponent(PolicyVersion.Document) === PolicyDocument) {
    return;
  }
  if (versions.length >= mostVersions) {
    const spare = versions.filter(held => !held.IsDefaultVersion);
    await deleteVersions(request, PolicyArn, spare.slice(-1));
  }
  await request.call('CreatePolicyVersion', {
    PolicyArn,
    PolicyDocument,
    SetAsDefault: true,
  });
}

async function attachManaged(
  request: ResourceRequest,
  PolicyArn: string,
): Promise<void> {
  const roles = rolesOf(request.properties);
  for (const RoleName of roles) {
    await request.call('AttachRolePolicy', { RoleName, PolicyArn });
  }
  for (const RoleName of formerRolesOf(request.previousProperties).filter(
    role => !roles.includes(role),
  )) {
    await whenMissing(
      request.call('DetachRolePolicy', { RoleName, PolicyArn }),
      undefined,
    );
  }
}

const managedPolicy: ResourceType = {
  type: 'AWS::IAM::ManagedPolicy',
  service: 'iam',
  name: { property: 'ManagedPolicyName', maxLength: 128 },
  createOnly: ['Description', 'ManagedPolicyName', 'Path'],
  required: ['PolicyDocument'],
  properties: {
    implemented: [
      'Description',
      'ManagedPolicyName',
      'Path',
      'PolicyDocument',
      'Roles',
    ],
    rejected: { [onlyRoles]: ['Groups', 'Users'] },
  },
  attributes: ['PolicyArn'],
  taggable: false,
  async exists(request) {
    const PolicyArn = managedPolicyArn(
      request,
      request.properties,
      request.name,
    );
    return (
      (await whenMissing(
        request.call('GetPolicy', { PolicyArn }),
        undefined,
      )) !== undefined
    );
  },
  async create(request) {
    const { properties, name } = request;
    const arn = managedPolicyArn(request, properties, name);
    await createOrAdopt(
      request.call('CreatePolicy', {
        PolicyName: name,
        Path: properties.Path,
        Description: properties.Description,
        PolicyDocument: JSON.stringify(properties.PolicyDocument),
      }),
      request.resumed,
    );
    await request.initiated(arn);
    await attachManaged(request, arn);
    return { physicalId: arn, attributes: { PolicyArn: arn } };
  },
  async update(request) {
    const { physicalId: PolicyArn } = request;
    if (request.changed('PolicyDocument')) {
      await putDocument(request, PolicyArn);
    }
    await attachManaged(request, PolicyArn);
    return { physicalId: PolicyArn, attributes: { PolicyArn } };
  },
  async delete(request) {
    const { physicalId, properties } = request;
    // The rollback of a creation that failed knows only the name.
    const PolicyArn = physicalId.startsWith('arn:')
      ? physicalId
      : managedPolicyArn(request, properties, physicalId);
    for (const RoleName of formerRolesOf(properties)) {
      await whenMissing(
        request.call('DetachRolePolicy', { RoleName, PolicyArn }),
        undefined,
      );
    }
    const versions = await versionsOf(request, PolicyArn);
    await deleteVersions(
      request,
      PolicyArn,
      versions.filter(({ IsDefaultVersion }) => !IsDefaultVersion),
    );
    await whenMissing(request.call('DeletePolicy', { PolicyArn }), undefined);
  },
};

export const iamPolicies: readonly ResourceType[] = [
  policy,
  rolePolicy,
  managedPolicy,
];
