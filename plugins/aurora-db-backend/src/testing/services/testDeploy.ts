import {
  type EnvironmentProfile,
  environmentProfiles,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { ClusterInstances, LiveCluster } from '../../ports/ClusterReader';
import type {
  AuroraDbConfig,
  EnvironmentConfig,
} from '../../ports/EnvironmentConfig';
import type { PolicyQuotas } from '../../ports/RolePolicyReader';
import type { Telemetry } from '../../ports/Telemetry';
import type { TemplateSynthesizer } from '../../ports/TemplateSynthesizer';
import type { AwsPorts } from '../../wiring/AwsPorts';
import {
  type BackstageServices,
  createServices,
} from '../../wiring/createServices';
import { FakeSnapshots, testSnapshot } from '../fakes/FakeSnapshots';
import { FakeStacks } from '../fakes/FakeStacks';
import { testCluster } from '../databases/testCluster';
import { testEnvironment } from '../databases/testEnvironment';

/**
 * The backend's services with stacks in memory and an account in which every check passes.
 *
 * @param options - `snapshots` that exist already; `through` wraps each port to AWS; `environments`,
 *   by default all; `backstage` replaces mocks of Backstage's services
 */
export function testDeploy(
  stacks = new FakeStacks(),
  options: {
    snapshots?: FakeSnapshots;
    through?: <T extends object>(port: T, name: string) => T;
    environments?: ReadonlyArray<EnvironmentProfile | EnvironmentConfig>;
    backstage?: Partial<BackstageServices>;
    telemetry?: Telemetry;
    visibleWithinMs?: number;
    deadlineMs?: number;
  } = {},
) {
  const { snapshots = new FakeSnapshots(stacks.calls) } = options;
  const { through = port => port } = options;
  stacks.onFinalSnapshot = (stackName, createdAt) =>
    void snapshots.all.push(
      testSnapshot({
        id: `${stackName}-snapshot-cluster-${createdAt.getTime()}`,
        clusterIdentifier: clusterOf(stackName),
        createdAt,
      }),
    );
  const { environments = environmentProfiles } = options;
  const config: AuroraDbConfig = {
    environments: environments.map(one =>
      typeof one === 'string' ? testEnvironment(one) : one,
    ),
  };
  const lines: string[] = [];
  const account = {
    /** What RDS says of every cluster that it has: those of stacks. */
    cluster: {} as Partial<LiveCluster>,
    /** Whether it has any other that it is asked for. */
    strayCluster: false,
    /** Clusters of other tools, and what RDS says of them. */
    others: [] as LiveCluster[],
    instances: [] as ClusterInstances['instances'],
    /** Parameters that users set, by the name of their group. */
    parameters: {} as Record<string, Record<string, string>>,
    parameterDefaults: {} as Record<string, string>,
    logGroups: [] as string[],
    accountId: undefined as string | undefined,
    subnets: ['subnet-0a1b2c3d', 'subnet-0a1b2c3e'],
    securityGroupVpc: 'vpc-0a1b2c3d' as string | undefined,
    /** Managed policies that are attached to each role that exists. */
    roles: {} as Record<string, string[]>,
    policyQuotas: {
      attachedPerRole: 10,
      policies: { used: 20, limit: 1500 },
    } as PolicyQuotas,
    quotas: {
      DBClusters: { used: 3, limit: 40 },
      DBInstances: { used: 5, limit: 40 },
    },
  };
  const ports: AwsPorts = {
    stacks,
    snapshots,
    history: { listDeleted: async () => [], listReviewed: async () => [] },
    clusters: {
      describe: async (environment, clusterIdentifier) => {
        const other = account.others.find(
          one => one.clusterIdentifier === clusterIdentifier,
        );
        if (other) {
          return other;
        }
        const all = await stacks.list();
        const hasStack = all.some(
          ({ stackName, status }) =>
            clusterOf(stackName) === clusterIdentifier &&
            !/^(REVIEW|DELETE_COMPLETE|ROLLBACK_COMPLETE)/.test(status),
        );
        return hasStack || account.strayCluster
          ? testCluster('goal-mandala', environment.profile, {
              deletionProtection: false,
              ...account.cluster,
              clusterIdentifier,
            })
          : undefined;
      },
      list: async () => account.others,
      describeInstances: async (_, clusterIdentifier) => ({
        clusterIdentifier,
        instances: account.instances,
      }),
      listInstances: async () => [],
    },
    engineVersions: {
      listCreatable: async () => [{ version: '15.4' }, { version: '15.17' }],
    },
    identity: {
      read: async ({ accountId }) => ({
        accountId: account.accountId ?? accountId,
        arn: 'arn:aws:iam::1:role/portal',
      }),
    },
    networks: {
      findSubnets: async () =>
        account.subnets.map((id, index) => ({
          id,
          vpcId: 'vpc-0a1b2c3d',
          availabilityZone: `ap-northeast-1${'ac'[index]}`,
        })),
      findSecurityGroupVpc: async () => account.securityGroupVpc,
      readExports: async () => new Map(),
      listAvailabilityZones: async ({ region }) =>
        ['a', 'c', 'd'].map(letter => `${region}${letter}`),
    },
    logGroups: { exists: async (_, name) => account.logGroups.includes(name) },
    quotas: { read: async () => new Map(Object.entries(account.quotas)) },
    rolePolicies: {
      listAttached: async (_, roleName) => account.roles[roleName],
      readQuotas: async () => account.policyQuotas,
    },
    principals: {
      findRole: async () => undefined,
      hasPolicy: async () => true,
      simulate: async () => [],
    },
    keys: { find: async () => undefined },
    topics: { exists: async () => true },
    metrics: {
      queriesPerRequest: () => 500,
      read: async (_, queries, { slots }) =>
        queries.map(() => new Float64Array(slots).fill(NaN)),
    },
    alarms: { listNotOk: async () => new Map(), listDetails: async () => [] },
    parameters: {
      readSet: async (_, { name }) =>
        account.parameters[name] &&
        new Map(Object.entries(account.parameters[name])),
      readDefaults: async () =>
        new Map(Object.entries(account.parameterDefaults)),
    },
    load: {
      readLoad: async () => ({
        times: [],
        waits: [],
        statements: [],
        counters: {},
      }),
      readStatements: async () => [],
      readValuedStatements: async () => [],
      readWholeText: async () => undefined,
    },
    logEvents: { filter: async () => ({ events: [] }) },
    events: { list: async () => [] },
  };
  const synthesizer: TemplateSynthesizer = {
    // The request is all that a template depends on.
    synthesize: async request =>
      JSON.stringify({
        Resources: {
          Cluster: {
            Type: 'AWS::RDS::DBCluster',
            DeletionPolicy: request.config.deletionProtection
              ? 'Snapshot'
              : 'Delete',
            Properties: {
              ...request,
              DeletionProtection:
                request.protect === true && request.config.deletionProtection,
            },
          },
        },
      }),
  };
  const services = createServices({
    config,
    ports: {
      stacks: through(ports.stacks, 'stacks'),
      snapshots: through(ports.snapshots, 'snapshots'),
      history: through(ports.history, 'history'),
      clusters: through(ports.clusters, 'clusters'),
      engineVersions: through(ports.engineVersions, 'engineVersions'),
      identity: through(ports.identity, 'identity'),
      networks: through(ports.networks, 'networks'),
      logGroups: through(ports.logGroups, 'logGroups'),
      quotas: through(ports.quotas, 'quotas'),
      rolePolicies: through(ports.rolePolicies, 'rolePolicies'),
      principals: through(ports.principals, 'principals'),
      keys: through(ports.keys, 'keys'),
      topics: through(ports.topics, 'topics'),
      metrics: through(ports.metrics, 'metrics'),
      load: through(ports.load, 'load'),
      logEvents: through(ports.logEvents, 'logEvents'),
      events: through(ports.events, 'events'),
      alarms: through(ports.alarms, 'alarms'),
      parameters: through(ports.parameters, 'parameters'),
    },
    synthesizer: through(synthesizer, 'synthesizer'),
    backstage: {
      auditor: mockServices.auditor.mock(),
      auth: mockServices.auth(),
      catalog: catalogServiceMock(),
      events: mockServices.events.mock({ publish: async () => {} }),
      logger: mockServices.logger.mock(),
      notifications: { send: async () => {} },
      permissions: mockServices.permissions.mock(),
      rootConfig: mockServices.rootConfig(),
      ...options.backstage,
    },
    telemetry: options.telemetry,
    pace: {
      firstWaitMs: 1,
      // These stacks show at once what is created.
      visibleWithinMs: options.visibleWithinMs ?? 0,
      deadlineMs: options.deadlineMs,
      // A minute after the stacks in memory are created.
      now: () => Date.parse('2026-11-23T00:01:00Z'),
    },
  });
  const { deployer, planner, deleter } = services;
  return {
    services,
    stacks,
    snapshots,
    config,
    clusters: ports.clusters,
    parameters: ports.parameters,
    engineVersions: ports.engineVersions,
    synthesizer,
    account,
    /** A database that is to be deleted. */
    async findTarget(entityRef: string, stackId?: string) {
      const named = deleter.parse(entityRef);
      const target = await deleter.find(named, stackId);
      if (!target) {
        throw deleter.missing(named[0]);
      }
      return target;
    },
    planner,
    deployer,
    deleter,
    lines,
    context: { log: (line: string) => void lines.push(line) },
  };
}

function clusterOf(stackName: string): string {
  return stackName.replace(/-database$/, '-aurora-cluster');
}
