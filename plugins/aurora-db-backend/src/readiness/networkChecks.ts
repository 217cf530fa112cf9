import {
  createMessage,
  type Remedy,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import type { NetworkReader } from '../ports/NetworkReader';
import { commandRemedy } from './commandRemedy';
import type { ReadinessCheck, ReadinessFinding } from './ReadinessCheck';
import type { NetworkProblem } from './readNetwork';

const isOfGroup = ({ message }: NetworkProblem) =>
  message.code.startsWith('preflight.securityGroup');

/** Whether subnets or exports exist and belong together. */
export const subnetsCheck: ReadinessCheck = {
  name: 'network',

  async run({ environment, network }) {
    const { problems, summary, ids } = await network();
    const ofSubnets = problems.filter(problem => !isOfGroup(problem));
    if (ofSubnets.length > 0) {
      return ofSubnets.map(problem => wrong(environment, problem));
    }
    const message =
      summary ??
      (ids &&
        createMessage('preflight.network', {
          zones: ids.privateSubnets
            .map(({ availabilityZone }) => availabilityZone)
            .join(', '),
          vpcId: ids.vpcId,
        }));
    return [{ ok: true, ...(message && { message }) }];
  },
};

/** Whether the security groups of clients exist in the network. */
export const securityGroupsCheck: ReadinessCheck = {
  name: 'securityGroups',

  async run({ environment, network }) {
    const { problems, ids } = await network();
    const ofGroups = problems.filter(isOfGroup);
    if (ofGroups.length > 0) {
      return ofGroups.map(problem => wrong(environment, problem));
    }
    if (!ids) {
      const reason = problems.map(({ message }) => message);
      return [
        { ok: null, message: createMessage('readiness.unknown', { reason }) },
      ];
    }
    const message = createMessage('readiness.securityGroups', {
      groups: [
        ids.lambdaSecurityGroupId,
        ...environment.clientSecurityGroupIds,
      ].join(', '),
    });
    return [{ ok: true, message }];
  },
};

/** Whether the configured availability zones exist. */
export function zonesCheck(networks: NetworkReader): ReadinessCheck {
  return {
    name: 'zones',

    async run({ environment }) {
      const { network, region } = environment;
      const configured =
        'vpcId' in network
          ? network.privateSubnets.map(subnet => subnet.availabilityZone)
          : network.availabilityZones;
      const offered = await networks.listAvailabilityZones(environment);
      const zones = offered.join(', ');
      const missing = configured.filter(zone => !offered.includes(zone));
      return missing.length > 0
        ? missing.map(zone => ({
            ok: false,
            message: createMessage('readiness.zoneMissing', {
              region,
              zone,
              zones,
              key: `auroraDb.environments.${environment.name}.network`,
            }),
            remedy: commandRemedy(
              ...['aws', 'ec2', 'describe-availability-zones'],
              ...['--region', region],
              ...['--query', 'AvailabilityZones[].ZoneName'],
              ...['--output', 'text'],
            ),
          }))
        : [
            {
              ok: true,
              message: createMessage('readiness.zones', {
                region,
                zones: [...new Set(configured)].join(', '),
              }),
            },
          ];
    },
  };
}

function wrong(
  environment: EnvironmentConfig,
  problem: NetworkProblem,
): ReadinessFinding {
  return {
    ok: false,
    message: createMessage('preflight.networkProblems', {
      problems: problem.message,
      key: problem.key,
    }),
    remedy: lookUp(environment, problem),
  };
}

/** The command that lists the right values. */
function lookUp(
  { region }: EnvironmentConfig,
  problem: NetworkProblem,
): Remedy {
  const list = (service: string, command: string, query: string) =>
    commandRemedy(
      ...['aws', service, command, '--region', region],
      ...['--query', query, '--output', 'table'],
    );
  if (problem.message.code.startsWith('preflight.export')) {
    return list('cloudformation', 'list-exports', 'Exports[].[Name,Value]');
  }
  return isOfGroup(problem)
    ? list(
        'ec2',
        'describe-security-groups',
        'SecurityGroups[].[VpcId,GroupId,GroupName]',
      )
    : list(
        'ec2',
        'describe-subnets',
        'Subnets[].[VpcId,SubnetId,AvailabilityZone]',
      );
}
