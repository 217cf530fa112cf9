import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  DeleteStackCommand,
  DescribeStackEventsCommand,
} from '@aws-sdk/client-cloudformation';
import {
  DescribeDBClusterSnapshotsCommand,
  DescribeDBClustersCommand,
} from '@aws-sdk/client-rds';
import { createAuroraLocal, type AuroraLocal } from '../createAuroraLocal';
import {
  realDatabase,
  realStacks,
  type RealStacks,
} from './testing/realStacks';
import { makeStateDirectory } from '../testing/makeStateDirectory';

describe('a stack over real servers', () => {
  let stateDirectory: string;
  let endpoint: AuroraLocal;
  let stacks: RealStacks;

  const connect = async () => {
    endpoint = await createAuroraLocal({ stateDirectory });
    stacks = realStacks(endpoint.url);
  };

  beforeAll(async () => {
    stateDirectory = await makeStateDirectory();
    await connect();
  }, 180_000);
  afterAll(async () => {
    await endpoint.stop();
    await rm(stateDirectory, { recursive: true, force: true });
  }, 180_000);

  let stackId = '';

  // The tests follow one database from its creation to its deletion.
  it('creates a database whose secret has its password, although the endpoint restarts meanwhile', async () => {
    ({ stackId } = await stacks.execute(
      'shop',
      'CREATE',
      realDatabase({ DatabaseName: 'shop' }),
    ));
    while (
      !JSON.stringify(
        await stacks.cfn.send(
          new DescribeStackEventsCommand({ StackName: 'shop' }),
        ),
      ).includes('shop-dev')
    ) {
      await sleep(20);
    }
    expect((await stacks.stackOf('shop')).StackStatus).toBe(
      'CREATE_IN_PROGRESS',
    );
    await endpoint.stop();
    await connect();
    expect([
      (await stacks.settled('shop')).StackStatus,
      await stacks.reasons('shop'),
    ]).toEqual(['CREATE_COMPLETE', []]);
    expect(
      await stacks.query('shop', 'SELECT current_database() AS name'),
    ).toEqual([{ name: 'shop' }]);
    await stacks.query('shop', 'CREATE TABLE goods AS SELECT 7 AS id');
  }, 180_000);

  it('updates the cluster in place', async () => {
    await stacks.execute(
      'shop',
      'UPDATE',
      realDatabase({ DatabaseName: 'shop', BackupRetentionPeriod: 2 }),
    );
    expect((await stacks.settled('shop')).StackStatus).toBe('UPDATE_COMPLETE');
    const { DBClusters } = await stacks.rds.send(
      new DescribeDBClustersCommand({}),
    );
    expect(DBClusters).toMatchObject([{ BackupRetentionPeriod: 2 }]);
  }, 180_000);

  it('cannot replace a cluster whose identifier is fixed, and does not change it', async () => {
    await stacks.execute(
      'shop',
      'UPDATE',
      realDatabase({ DatabaseName: 'other', BackupRetentionPeriod: 2 }),
    );
    expect((await stacks.settled('shop')).StackStatus).toBe(
      'UPDATE_ROLLBACK_COMPLETE',
    );
    expect(await stacks.reasons('shop')).toEqual([
      expect.stringMatching(
        /already exists.*HandlerErrorCode: AlreadyExists\)$/,
      ),
    ]);
    expect(await stacks.query('shop', 'SELECT id FROM goods')).toEqual([
      { id: 7 },
    ]);
  }, 180_000);

  it('gets its parameters back if an update names one that RDS does not have', async () => {
    const group = (Parameters: Record<string, unknown>) => ({
      Resources: {
        Group: {
          Type: 'AWS::RDS::DBClusterParameterGroup',
          Properties: {
            Family: 'aurora-postgresql15',
            Description: 'shop',
            Parameters,
          },
        },
      },
    });
    await stacks.execute('parameters', 'CREATE', group({ work_mem: 4096 }));
    await stacks.settled('parameters');
    await stacks.execute('parameters', 'UPDATE', group({ wrok_mem: 4096 }));
    expect((await stacks.settled('parameters')).StackStatus).toBe(
      'UPDATE_ROLLBACK_COMPLETE',
    );
  }, 180_000);

  it('takes a final snapshot when the stack is deleted', async () => {
    await stacks.cfn.send(new DeleteStackCommand({ StackName: 'shop' }));
    expect((await stacks.settled(stackId)).StackStatus).toBe('DELETE_COMPLETE');
    const { DBClusterSnapshots = [] } = await stacks.rds.send(
      new DescribeDBClusterSnapshotsCommand({}),
    );
    const [snapshot] = DBClusterSnapshots.filter(
      ({ SnapshotType }) => SnapshotType === 'manual',
    );
    expect(snapshot?.DBClusterSnapshotIdentifier).toMatch(
      /^shop-snapshot-cluster-[a-z0-9]{12}$/,
    );
  }, 180_000);
});
