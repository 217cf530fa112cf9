import { z } from 'zod';
import { booleanInput } from '../service/inputs';

/**
 * Lists and structures that have a singular or another name in the ec2 protocol than in the API
 * reference. A text with such a name keeps it.
 */
const referenceNames: Readonly<Record<string, string>> = {
  Filter: 'Filters',
  GroupId: 'GroupIds',
  GroupName: 'GroupNames',
  Groups: 'UserIdGroupPairs',
  Icmp: 'IcmpTypeCode',
  NetworkAclId: 'NetworkAclIds',
  ResourceId: 'Resources',
  RouteTableId: 'RouteTableIds',
  SecurityGroupRuleId: 'SecurityGroupRuleIds',
  SubnetId: 'SubnetIds',
  Tag: 'Tags',
  TagSpecification: 'TagSpecifications',
  Value: 'Values',
  VpcId: 'VpcIds',
  VpnGatewayId: 'VpnGatewayIds',
  ZoneId: 'ZoneIds',
  ZoneName: 'ZoneNames',
};

/** The schema of an EC2 input, which may have the names of the protocol too, with its `DryRun`. */
export function ec2Input<Shape extends z.core.$ZodShape>(shape: Shape) {
  return z.preprocess(
    withReferenceNames,
    z.strictObject({ DryRun: booleanInput.default(false), ...shape }),
  );
}

function withReferenceNames(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withReferenceNames);
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value).map(([name, member]) => [
          typeof member === 'object' && member !== null
            ? (referenceNames[name] ?? name)
            : name.replace(/^GroupDescription$/, 'Description'),
          withReferenceNames(member),
        ]),
      )
    : value;
}
