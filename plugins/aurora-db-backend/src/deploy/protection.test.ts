import { DescribeDBClustersCommand } from '@aws-sdk/client-rds';
import { databaseNames } from '@aurora-db/backstage-plugin-aurora-db-common';
import { mockServices } from '@backstage/backend-test-utils';
import { CloudFormationStacks } from '../aws/cloudformation/CloudFormationStacks';
import { environmentConfig } from '../config/environmentConfig';
import { ChangeSetRunner } from '../stacks/ChangeSetRunner';
import { DatabaseProtection } from '../stacks/DatabaseProtection';
import { stackLookup } from '../readings/lookups';
import { runToken } from '../stacks/operationTokens';
import { ProtectionCompletion } from './ProtectionCompletion';
import { StackFollower } from '../stacks/StackFollower';
import { startDeployment } from '../testing/servers/startDeployment';
import { testNotifier } from '../testing/services/testNotifier';

const minute = 60_000;
const { stackName, clusterIdentifier } = databaseNames('orders', {
  shortName: 'prd',
});

let setup: Awaited<ReturnType<typeof startDeployment>>;

beforeAll(async () => {
  setup = await startDeployment();
}, 180_000);

afterAll(async () => {
  await setup?.stop();
}, 180_000);

const prod = () =>
  environmentConfig({ environments: setup.environments }, 'prod');

async function cluster() {
  const { DBClusters = [] } = await setup.aws.rds(prod()).send(
    new DescribeDBClustersCommand({
      DBClusterIdentifier: clusterIdentifier,
    }),
  );
  return DBClusters[0];
}

/** The task of one replica, and passes of it so many minutes from now. */
function replica() {
  const stacks = new CloudFormationStacks(setup.aws);
  const follower = new StackFollower(stacks);
  const runner = new ChangeSetRunner(stacks, follower);
  const completion = new ProtectionCompletion({
    environments: setup.environments,
    stacks,
    protection: new DatabaseProtection({ stacks, follower, runner }),
    auditor: mockServices.auditor.mock({
      createEvent: async () => ({
        success: async () => {},
        fail: async () => {},
      }),
    }),
    notifier: testNotifier().notifier,
    logger: mockServices.logger.mock(),
  });
  return {
    stack: () => stacks.describe(prod(), stackName),
    /** An update that changes nothing else, and fails. */
    async failUpdate() {
      const existing = await stacks.describe(prod(), stackName);
      const template = JSON.parse(
        await stacks.readTemplate(prod(), existing?.stackId ?? ''),
      );
      template.Resources.Broken = {
        Type: 'AWS::RDS::DBInstance',
        Properties: {
          DBClusterIdentifier: 'none-such',
          DBInstanceClass: 'db.serverless',
          Engine: 'aurora-postgresql',
        },
      };
      await runner.apply(
        {
          environment: prod(),
          stackName,
          existing,
          template: JSON.stringify(template),
          tags: existing?.tags ?? {},
          allowInstanceReplacement: false,
          run: runToken('failing', {}),
        },
        { log: () => {} },
        { dryRun: false },
      );
    },
    pass: (minutesFromNow: number) =>
      completion.completeAll({
        known: stackLookup(stacks),
        announce: async () => {},
        now: () => Date.now() + minutesFromNow * minute,
      }),
  };
}

it('a database is protected after its deploy was cancelled before the protection, even after an update was rolled back', async () => {
  const controller = new AbortController();
  const lines: string[] = [];
  lines.push = (...said) => {
    if (said.some(line => line.startsWith('Created; now'))) {
      controller.abort(new Error('cancelled by the user'));
    }
    return Array.prototype.push.apply(lines, said);
  };
  await expect(
    setup.run(
      'aurora:database:deploy',
      {
        name: 'orders',
        environment: 'prod',
        owner: 'group:default/guests',
      },
      { signal: controller.signal, lines },
    ),
  ).rejects.toThrow('cancelled by the user');
  const { stack, pass, failUpdate } = replica();
  expect(await stack()).toMatchObject({
    status: 'CREATE_COMPLETE',
    terminationProtection: false,
  });
  expect(await cluster()).toMatchObject({ DeletionProtection: false });

  // A run that is alive has time to protect it.
  await pass(0);
  expect(await stack()).toMatchObject({ status: 'CREATE_COMPLETE' });

  // As after a protection that was rolled back.
  await expect(failUpdate()).rejects.toThrow('Broken (AWS::RDS::DBInstance)');
  expect(await stack()).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE' });
  await pass(6);
  expect(await stack()).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE' });

  // Two replicas at the same time protect it once.
  await Promise.all([replica().pass(11), replica().pass(11)]);
  expect(await stack()).toMatchObject({
    status: 'UPDATE_COMPLETE',
    terminationProtection: true,
  });
  expect(await cluster()).toMatchObject({ DeletionProtection: true });
}, 180_000);
