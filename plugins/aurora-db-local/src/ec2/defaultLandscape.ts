import type { Scope } from '../service/AwsService';
import type { SecurityGroupRecord } from './SecurityGroupRecord';

/** The initial network of every account and region. The ids are the same in each. */
export const defaultVpc = {
  vpcId: 'vpc-0a0b0c0d0e0f00001',
  cidrBlock: '10.0.0.0/16',
} as const;

export const lambdaSecurityGroupId = 'sg-0a0b0c0d0e0f00001';
export const defaultSecurityGroupId = 'sg-0a0b0c0d0e0f00000';
export const defaultNetworkAclId = 'acl-0a0b0c0d0e0f00001';

export interface Subnet {
  subnetId: string;
  availabilityZone: string;
  cidrBlock: string;
  kind: 'private' | 'database' | 'public';
  name: string;
}

const lettersByRegion: Readonly<Record<string, readonly string[]>> = {
  'ap-northeast-1': ['a', 'c', 'd'],
  'us-west-1': ['a', 'c'],
};

/** Names of the region's Availability Zones. Default: `a`, `b` and `c`. */
export function availabilityZonesOf(region: string): string[] {
  return (lettersByRegion[region] ?? ['a', 'b', 'c']).map(
    letter => `${region}${letter}`,
  );
}

const kinds = [
  { kind: 'private', digit: 1, network: 0 },
  { kind: 'database', digit: 3, network: 20 },
  { kind: 'public', digit: 2, network: 100 },
] as const;

/**
 * Two subnets of each kind, in the region's first two Availability Zones. An id ends with the
 * letter of its zone.
 */
export function subnetsOf({ region }: Pick<Scope, 'region'>): Subnet[] {
  return kinds.flatMap(({ kind, digit, network }) =>
    availabilityZonesOf(region)
      .slice(0, 2)
      .map((availabilityZone, index) => ({
        subnetId: `subnet-0a0b0c0d0e0f000${digit}${availabilityZone.slice(-1)}`,
        availabilityZone,
        cidrBlock: `10.0.${network + index + 1}.0/24`,
        kind,
        name: `VpcStack/Vpc/${kind}Subnet${index + 1}`,
      })),
  );
}

const allowAllOut = {
  isEgress: true,
  ipProtocol: '-1',
  cidrIpv4: '0.0.0.0/0',
  tags: [],
};

/** The VPC's default security group, and the group of the application's Lambda functions. */
export function defaultSecurityGroups(): SecurityGroupRecord[] {
  return [
    {
      groupId: defaultSecurityGroupId,
      groupName: 'default',
      description: 'default VPC security group',
      vpcId: defaultVpc.vpcId,
      tags: [],
      rules: [
        {
          ruleId: 'sgr-0a0b0c0d0e0f00001',
          isEgress: false,
          ipProtocol: '-1',
          referencedGroupId: defaultSecurityGroupId,
          tags: [],
        },
        { ruleId: 'sgr-0a0b0c0d0e0f00002', ...allowAllOut },
      ],
    },
    {
      groupId: lambdaSecurityGroupId,
      groupName: 'goal-mandala-lambda',
      description: 'Lambda functions of goal-mandala',
      vpcId: defaultVpc.vpcId,
      tags: [{ Key: 'Name', Value: 'goal-mandala-lambda' }],
      rules: [{ ruleId: 'sgr-0a0b0c0d0e0f00003', ...allowAllOut }],
    },
  ];
}

/** An export of a CloudFormation stack, as ListExports returns it. */
export interface StackExport {
  ExportingStackId: string;
  Name: string;
  Value: string;
}

/**
 * The exports of a stack `VpcStack` that would have created the default network, for
 * Fn::ImportValue and ListExports.
 */
export function listExports({ accountId, region }: Scope): StackExport[] {
  const stackId = `arn:aws:cloudformation:${region}:${accountId}:stack/VpcStack/0a0b0c0d-0e0f-4000-8000-000000000001`;
  const idsOf = (kind: Subnet['kind']) =>
    subnetsOf({ region })
      .filter(subnet => subnet.kind === kind)
      .map(({ subnetId }) => subnetId)
      .join(',');
  return [
    { Name: 'VpcStack-VpcId', Value: defaultVpc.vpcId },
    { Name: 'VpcStack-PrivateSubnetIds', Value: idsOf('private') },
    { Name: 'VpcStack-DatabaseSubnetIds', Value: idsOf('database') },
    { Name: 'VpcStack-LambdaSecurityGroupId', Value: lambdaSecurityGroupId },
  ].map(output => ({ ExportingStackId: stackId, ...output }));
}
