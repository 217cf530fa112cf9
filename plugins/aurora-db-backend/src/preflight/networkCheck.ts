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

interface NetworkFindings {
  /** Undefined if it is unknown. */
  vpcId: string | undefined;
  problems: Message[];
}

/** Whether the configured subnets, security groups or exports exist and belong together. */
export function networkCheck(
  networks: NetworkReader,
): PreflightCheck<Pick<DatabaseSubject, 'environment'>> {
  return {
    name: 'network',

    async run({ environment }) {
      const { network } = environment;
      const { vpcId, problems } =
        'vpcId' in network
          ? await problemsOfIds(networks, environment, network)
          : await problemsOfExports(networks, environment, network);
      const ofClients = await problemsOfGroups(
        networks,
        environment,
        environment.clientSecurityGroupIds,
        vpcId,
      );
      const failures = Object.entries({
        network: problems,
        clientSecurityGroupIds: ofClients,
      }).filter(([, found]) => found.length > 0);
      if (failures.length > 0) {
        return failures.map(([key, found]) => ({
          ok: false,
          message: createMessage('preflight.networkProblems', {
            problems: found,
            key: `auroraDb.environments.${environment.name}.${key}`,
          }),
        }));
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
): Promise<NetworkFindings> {
  const [subnets, ofGroup] = await Promise.all([
    networks.findSubnets(
      environment,
      privateSubnets.map(({ id }) => id),
    ),
    problemsOfGroups(networks, environment, [lambdaSecurityGroupId], vpcId),
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
  return { vpcId, problems: [...problems, ...ofGroup] };
}

/**
 * @param vpcId - of the network; undefined if it is unknown
 */
async function problemsOfGroups(
  networks: NetworkReader,
  environment: EnvironmentConfig,
  ids: readonly string[],
  vpcId: string | undefined,
): Promise<Message[]> {
  const problems = await Promise.all(
    ids.map(async id => {
      const actual = await networks.findSecurityGroupVpc(environment, id);
      if (!actual) {
        const { region } = environment;
        return createMessage('preflight.securityGroupMissing', { region, id });
      }
      return vpcId === undefined || actual === vpcId
        ? undefined
        : createMessage('preflight.securityGroupElsewhere', {
            id,
            actual,
            configured: vpcId,
          });
    }),
  );
  return problems.filter(problem => problem !== undefined);
}

async function problemsOfExports(
  networks: NetworkReader,
  environment: EnvironmentConfig,
  network: NetworkExports,
): Promise<NetworkFindings> {
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
  return { vpcId: exported.get(network.vpcIdExport), problems };
}
