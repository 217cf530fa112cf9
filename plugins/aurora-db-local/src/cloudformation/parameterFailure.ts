import {
  AwsError,
  type RequestContext,
  type ServiceCaller,
} from '../service/AwsService';
import type { Template } from './template/parseTemplate';

/** How EC2 is asked for what a parameter's value names. */
const lookups: Readonly<
  Record<
    string,
    { operation: string; input(value: string): Record<string, unknown> }
  >
> = {
  'AWS::EC2::AvailabilityZone::Name': {
    operation: 'DescribeAvailabilityZones',
    input: value => ({ ZoneNames: [value] }),
  },
  'AWS::EC2::SecurityGroup::GroupName': {
    operation: 'DescribeSecurityGroups',
    input: value => ({ Filters: [{ Name: 'group-name', Values: [value] }] }),
  },
  'AWS::EC2::SecurityGroup::Id': {
    operation: 'DescribeSecurityGroups',
    input: value => ({ GroupIds: [value] }),
  },
  'AWS::EC2::Subnet::Id': {
    operation: 'DescribeSubnets',
    input: value => ({ SubnetIds: [value] }),
  },
  'AWS::EC2::VPC::Id': {
    operation: 'DescribeVpcs',
    input: value => ({ VpcIds: [value] }),
  },
};

/**
 * Why the values of a stack's parameters cannot be used: a parameter of a type such as
 * AWS::EC2::VPC::Id names what does not exist. There are no images, instances, key pairs, volumes
 * and hosted zones here.
 */
export async function parameterFailure(
  services: ServiceCaller,
  context: RequestContext,
  template: Template,
  values: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  for (const [key, { Type }] of Object.entries(template.Parameters)) {
    const [, inSsm] = /^AWS::SSM::Parameter::Value<(.*)>$/.exec(Type) ?? [];
    const [, element] = /^List<(.*)>$/.exec(inSsm ?? Type) ?? [];
    const type = element ?? inSsm ?? Type;
    if (/^AWS::(EC2|Route53)::/.test(type)) {
      const given = values[key] ?? '';
      for (const value of element ? given.split(',') : [given]) {
        if (!(await exists(services, context, type, value.trim()))) {
          return `Parameter validation failed: parameter value ${value.trim()} for parameter name ${key} does not exist`;
        }
      }
    }
  }
  return undefined;
}

async function exists(
  services: ServiceCaller,
  context: RequestContext,
  type: string,
  value: string,
): Promise<boolean> {
  const lookup = lookups[type];
  if (!lookup) {
    return false;
  }
  try {
    const found = await services.call(
      'ec2',
      lookup.operation,
      lookup.input(value),
      context,
    );
    return Object.values(found).some(
      items => Array.isArray(items) && items.length > 0,
    );
  } catch (error) {
    if (error instanceof AwsError && error.statusCode < 500) {
      return false;
    }
    throw error;
  }
}
