import {
  createMessage,
  type Message,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import type { NetworkReader } from '../ports/NetworkReader';
import type { PreflightCheck } from './PreflightCheck';
import type { DatabaseSubject } from './preflightSubjects';

type Network = EnvironmentConfig['network'];
type NetworkIds = Extract<Network, { vpcId: string }>;
type NetworkExports = Exclude<Network, { vpcId: string }>;

/** Whether the configured subnets, security group or exports exist and belong together. */
export function networkCheck(
  networks: NetworkReader,
): PreflightCheck<Pick<DatabaseSubject, 'environment'>> {
  return {
    name: 'network',

    async run({ environment }) {
      const { network } = environment;
      const problems =
        'vpcId' in network
          ? await problemsOfIds(networks, environment, network)
          : await problemsOfExports(networks, environment, network);
      if (problems.length > 0) {
        const message = createMessage('preflight.networkProblems', {
          problems,
          key: `auroraDb.environments.${environment.name}.network`,
        });
        return [{ ok: false, message }];
      }
      const message =
        'vpcId' in network
          ? createMessage('preflight.network', {
              zones: network.privateSubnets
                .map(subnet => subnet.availabilityZone)
                .join(', '),
              vpcId: network.vpcId,
            })
          : createMessage('preflight.networkExports', {
              zones: network.availabilityZones.join(', '),
            });
      return [{ ok: true, message }];
    },
  };
}

async function problemsOfIds(
  networks: NetworkReader,
  environment: EnvironmentConfig,
  { vpcId, privateSubnets, lambdaSecurityGroupId }: NetworkIds,
): Promise<Message[]> {
  const [subnets, groupVpc] = await Promise.all([
    networks.findSubnets(
      environment,
      privateSubnets.map(({ id }) => id),
    ),
    networks.findSecurityGroupVpc(environment, lambdaSecurityGroupId),
  ]);
  const problems = privateSubnets.flatMap(({ id, availabilityZone }) => {
    const subnet = subnets.find(found => found.id === id);
    if (!subnet) {
      return [
        createMessage('preflight.subnetMissing', {
          region: environment.region,
          id,
        }),
      ];
    }
    return [
      ...(subnet.vpcId === vpcId
        ? []
        : [
            createMessage('preflight.subnetElsewhere', {
              id,
              actual: subnet.vpcId,
              configured: vpcId,
            }),
          ]),
      ...(subnet.availabilityZone === availabilityZone
        ? []
        : [
            createMessage('preflight.subnetElsewhere', {
              id,
              actual: subnet.availabilityZone,
              configured: availabilityZone,
            }),
          ]),
    ];
  });
  if (!groupVpc) {
    problems.push(
      createMessage('preflight.securityGroupMissing', {
        region: environment.region,
        id: lambdaSecurityGroupId,
      }),
    );
  } else if (groupVpc !== vpcId) {
    problems.push(
      createMessage('preflight.securityGroupElsewhere', {
        id: lambdaSecurityGroupId,
        actual: groupVpc,
        configured: vpcId,
      }),
    );
  }
  return problems;
}

async function problemsOfExports(
  networks: NetworkReader,
  environment: EnvironmentConfig,
  network: NetworkExports,
): Promise<Message[]> {
  const names = [
    network.vpcIdExport,
    network.privateSubnetIdsExport,
    network.lambdaSecurityGroupIdExport,
  ];
  const exported = await networks.readExports(environment, names);
  const problems = names
    .filter(name => !exported.has(name))
    .map(name =>
      createMessage('preflight.exportMissing', {
        region: environment.region,
        name,
      }),
    );
  const subnetIds = exported.get(network.privateSubnetIdsExport)?.split(',');
  const zones = network.availabilityZones.length;
  if (subnetIds && subnetIds.length !== zones) {
    problems.push(
      createMessage('preflight.exportSubnets', {
        name: network.privateSubnetIdsExport,
        subnets: subnetIds.length,
        zones,
      }),
    );
  }
  return problems;
}
