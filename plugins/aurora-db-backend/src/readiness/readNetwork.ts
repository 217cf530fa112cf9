import type { Message } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import type { NetworkReader } from '../ports/NetworkReader';
import { networkCheck } from '../preflight/networkCheck';

type NetworkIds = Extract<EnvironmentConfig['network'], { vpcId: string }>;

/** A subnet, security group or export that is wrong. */
export interface NetworkProblem {
  /** A sentence without the key. */
  message: Message;
  /** The key of app-config. */
  key: string;
}

/** The network of an environment as it is. */
export interface NetworkReading {
  /** Absent if exports of the network's stack are missing. */
  ids?: NetworkIds;
  problems: NetworkProblem[];
  /** What is right, if there is no problem. */
  summary?: Message;
}

/** Reads the network by its ids, which may come from the exports of its stack. */
export async function readNetwork(
  networks: NetworkReader,
  environment: EnvironmentConfig,
): Promise<NetworkReading> {
  const configured = await judge(networks, environment);
  const { network } = environment;
  if ('vpcId' in network || configured.problems.length > 0) {
    return 'vpcId' in network ? { ...configured, ids: network } : configured;
  }
  const exported = await networks.readExports(environment, [
    network.vpcIdExport,
    network.privateSubnetIdsExport,
    network.lambdaSecurityGroupIdExport,
  ]);
  const valueOf = (name: string) => exported.get(name) ?? '';
  const ids: NetworkIds = {
    vpcId: valueOf(network.vpcIdExport),
    privateSubnets: valueOf(network.privateSubnetIdsExport)
      .split(',')
      .map((id, index) => ({
        id,
        availabilityZone: network.availabilityZones[index] ?? '',
      })),
    lambdaSecurityGroupId: valueOf(network.lambdaSecurityGroupIdExport),
  };
  return {
    ...(await judge(networks, { ...environment, network: ids })),
    ids,
  };
}

async function judge(
  networks: NetworkReader,
  environment: EnvironmentConfig,
): Promise<NetworkReading> {
  const findings = await networkCheck(networks).run({ environment });
  const problems = findings
    .filter(({ ok }) => !ok)
    .flatMap(({ message: { details, params } }) =>
      (details?.problems ?? []).map(message => ({
        message,
        key: String(params?.key),
      })),
    );
  const [first] = findings;
  return {
    problems,
    ...(problems.length === 0 && first && { summary: first.message }),
  };
}
