import {
  type EnvironmentName,
  environmentNames,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { AuroraDbConfig } from '../ports/EnvironmentConfig';
import { AuroraDeleteService } from '../deploy/AuroraDeleteService';
import { AuroraDeployService } from '../deploy/AuroraDeployService';
import { AuroraPreflightService } from '../preflight/AuroraPreflightService';
import { ChangeSetRunner } from '../stacks/ChangeSetRunner';
import type { LiveCluster } from '../ports/ClusterReader';
import { DeployPlanner } from '../deploy/DeployPlanner';
import { DeployPreparation } from '../deploy/DeployPreparation';
import type { PolicyQuotas } from '../ports/RolePolicyReader';
import { PredeploySnapshots } from '../deploy/PredeploySnapshots';
import { StackClearance } from '../stacks/StackClearance';
import { StackFollower } from '../stacks/StackFollower';
import type { TemplateSynthesizer } from '../ports/TemplateSynthesizer';
import { FakeSnapshots, testSnapshot } from './FakeSnapshots';
import { FakeStacks } from './FakeStacks';
import { testCluster } from './testCluster';
import { testEnvironment } from './testEnvironment';

/**
 * Deploy and delete services over stacks in memory, and an account in which everything is as it should be.
 *
 * @param options - `snapshots` that exist already; `through` puts something between the services and each port to AWS; the others are
 * those of the change set runner
 */
export function testDeploy(
  stacks = new FakeStacks(),
  options: {
    snapshots?: FakeSnapshots;
    through?: <T extends object>(port: T, name: string) => T;
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
  const config: AuroraDbConfig = {
    environments: environmentNames.map(name => testEnvironment(name)),
    pricing: { acuHour: 0.2 },
  };
  const reached = through(stacks, 'stacks');
  // These stacks show at once what is created.
  const { visibleWithinMs = 0 } = options;
  const follower = new StackFollower(reached, {
    firstWaitMs: 1,
    visibleWithinMs,
  });
  const runner = new ChangeSetRunner(reached, follower, {
    visibleWithinMs,
    deadlineMs: options.deadlineMs,
  });
  const lines: string[] = [];
  const account = {
    /** What RDS says of every cluster that it has: those of stacks. */
    cluster: {} as Partial<LiveCluster>,
    /** Whether it has any other that it is asked for. */
    strayCluster: false,
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
  const clusters = through(
    {
      describe: async (
        environment: { name: EnvironmentName },
        clusterIdentifier: string,
      ) => {
        const all = await stacks.list();
        const hasStack = all.some(
          ({ stackName, status }) =>
            clusterOf(stackName) === clusterIdentifier &&
            !/^(REVIEW|DELETE_COMPLETE|ROLLBACK_COMPLETE)/.test(status),
        );
        return hasStack || account.strayCluster
          ? testCluster('goal-mandala', environment.name, {
              deletionProtection: false,
              ...account.cluster,
              clusterIdentifier,
            })
          : undefined;
      },
      list: async () => [],
      describeInstances: async () => ({ clusterIdentifier: '', instances: [] }),
      listInstances: async () => [],
    },
    'clusters',
  );
  const clearance = new StackClearance(reached, follower, runner);
  const engineVersions = through(
    {
      listCreatable: async () => [{ version: '15.4' }, { version: '15.17' }],
    },
    'engineVersions',
  );
  const preflight = new AuroraPreflightService({
    identity: through(
      {
        read: async (environment: { accountId: string }) => ({
          accountId: account.accountId ?? environment.accountId,
          arn: 'arn:aws:iam::1:role/portal',
        }),
      },
      'identity',
    ),
    networks: through(
      {
        findSubnets: async () =>
          account.subnets.map((id, index) => ({
            id,
            vpcId: 'vpc-0a1b2c3d',
            availabilityZone: `ap-northeast-1${'ac'[index]}`,
          })),
        findSecurityGroupVpc: async () => account.securityGroupVpc,
        readExports: async () => new Map(),
      },
      'networks',
    ),
    clusters,
    logGroups: through(
      {
        exists: async (_: unknown, name: string) =>
          account.logGroups.includes(name),
      },
      'logGroups',
    ),
    quotas: through(
      { read: async () => new Map(Object.entries(account.quotas)) },
      'quotas',
    ),
    rolePolicies: through(
      {
        listAttached: async (_: unknown, roleName: string) =>
          account.roles[roleName],
        readQuotas: async () => account.policyQuotas,
      },
      'rolePolicies',
    ),
  });
  const synthesizer = through<TemplateSynthesizer>(
    {
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
    },
    'synthesizer',
  );
  const preparation = new DeployPreparation({
    stacks: reached,
    clusters,
    engineVersions,
    preflight,
    synthesizer,
  });
  const reachedSnapshots = through(snapshots, 'snapshots');
  const predeploy = new PredeploySnapshots(reachedSnapshots);
  const planner = new DeployPlanner({
    config,
    stacks: reached,
    preparation,
    runner,
    predeploy,
  });
  const deployer = new AuroraDeployService({
    config,
    stacks: reached,
    follower,
    clearance,
    runner,
    clusters,
    preparation,
    predeploy,
  });
  const deleter = new AuroraDeleteService({
    config,
    stacks: reached,
    follower,
    runner,
    clusters,
    snapshots: reachedSnapshots,
  });
  return {
    stacks,
    snapshots,
    account,
    /** A database that is to be deleted. */
    async findTarget(entityRef: string, stackId?: string) {
      const named = deleter.parse(entityRef);
      const target = await deleter.find(named, stackId);
      if (!target) {
        throw deleter.missing(named);
      }
      return target;
    },
    clusters,
    config,
    clearance,
    engineVersions,
    follower,
    preflight,
    runner,
    synthesizer,
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
