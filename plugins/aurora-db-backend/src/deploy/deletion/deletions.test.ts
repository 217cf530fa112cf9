import {
  auroraDbTags,
  databaseNames,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  DeleteStackCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import {
  DescribeDBClustersCommand,
  DescribeDBClusterSnapshotsCommand,
  ModifyDBClusterCommand,
} from '@aws-sdk/client-rds';
import { environmentConfig } from '../../config/environmentConfig';
import { startDeployment } from '../../testing/servers/startDeployment';
import { until } from '../../testing/servers/until';

const { base, entityRef, stackName, clusterIdentifier } = databaseNames(
  'wedged',
  { shortName: 'dev' },
);

let setup: Awaited<ReturnType<typeof startDeployment>>;
beforeAll(async () => {
  setup = await startDeployment();
}, 180_000);
afterAll(() => setup.stop());

function clients() {
  const { environments, aws } = setup;
  const dev = environmentConfig({ environments }, 'dev');
  return { rds: aws.rds(dev), cloudFormation: aws.cloudFormation(dev) };
}

const protect = (DeletionProtection: boolean) =>
  clients().rds.send(
    new ModifyDBClusterCommand({
      DBClusterIdentifier: clusterIdentifier,
      DeletionProtection,
      ApplyImmediately: true,
    }),
  );

async function stackStatus() {
  const { Stacks = [] } = await clients().cloudFormation.send(
    new DescribeStacksCommand({}),
  );
  return Stacks.find(stack => stack.StackName === stackName)?.StackStatus;
}

async function clusterStatus() {
  const { DBClusters = [] } = await clients().rds.send(
    new DescribeDBClustersCommand({}),
  );
  return DBClusters.find(
    ({ DBClusterIdentifier }) => DBClusterIdentifier === clusterIdentifier,
  )?.Status;
}

async function manualSnapshots() {
  const { DBClusterSnapshots = [] } = await clients().rds.send(
    new DescribeDBClusterSnapshotsCommand({
      DBClusterIdentifier: clusterIdentifier,
      SnapshotType: 'manual',
    }),
  );
  return DBClusterSnapshots;
}

it('keeps the data of a cluster whose stack lost its instances in a deletion that failed', async () => {
  await setup.run('aurora:database:deploy', {
    name: 'wedged',
    environment: 'dev',
    owner: 'group:default/guests',
  });
  // A user protects the cluster in RDS, and deletes the stack in CloudFormation: its policy in dev is
  // Delete.
  await protect(true);
  await until(clusterStatus, status => status === 'available', 90);
  await clients().cloudFormation.send(
    new DeleteStackCommand({ StackName: stackName }),
  );
  await until(stackStatus, status => status === 'DELETE_FAILED', 90);
  await protect(false);
  await until(clusterStatus, status => status === 'available', 90);

  const { outputs, lines } = await setup.run('aurora:database:delete', {
    entityRef,
    confirm: base,
  });

  const [snapshot, ...others] = await manualSnapshots();
  expect(others).toEqual([]);
  expect(snapshot).toMatchObject({
    DBClusterSnapshotIdentifier: outputs.finalSnapshotId,
    Status: 'available',
    TagList: expect.arrayContaining([
      { Key: auroraDbTags.label, Value: 'final' },
    ]),
  });
  expect(outputs.report).toContain(
    `stays in snapshot ${outputs.finalSnapshotId} `,
  );
  expect(lines.at(-1)).toBe(`${base} is deleted`);
  expect(await stackStatus()).toBeUndefined();
  expect(await clusterStatus()).toBeUndefined();
}, 300_000);
