import { AwsError, type RequestContext } from '../service/AwsService';
import type { Permission, Tag } from './ec2Inputs';
import { rulesOf } from './rulesOf';
import {
  describeRule,
  ruleKey,
  type SecurityGroupRule,
} from './SecurityGroupRecord';
import type { SecurityGroups } from './SecurityGroups';

/** A change of a group's rules in one direction. */
interface RuleChange {
  GroupId: string;
  isEgress: boolean;
  IpPermissions: readonly Permission[];
  IpProtocol?: string;
  FromPort?: number;
  ToPort?: number;
  CidrIp?: string;
}

/** Adds rules to a group. */
export async function authorize(
  groups: SecurityGroups,
  context: RequestContext,
  change: RuleChange & {
    TagSpecifications: ReadonlyArray<{ Tags: readonly Tag[] }>;
  },
) {
  const group = groups.get(context, change.GroupId);
  const tags = change.TagSpecifications.flatMap(({ Tags }) => Tags);
  const rules = rulesOfChange(context, change, tags);
  if (rules.length === 0) {
    throw new AwsError(
      'MissingParameter',
      'Either IpPermissions or a CIDR range must be specified.',
    );
  }
  const held = new Set(group.rules.map(ruleKey));
  for (const rule of rules) {
    const key = ruleKey(rule);
    if (held.has(key)) {
      throw new AwsError(
        'InvalidPermission.Duplicate',
        `the specified rule "peer: ${peerOf(rule)}, ${rule.ipProtocol}" already exists`,
      );
    }
    held.add(key);
    if (rule.referencedGroupId !== undefined) {
      groups.get(context, rule.referencedGroupId);
    }
  }
  await groups.put(context, { ...group, rules: [...group.rules, ...rules] });
  return {
    Return: true,
    SecurityGroupRules: rules.map(rule => describeRule(group, rule, context)),
  };
}

/** Removes rules from a group. */
export async function revoke(
  groups: SecurityGroups,
  context: RequestContext,
  change: RuleChange & { SecurityGroupRuleIds: readonly string[] },
) {
  const group = groups.get(context, change.GroupId);
  const rules = rulesOfChange(context, change, []);
  if (rules.length === 0 && change.SecurityGroupRuleIds.length === 0) {
    throw new AwsError(
      'MissingParameter',
      'Either IpPermissions, a CIDR range or SecurityGroupRuleIds must be specified.',
    );
  }
  const wanted = [
    ...rules.map(rule =>
      group.rules.find(held => ruleKey(held) === ruleKey(rule)),
    ),
    ...change.SecurityGroupRuleIds.map(id =>
      group.rules.find(
        held => held.ruleId === id && held.isEgress === change.isEgress,
      ),
    ),
  ];
  const removed = wanted.filter(rule => rule !== undefined);
  if (removed.length < wanted.length) {
    throw new AwsError(
      'InvalidPermission.NotFound',
      'The specified rule does not exist in this security group.',
    );
  }
  await groups.put(context, {
    ...group,
    rules: group.rules.filter(rule => !removed.includes(rule)),
  });
  return {
    Return: true,
    RevokedSecurityGroupRules: removed.map(rule => ({
      ...describeRule(group, rule, context),
      ReferencedGroupInfo: undefined,
      ReferencedGroupId: rule.referencedGroupId,
      GroupOwnerId: undefined,
      Tags: undefined,
    })),
  };
}

/** The rules of `IpPermissions`, or the single one that the call describes by itself. */
function rulesOfChange(
  { accountId }: RequestContext,
  { CidrIp, IpProtocol, FromPort, ToPort, ...change }: RuleChange,
  tags: readonly Tag[],
): SecurityGroupRule[] {
  const isSingle = [CidrIp, IpProtocol, FromPort, ToPort].some(
    member => member !== undefined,
  );
  if (isSingle && change.IpPermissions.length > 0) {
    throw new AwsError(
      'InvalidParameterCombination',
      'The parameters IpPermissions and CidrIp, IpProtocol, FromPort and ToPort cannot be used together.',
    );
  }
  if (isSingle && (CidrIp === undefined || IpProtocol === undefined)) {
    throw new AwsError(
      'MissingParameter',
      `The request must contain the parameter ${CidrIp === undefined ? 'cidrIp' : 'ipProtocol'}`,
    );
  }
  const single =
    CidrIp === undefined || IpProtocol === undefined
      ? []
      : [
          {
            IpProtocol,
            FromPort,
            ToPort,
            IpRanges: [{ CidrIp, Description: undefined }],
            Ipv6Ranges: [],
            PrefixListIds: [],
            UserIdGroupPairs: [],
          },
        ];
  return rulesOf([...change.IpPermissions, ...single], {
    isEgress: change.isEgress,
    accountId,
    tags,
  });
}

function peerOf(rule: SecurityGroupRule): string {
  return (
    rule.cidrIpv4 ??
    rule.cidrIpv6 ??
    rule.prefixListId ??
    rule.referencedGroupId ??
    ''
  );
}
