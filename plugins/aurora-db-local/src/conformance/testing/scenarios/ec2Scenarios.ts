import type { Scenario } from '../Recorder';
import { memberAt } from './memberAt';

const service = 'ec2';
const everywhere = [{ CidrIp: '0.0.0.0/0' }];

export const ec2Scenarios: readonly Scenario[] = [
  {
    service,
    name: 'what is not there',
    async run(call) {
      await call('DescribeVpcs', { VpcIds: ['vpc-00000000000000000'] });
      await call('DescribeVpcs', { Filters: [{ Name: 'x', Values: ['y'] }] });
      await call('DescribeSubnets', {
        SubnetIds: ['subnet-00000000000000000'],
      });
      await call('DescribeSubnets', {
        Filters: [{ Name: 'x', Values: ['y'] }],
      });
      await call('DescribeSubnets', {
        Filters: [{ Name: 'subnet-id', Values: ['subnet-0'] }],
      });
      await call('DescribeAvailabilityZones', { ZoneNames: ['xx-none-1a'] });
      await call('DescribeAvailabilityZones', { DryRun: true });
      await call('DescribeSecurityGroups', {
        GroupIds: ['sg-00000000000000000'],
      });
      await call('DescribeSecurityGroups', { GroupNames: ['conf-none'] });
      await call('DescribeSecurityGroups', {
        Filters: [{ Name: 'group-name', Values: ['conf-none'] }],
      });
      await call('DescribeSecurityGroupRules', {
        SecurityGroupRuleIds: ['sgr-00000000000000000'],
      });
      await call('DescribeNetworkAcls', {
        NetworkAclIds: ['acl-00000000000000000'],
      });
      await call('DeleteSecurityGroup', { GroupId: 'sg-00000000000000000' });
      await call('DeleteNetworkAcl', { NetworkAclId: 'acl-00000000000000000' });
      await call('CreateTags', {
        Resources: ['sg-00000000000000000'],
        Tags: [{ Key: 'a', Value: 'b' }],
      });
    },
  },
  {
    service,
    name: 'security groups',
    async run(call) {
      const VpcId = memberAt(await call('DescribeVpcs'), 'Vpcs.0.VpcId');
      const group = { GroupName: 'conf', Description: 'a group', VpcId };
      await call('CreateSecurityGroup', { ...group, DryRun: true });
      const GroupId = memberAt(
        await call('CreateSecurityGroup', {
          ...group,
          TagSpecifications: [
            {
              ResourceType: 'security-group',
              Tags: [{ Key: 'team', Value: 'shop' }],
            },
          ],
        }),
        'GroupId',
      );
      await call('CreateSecurityGroup', group);
      await call('CreateSecurityGroup', { ...group, GroupName: 'sg-x' });
      await call('CreateSecurityGroup', {
        ...group,
        GroupName: 'conf-2',
        VpcId: 'vpc-00000000000000000',
      });
      await call('DescribeSecurityGroups', { GroupIds: [GroupId] });
      for (const permission of [
        {
          IpProtocol: 'tcp',
          FromPort: 5432,
          ToPort: 5432,
          IpRanges: everywhere,
        },
        {
          IpProtocol: 'tcp',
          FromPort: 5432,
          ToPort: 5432,
          IpRanges: everywhere,
        },
        {
          IpProtocol: '6',
          FromPort: 80,
          ToPort: 80,
          IpRanges: [{ CidrIp: '10.0.0.7/16', Description: 'inside' }],
        },
        { IpProtocol: '-1', UserIdGroupPairs: [{ GroupId }] },
        { IpProtocol: 'tcp', IpRanges: everywhere },
        { IpProtocol: 'tcp', FromPort: 9, ToPort: 8, IpRanges: everywhere },
        { IpProtocol: 'x', FromPort: 1, ToPort: 1, IpRanges: everywhere },
        {
          IpProtocol: 'tcp',
          FromPort: 1,
          ToPort: 1,
          IpRanges: [{ CidrIp: '10.0.0.300/8' }],
        },
        {
          IpProtocol: 'tcp',
          FromPort: 1,
          ToPort: 1,
          UserIdGroupPairs: [{ GroupId: 'sg-00000000000000000' }],
        },
      ]) {
        await call('AuthorizeSecurityGroupIngress', {
          GroupId,
          IpPermissions: [permission],
        });
      }
      await call('AuthorizeSecurityGroupIngress', {
        GroupId,
        IpProtocol: 'udp',
        FromPort: 53,
        ToPort: 53,
        CidrIp: '10.0.0.0/8',
      });
      await call('AuthorizeSecurityGroupIngress', { GroupId });
      await call('AuthorizeSecurityGroupEgress', {
        GroupId,
        IpPermissions: [
          {
            IpProtocol: 'tcp',
            FromPort: 443,
            ToPort: 443,
            Ipv6Ranges: [{ CidrIpv6: '::/0' }],
          },
        ],
      });
      await call('DescribeSecurityGroups', { GroupIds: [GroupId] });
      await call('DescribeSecurityGroupRules', {
        Filters: [{ Name: 'group-id', Values: [GroupId] }],
      });
      for (const revoked of [
        {
          IpProtocol: 'tcp',
          FromPort: 5432,
          ToPort: 5432,
          IpRanges: everywhere,
        },
        {
          IpProtocol: 'tcp',
          FromPort: 5432,
          ToPort: 5432,
          IpRanges: everywhere,
        },
      ]) {
        await call('RevokeSecurityGroupIngress', {
          GroupId,
          IpPermissions: [revoked],
        });
      }
      await call('RevokeSecurityGroupEgress', {
        GroupId,
        IpPermissions: [{ IpProtocol: '-1', IpRanges: everywhere }],
      });
      await call('CreateTags', {
        Resources: [GroupId],
        Tags: [{ Key: 'a', Value: 'b' }],
      });
      await call('DeleteTags', {
        Resources: [GroupId],
        Tags: [{ Key: 'team' }],
      });
      await call('DescribeSecurityGroups', {
        Filters: [{ Name: 'tag:a', Values: ['?'] }],
      });
      await call('DeleteSecurityGroup', { GroupId, DryRun: true });
      await call('DeleteSecurityGroup', { GroupId });
      await call('DeleteSecurityGroup', { GroupId });
    },
  },
  {
    service,
    name: 'network ACLs',
    async run(call) {
      const VpcId = memberAt(await call('DescribeVpcs'), 'Vpcs.0.VpcId');
      const NetworkAclId = memberAt(
        await call('CreateNetworkAcl', { VpcId }),
        'NetworkAcl.NetworkAclId',
      );
      const entry = {
        NetworkAclId,
        RuleNumber: 100,
        Protocol: '6',
        RuleAction: 'allow',
        Egress: false,
        CidrBlock: '10.0.0.0/16',
        PortRange: { From: 5432, To: 5432 },
      };
      await call('CreateNetworkAclEntry', entry);
      await call('CreateNetworkAclEntry', entry);
      await call('CreateNetworkAclEntry', {
        ...entry,
        RuleNumber: 110,
        Protocol: '1',
        PortRange: undefined,
        IcmpTypeCode: { Type: -1, Code: -1 },
      });
      await call('ReplaceNetworkAclEntry', { ...entry, RuleAction: 'deny' });
      await call('ReplaceNetworkAclEntry', { ...entry, RuleNumber: 999 });
      await call('DescribeNetworkAcls', { NetworkAclIds: [NetworkAclId] });
      await call('DeleteNetworkAclEntry', {
        NetworkAclId,
        RuleNumber: 100,
        Egress: false,
      });
      await call('DeleteNetworkAclEntry', {
        NetworkAclId,
        RuleNumber: 100,
        Egress: false,
      });
      await call('ReplaceNetworkAclAssociation', {
        NetworkAclId,
        AssociationId: 'aclassoc-00000000000000000',
      });
      await call('DeleteNetworkAcl', { NetworkAclId });
      await call('CreateNetworkAcl', { VpcId: 'vpc-00000000000000000' });
    },
  },
];
