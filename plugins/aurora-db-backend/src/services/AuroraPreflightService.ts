import type { DatabaseNames } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { EnvironmentConfig } from '../config/readConfig';
import { AwsUnavailableError } from './AwsUnavailableError';
import type { CallerIdentityReader } from './CallerIdentityReader';
import type { ClusterReader } from './ClusterReader';
import type { LogGroupReader } from './LogGroupReader';
import type { NetworkReader } from './NetworkReader';

/** What one look before a deploy found. */
export interface PreflightResult {
  /** `credentials`, `network` or `leftovers`. */
  check: string;
  ok: boolean;
  /** One sentence. */
  text: string;
}

/** Looks whether a deploy can succeed before CloudFormation is asked to try. */
export class AuroraPreflightService {
  readonly #identity: CallerIdentityReader;
  readonly #networks: NetworkReader;
  readonly #clusters: ClusterReader;
  readonly #logGroups: LogGroupReader;

  constructor(readers: {
    identity: CallerIdentityReader;
    networks: NetworkReader;
    clusters: ClusterReader;
    logGroups: LogGroupReader;
  }) {
    this.#identity = readers.identity;
    this.#networks = readers.networks;
    this.#clusters = readers.clusters;
    this.#logGroups = readers.logGroups;
  }

  /**
   * All results, good and bad. Throws an AwsUnavailableError where AWS gives no answer at all.
   *
   * @param isNew - whether the database has no stack yet
   */
  async check(
    environment: EnvironmentConfig,
    names: DatabaseNames,
    isNew: boolean,
  ): Promise<PreflightResult[]> {
    const credentials = await this.#checkCredentials(environment);
    if (!credentials.ok) {
      return [credentials];
    }
    const [network, leftovers] = await Promise.all([
      this.#checkNetwork(environment),
      isNew ? this.#checkLeftovers(environment, names) : [],
    ]);
    return [credentials, network, ...leftovers];
  }

  async #checkCredentials(
    environment: EnvironmentConfig,
  ): Promise<PreflightResult> {
    const { accountId, arn } = await this.#identity.read(environment);
    const ok = accountId === environment.accountId;
    return {
      check: 'credentials',
      ok,
      text: ok
        ? `account ${accountId} as ${arn}`
        : `The credentials for ${environment.name} belong to account ${accountId} (${arn}), but auroraDb.environments.${environment.name}.accountId is ${environment.accountId}. Give aws.accounts an entry for ${environment.accountId}`,
    };
  }

  async #checkNetwork(
    environment: EnvironmentConfig,
  ): Promise<PreflightResult> {
    const problems =
      'vpcId' in environment.network
        ? await this.#networkProblems(environment, environment.network)
        : await this.#exportProblems(environment, environment.network);
    const key = `auroraDb.environments.${environment.name}.network`;
    return problems.length > 0
      ? {
          check: 'network',
          ok: false,
          text: `${problems.join('; ')}. Correct ${key}`,
        }
      : {
          check: 'network',
          ok: true,
          text:
            'vpcId' in environment.network
              ? `subnets in ${environment.network.privateSubnets.map(subnet => subnet.availabilityZone).join(', ')} of ${environment.network.vpcId}`
              : `exports of ${environment.network.availabilityZones.join(', ')}`,
        };
  }

  async #networkProblems(
    environment: EnvironmentConfig,
    network: Extract<EnvironmentConfig['network'], { vpcId: string }>,
  ): Promise<string[]> {
    const { vpcId, privateSubnets, lambdaSecurityGroupId } = network;
    const [subnets, groupVpc] = await Promise.all([
      this.#networks.findSubnets(
        environment,
        privateSubnets.map(({ id }) => id),
      ),
      this.#networks.findSecurityGroupVpc(environment, lambdaSecurityGroupId),
    ]);
    const problems = privateSubnets.flatMap(({ id, availabilityZone }) => {
      const subnet = subnets.find(found => found.id === id);
      if (!subnet) {
        return [`${environment.region} has no subnet ${id}`];
      }
      return [
        ...(subnet.vpcId === vpcId
          ? []
          : [`subnet ${id} is in ${subnet.vpcId}, not in ${vpcId}`]),
        ...(subnet.availabilityZone === availabilityZone
          ? []
          : [
              `subnet ${id} is in ${subnet.availabilityZone}, not in ${availabilityZone}`,
            ]),
      ];
    });
    if (!groupVpc) {
      problems.push(
        `${environment.region} has no security group ${lambdaSecurityGroupId}`,
      );
    } else if (groupVpc !== vpcId) {
      problems.push(
        `security group ${lambdaSecurityGroupId} is in ${groupVpc}, not in ${vpcId}`,
      );
    }
    return problems;
  }

  async #exportProblems(
    environment: EnvironmentConfig,
    network: Exclude<EnvironmentConfig['network'], { vpcId: string }>,
  ): Promise<string[]> {
    const names = [
      network.vpcIdExport,
      network.privateSubnetIdsExport,
      network.lambdaSecurityGroupIdExport,
    ];
    const exported = await this.#networks.readExports(environment, names);
    const problems = names
      .filter(name => !exported.has(name))
      .map(
        name => `${environment.region} has no CloudFormation export ${name}`,
      );
    const subnetIds = exported.get(network.privateSubnetIdsExport)?.split(',');
    const zones = network.availabilityZones.length;
    if (subnetIds && subnetIds.length !== zones) {
      problems.push(
        `the export ${network.privateSubnetIdsExport} has ${subnetIds.length} subnets for ${zones} availability zones`,
      );
    }
    return problems;
  }

  /** Things of the database's names that no stack holds: CloudFormation would stumble over them midway. */
  async #checkLeftovers(
    environment: EnvironmentConfig,
    { clusterIdentifier, stackName }: DatabaseNames,
  ): Promise<PreflightResult[]> {
    const logGroup = `/aws/rds/cluster/${clusterIdentifier}/postgresql`;
    const [cluster, hasLogGroup] = await Promise.all([
      this.#clusters.describe(environment, clusterIdentifier),
      this.#logGroups.exists(environment, logGroup).catch(error => {
        // Only a look ahead: without this right CloudFormation still says so itself.
        if (
          error instanceof AwsUnavailableError &&
          error.reason === 'access-denied'
        ) {
          return false;
        }
        throw error;
      }),
    ]);
    const problems = [
      ...(cluster
        ? [
            `A cluster ${clusterIdentifier} exists that no stack ${stackName} holds. Choose another name, or delete the cluster`,
          ]
        : []),
      ...(hasLogGroup
        ? [
            `A log group ${logGroup} is left over from an earlier database. Delete it (aws logs delete-log-group), or choose another name`,
          ]
        : []),
    ];
    return problems.length > 0
      ? problems.map(text => ({ check: 'leftovers', ok: false, text }))
      : [{ check: 'leftovers', ok: true, text: 'nothing of that name exists' }];
  }
}
