import { databaseNames } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { AccountQuotaReader } from '../ports/AccountQuotaReader';
import type { AlarmReader } from '../ports/AlarmReader';
import type { CallerIdentityReader } from '../ports/CallerIdentityReader';
import type { ClusterReader } from '../ports/ClusterReader';
import type { ClusterSnapshotReader } from '../ports/ClusterSnapshots';
import type { DatabaseEventReader } from '../ports/DatabaseEventReader';
import type { DatabaseStackReader } from '../ports/DatabaseStacks';
import type { EngineVersionReader } from '../ports/EngineVersionReader';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import type { KeyReader } from '../ports/KeyReader';
import type { LoadReader } from '../ports/LoadReader';
import type { LogEventReader } from '../ports/LogEventReader';
import type { LogGroupReader } from '../ports/LogGroupReader';
import type { MetricReader } from '../ports/MetricReader';
import type { NetworkReader } from '../ports/NetworkReader';
import type { ParameterReader } from '../ports/ParameterReader';
import type { PrincipalReader } from '../ports/PrincipalReader';
import type { RolePolicyReader } from '../ports/RolePolicyReader';
import type { TopicReader } from '../ports/TopicReader';
import { withinTime } from '../readings/withinTime';

/** The ports whose reads try a permission or the way to a service. */
export interface HarmlessPorts {
  identity: CallerIdentityReader;
  stacks: Pick<DatabaseStackReader, 'describe'>;
  clusters: Pick<ClusterReader, 'describe' | 'describeInstances'>;
  snapshots: Pick<ClusterSnapshotReader, 'find'>;
  quotas: AccountQuotaReader;
  engineVersions: EngineVersionReader;
  metrics: Pick<MetricReader, 'read'>;
  parameters: ParameterReader;
  alarms: AlarmReader;
  events: DatabaseEventReader;
  load: Pick<LoadReader, 'readLoad'>;
  logEvents: LogEventReader;
  logGroups: LogGroupReader;
  networks: NetworkReader;
  rolePolicies: RolePolicyReader;
  principals: PrincipalReader;
  keys: KeyReader;
  topics: TopicReader;
}

/** How a call ended. */
export type CallOutcome = 'answered' | 'late' | { error: unknown };

/** A resource that does not exist. AWS then answers with little. */
const nothing = 'aurora-db-readiness';

const minuteMs = 60_000;
const lastMinuteMs = () => Math.floor(Date.now() / minuteMs - 1) * minuteMs;

/** One read for each service that the portal calls, and further reads that it needs. */
const reads: Readonly<
  Record<
    string,
    (ports: HarmlessPorts, environment: EnvironmentConfig) => Promise<unknown>
  >
> = {
  'sts:GetCallerIdentity': (ports, environment) =>
    ports.identity.read(environment),
  'cloudformation:DescribeStacks': (ports, environment) =>
    ports.stacks.describe(environment, nothing),
  'cloudformation:ListExports': (ports, environment) =>
    ports.networks.readExports(environment, []),
  'rds:DescribeAccountAttributes': (ports, environment) =>
    ports.quotas.read(environment),
  'rds:DescribeDBClusters': (ports, environment) =>
    ports.clusters.describe(environment, nothing),
  'rds:DescribeDBInstances': (ports, environment) =>
    ports.clusters.describeInstances(environment, nothing),
  'rds:DescribeDBClusterSnapshots': (ports, environment) =>
    ports.snapshots.find(environment, nothing),
  'rds:DescribeDBEngineVersions': (ports, environment) =>
    ports.engineVersions.listCreatable(environment),
  'rds:DescribeEvents': (ports, environment) =>
    ports.events.list(
      environment,
      { kind: 'cluster', id: nothing },
      new Date(Date.now() - minuteMs),
    ),
  'rds:DescribeDBClusterParameters': (ports, environment) =>
    ports.parameters.readSet(environment, { kind: 'cluster', name: nothing }),
  'rds:DescribeDBParameters': (ports, environment) =>
    ports.parameters.readSet(environment, { kind: 'instance', name: nothing }),
  'rds:DescribeEngineDefaultClusterParameters': (ports, environment) =>
    ports.parameters.readDefaults(environment, 'aurora-postgresql15'),
  'cloudwatch:GetMetricData': (ports, environment) =>
    ports.metrics.read(
      environment,
      [
        {
          clusterIdentifier: nothing,
          metricName: 'CPUUtilization',
          dimensions: 'cluster',
          statistic: 'Maximum',
        },
      ],
      {
        startMs: lastMinuteMs() - minuteMs,
        periodMs: minuteMs,
        slots: 1,
      },
    ),
  'cloudwatch:DescribeAlarms': (ports, environment) =>
    ports.alarms.listNotOk(environment),
  'pi:GetResourceMetrics': (ports, environment) =>
    ports.load.readLoad(environment, 'db-AURORADBREADINESS', {
      startMs: lastMinuteMs() - minuteMs,
      endMs: lastMinuteMs(),
      periodMs: minuteMs,
    }),
  'logs:FilterLogEvents': (ports, environment) =>
    ports.logEvents.filter(environment, {
      // Has a name that the statement ReadLog allows.
      logGroupName: `/aws/rds/cluster/${databaseNames(nothing, environment).clusterIdentifier}/postgresql`,
      from: lastMinuteMs() - minuteMs,
      to: lastMinuteMs(),
      limit: 1,
    }),
  'logs:DescribeLogGroups': (ports, environment) =>
    ports.logGroups.exists(environment, `/${nothing}`),
  'ec2:DescribeAvailabilityZones': (ports, environment) =>
    ports.networks.listAvailabilityZones(environment),
  'ec2:DescribeSubnets': (ports, environment) =>
    ports.networks.findSubnets(environment, ['subnet-00000000']),
  'ec2:DescribeSecurityGroups': (ports, environment) =>
    ports.networks.findSecurityGroupVpc(environment, 'sg-00000000'),
  'iam:GetAccountSummary': (ports, environment) =>
    ports.rolePolicies.readQuotas(environment),
  'iam:ListAttachedRolePolicies': (ports, environment) =>
    ports.rolePolicies.listAttached(environment, nothing),
  'iam:GetRole': (ports, environment) =>
    ports.principals.findRole(environment, nothing),
  'kms:DescribeKey': (ports, environment) =>
    ports.keys.find(environment, environment.kmsKeyArn ?? ''),
  'sns:GetTopicAttributes': (ports, environment) =>
    ports.topics.exists(environment, environment.alarmTopicArn ?? ''),
};

/** Reads that show whether AWS answers, and what it allows. Each is made at most once. */
export class HarmlessCalls {
  /** What can be tried in this environment. */
  readonly actions: readonly string[];
  readonly #ports: HarmlessPorts;
  readonly #environment: EnvironmentConfig;
  readonly #limitMs: number;
  readonly #outcomes = new Map<string, Promise<CallOutcome>>();

  /** @param limitMs - the longest wait for an answer, in milliseconds */
  constructor(
    ports: HarmlessPorts,
    environment: EnvironmentConfig,
    limitMs: number,
  ) {
    this.#ports = ports;
    this.#environment = environment;
    this.#limitMs = limitMs;
    this.actions = Object.keys(reads).filter(
      action =>
        (!action.startsWith('kms:') || environment.kmsKeyArn) &&
        (!action.startsWith('sns:') || environment.alarmTopicArn) &&
        (!action.endsWith('Parameters') || environment.existing),
    );
  }

  try(action: string): Promise<CallOutcome> {
    const outcome = this.#outcomes.get(action) ?? this.#call(action);
    this.#outcomes.set(action, outcome);
    return outcome;
  }

  async #call(action: string): Promise<CallOutcome> {
    const read = reads[action];
    if (!read) {
      throw new Error(`${action} has no harmless call`);
    }
    const call = read(this.#ports, this.#environment).then(
      (): CallOutcome => 'answered',
      (error: unknown): CallOutcome => ({ error }),
    );
    return (await withinTime(call, this.#limitMs)) ?? 'late';
  }
}
