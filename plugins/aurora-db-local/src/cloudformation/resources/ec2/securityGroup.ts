import { z } from 'zod';
import { jsonSchema, type Json } from '../../template/parseTemplate';
import { ownFilters, tagSpecifications, updateEc2Tags } from './ec2Tags';
import type {
  ProvisionedResource,
  ResourceRequest,
  ResourceType,
} from '../ResourceType';
import { firstOf } from '../responseShapes';
import { ipPermission, ruleId, type Direction } from './securityGroupRules';
import { stringMember } from '../stringMember';
import { isExisting, whenMissing, whenRefused } from '../whenMissing';

const groupSchema = z.object({
  GroupId: z.string(),
  VpcId: z.string().optional(),
});
const rulesSchema = z.array(z.record(z.string(), jsonSchema)).default([]);
const anywhere = { IpProtocol: '-1', CidrIp: '0.0.0.0/0' };

async function find(
  request: ResourceRequest,
  GroupIds?: string[],
): Promise<z.infer<typeof groupSchema> | undefined> {
  const query = GroupIds ? { GroupIds } : { Filters: ownFilters(request) };
  return firstOf(
    'SecurityGroups',
    groupSchema,
    await whenMissing(request.call('DescribeSecurityGroups', query), {}),
  );
}

async function authorize(
  request: ResourceRequest,
  GroupId: string,
  direction: Direction,
  rules: readonly Record<string, Json>[],
) {
  for (const rule of rules) {
    try {
      await request.call(`AuthorizeSecurityGroup${direction}`, {
        GroupId,
        IpPermissions: [ipPermission(rule, direction)],
      });
    } catch (error) {
      // Rules have no names. An existing rule with the same content is the requested one.
      if (!isExisting(error)) {
        throw error;
      }
    }
  }
}

async function revoke(
  request: ResourceRequest,
  GroupId: string,
  direction: Direction,
  rules: readonly Record<string, Json>[],
) {
  for (const rule of rules) {
    const input = { GroupId, IpPermissions: [ipPermission(rule, direction)] };
    await whenMissing(
      request.call(`RevokeSecurityGroup${direction}`, input),
      undefined,
    );
  }
}

function isRule(rule: Record<string, Json>, direction: Direction): boolean {
  try {
    ipPermission(rule, direction);
    return true;
  } catch {
    return false;
  }
}

async function replaceRules(
  request: ResourceRequest,
  GroupId: string,
  direction: Direction,
  before: Json | undefined,
  after: Json | undefined,
) {
  // In a rollback, these are the rules that made the update fail.
  const previous = rulesSchema
    .catch([])
    .parse(before)
    .filter(rule => isRule(rule, direction));
  const next = rulesSchema.parse(after);
  const key = (rule: Record<string, Json>) => ruleId(GroupId, rule, direction);
  const kept = (
    rules: readonly Record<string, Json>[],
    rule: Record<string, Json>,
  ) => rules.some(other => key(other) === key(rule));
  for (const rule of previous.filter(other => !kept(next, other))) {
    await whenRefused(revoke(request, GroupId, direction, [rule]));
  }
  await authorize(
    request,
    GroupId,
    direction,
    next.filter(rule => !kept(previous, rule)),
  );
}

function provisioned(
  id: string,
  { properties }: ResourceRequest,
): ProvisionedResource {
  return {
    physicalId: id,
    attributes: { GroupId: id, Id: id, VpcId: properties.VpcId ?? '' },
  };
}

export const securityGroup: ResourceType = {
  type: 'AWS::EC2::SecurityGroup',
  service: 'ec2',
  name: { property: 'GroupName', maxLength: 255 },
  createOnly: ['GroupDescription', 'GroupName', 'VpcId'],
  required: ['GroupDescription'],
  properties: {
    implemented: [
      'GroupDescription',
      'GroupName',
      'SecurityGroupEgress',
      'SecurityGroupIngress',
      'VpcId',
    ],
  },
  attributes: ['GroupId', 'Id', 'VpcId'],
  taggable: true,
  async create(request) {
    const { properties, name } = request;
    const made = request.resumed ? await find(request) : undefined;
    const id =
      made?.GroupId ??
      stringMember(
        await request.call('CreateSecurityGroup', {
          GroupName: name,
          Description: properties.GroupDescription,
          VpcId: properties.VpcId,
          TagSpecifications: tagSpecifications(request, 'security-group'),
        }),
        'GroupId',
      );
    await request.initiated(id);
    // EC2 allows all outgoing traffic of a new group. If the template has egress rules, it removes
    // that rule.
    const egress = rulesSchema.parse(properties.SecurityGroupEgress);
    if (
      egress.length > 0 &&
      !egress.some(
        rule => ruleId(id, rule, 'Egress') === ruleId(id, anywhere, 'Egress'),
      )
    ) {
      await revoke(request, id, 'Egress', [anywhere]);
    }
    await authorize(
      request,
      id,
      'Ingress',
      rulesSchema.parse(properties.SecurityGroupIngress),
    );
    await authorize(request, id, 'Egress', egress);
    return provisioned(id, request);
  },
  async update(request) {
    const { properties, previousProperties, physicalId } = request;
    await replaceRules(
      request,
      physicalId,
      'Ingress',
      previousProperties.SecurityGroupIngress,
      properties.SecurityGroupIngress,
    );
    await replaceRules(
      request,
      physicalId,
      'Egress',
      previousProperties.SecurityGroupEgress ?? [anywhere],
      properties.SecurityGroupEgress ?? [anywhere],
    );
    await updateEc2Tags(request);
    return provisioned(physicalId, request);
  },
  async delete(request) {
    await whenMissing(
      request.call('DeleteSecurityGroup', { GroupId: request.physicalId }),
      undefined,
    );
  },
};
