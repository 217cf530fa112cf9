import {
  createMessage,
  type DatabaseConfig,
  type DatabaseNames,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { ConflictError } from '@backstage/errors';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import type { AccountQuotaReader } from '../ports/AccountQuotaReader';
import { AwsUnavailableError } from '../ports/AwsUnavailableError';
import type { CallerIdentityReader } from '../ports/CallerIdentityReader';
import { checkFunctionRoles } from './checkFunctionRoles';
import type { ClusterReader } from '../ports/ClusterReader';
import type { LogGroupReader } from '../ports/LogGroupReader';
import type { NetworkReader } from '../ports/NetworkReader';
import type { PreflightResult } from '../ports/PreflightResult';
import type { RolePolicyReader } from '../ports/RolePolicyReader';

/** What is to be deployed. */
export interface PreflightSubject {
  environment: EnvironmentConfig;
  names: DatabaseNames;
  config: DatabaseConfig;
  /** Entity reference of the owner, whose roles get access. */
  owner: string;
  /** Whether the database has no stack yet. */
  isNew: boolean;
}

/** Looks whether a deploy can succeed before CloudFormation is asked to try. */
export class AuroraPreflightService {
  readonly #identity: CallerIdentityReader;
  readonly #networks: NetworkReader;
  readonly #clusters: ClusterReader;
  readonly #logGroups: LogGroupReader;
  readonly #quotas: AccountQuotaReader;
  readonly #rolePolicies: RolePolicyReader;

  constructor(readers: {
    identity: CallerIdentityReader;
    networks: NetworkReader;
    clusters: ClusterReader;
    logGroups: LogGroupReader;
    quotas: AccountQuotaReader;
    rolePolicies: RolePolicyReader;
  }) {
    this.#identity = readers.identity;
    this.#networks = readers.networks;
    this.#clusters = readers.clusters;
    this.#logGroups = readers.logGroups;
    this.#quotas = readers.quotas;
    this.#rolePolicies = readers.rolePolicies;
  }

  /** All results, good and bad. Throws an AwsUnavailableError where AWS gives no answer at all. */
  async check(subject: PreflightSubject): Promise<PreflightResult[]> {
    const { environment, names, isNew } = subject;
    const credentials = await this.#checkCredentials(environment);
    if (!credentials.ok) {
      return [credentials];
    }
    const [network, leftovers, quotas, roles] = await Promise.all([
      this.#checkNetwork(environment),
      isNew ? this.#checkLeftovers(environment, names) : [],
      isNew ? this.#checkQuotas(subject) : [],
      checkFunctionRoles(this.#rolePolicies, subject),
    ]);
    return [credentials, network, ...leftovers, ...quotas, ...roles];
  }

  async #checkCredentials(
    environment: EnvironmentConfig,
  ): Promise<PreflightResult> {
    const { accountId, arn } = await this.#identity.read(environment);
    const ok = accountId === environment.accountId;
    return {
      check: 'credentials',
      ok,
      message: ok
        ? createMessage('preflight.credentials', { accountId, arn })
        : createMessage('preflight.otherAccount', {
            environment: environment.name,
            accountId,
            arn,
            key: `auroraDb.environments.${environment.name}.accountId`,
            configured: environment.accountId,
          }),
    };
  }

  async #checkNetwork(
    environment: EnvironmentConfig,
  ): Promise<PreflightResult> {
    const problems =
      'vpcId' in environment.network
        ? await this.#networkProblems(environment, environment.network)
        : await this.#exportProblems(environment, environment.network);
    if (problems.length > 0) {
      return {
        check: 'network',
        ok: false,
        message: createMessage('preflight.networkProblems', {
          problems: problems.join('; '),
          key: `auroraDb.environments.${environment.name}.network`,
        }),
      };
    }
    return {
      check: 'network',
      ok: true,
      message:
        'vpcId' in environment.network
          ? createMessage('preflight.network', {
              zones: environment.network.privateSubnets
                .map(subnet => subnet.availabilityZone)
                .join(', '),
              vpcId: environment.network.vpcId,
            })
          : createMessage('preflight.networkExports', {
              zones: environment.network.availabilityZones.join(', '),
            }),
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

  /** What the template makes against what the account may have; a quota that RDS doesn't name is CloudFormation's to complain of. */
  async #checkQuotas({
    environment,
    config,
  }: PreflightSubject): Promise<PreflightResult[]> {
    const quotas = await this.#quotas.read(environment);
    const needs = {
      DBClusters: 1,
      DBInstances: config.multiAz ? 2 : 1,
      DBClusterParameterGroups: 1,
      DBSubnetGroups: 1,
    };
    const exceeded = Object.entries(needs).flatMap(([quota, needed]) => {
      const known = quotas.get(quota);
      return known && known.used + needed > known.limit
        ? [{ quota, needed, ...known }]
        : [];
    });
    return exceeded.length > 0
      ? exceeded.map(params => ({
          check: 'quotas',
          ok: false,
          message: createMessage('preflight.quotaExceeded', params),
        }))
      : [
          {
            check: 'quotas',
            ok: true,
            message: createMessage('preflight.quotas'),
          },
        ];
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
            createMessage('preflight.clusterLeft', {
              clusterIdentifier,
              stackName,
            }),
          ]
        : []),
      ...(hasLogGroup
        ? [createMessage('preflight.logGroupLeft', { logGroup })]
        : []),
    ];
    return problems.length > 0
      ? problems.map(message => ({ check: 'leftovers', ok: false, message }))
      : [
          {
            check: 'leftovers',
            ok: true,
            message: createMessage('preflight.nothingLeft'),
          },
        ];
  }
}

/**
 * Logs all results, one line each. Throws a ConflictError with the sentence of each that is not ok.
 */
export function assertPreflight(
  results: readonly PreflightResult[],
  log: (line: string) => void,
): void {
  for (const { check, ok, message } of results) {
    log(`Preflight: ${check}: ${ok ? '' : 'not ok: '}${message.text}`);
  }
  const failed = results.filter(({ ok }) => !ok);
  if (failed.length > 0) {
    throw new ConflictError(
      failed.map(({ message }) => message.text).join('\n'),
    );
  }
}
