import type { FilterReaders } from './filtered';
import type {
  SecurityGroupRecord,
  SecurityGroupRule,
} from './SecurityGroupRecord';

/** All filters of EC2 for security groups, except those of tags. */
export function securityGroupFilters(
  accountId: string,
  nameOf: (groupId: string) => string | undefined,
): FilterReaders<SecurityGroupRecord> {
  const ruleReaders: Readonly<
    Record<string, (rule: SecurityGroupRule) => string | undefined>
  > = {
    cidr: ({ cidrIpv4 }) => cidrIpv4,
    'from-port': ({ fromPort }) => fromPort?.toString(),
    'group-id': ({ referencedGroupId }) => referencedGroupId,
    'group-name': ({ referencedGroupId }) =>
      referencedGroupId && nameOf(referencedGroupId),
    'ipv6-cidr': ({ cidrIpv6 }) => cidrIpv6,
    'prefix-list-id': ({ prefixListId }) => prefixListId,
    protocol: ({ ipProtocol }) => ipProtocol,
    'to-port': ({ toPort }) => toPort?.toString(),
    'user-id': ({ referencedGroupId }) => referencedGroupId && accountId,
  };
  const ofRules = (prefix: string, isEgress: boolean) =>
    Object.fromEntries(
      Object.entries(ruleReaders).map(([name, read]) => [
        `${prefix}.${name}`,
        ({ rules }: SecurityGroupRecord) =>
          rules.filter(rule => rule.isEgress === isEgress).map(read),
      ]),
    );
  return {
    'group-id': ({ groupId }) => [groupId],
    'group-name': ({ groupName }) => [groupName],
    'vpc-id': ({ vpcId }) => [vpcId],
    description: ({ description }) => [description],
    'owner-id': () => [accountId],
    ...ofRules('ip-permission', false),
    ...ofRules('egress.ip-permission', true),
  };
}
