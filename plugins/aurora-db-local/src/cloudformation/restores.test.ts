import { setTimeout as sleep } from 'node:timers/promises';
import { waitUntilDBClusterSnapshotAvailable } from '@aws-sdk/client-rds';
import { startEndpoint, type TestEndpoint } from '../testing/startEndpoint';
import {
  realDatabase,
  realStacks,
  type RealStacks,
} from './testing/realStacks';

jest.setTimeout(240_000);

const parameters = {
  Type: 'AWS::RDS::DBClusterParameterGroup',
  Properties: {
    Family: 'aurora-postgresql15',
    Description: 'of the restored',
    Parameters: { max_connections: 123 },
  },
};

/** A stack whose cluster is restored. It has its own secret and password. */
function restoredDatabase(properties: Record<string, unknown>) {
  const template = realDatabase({
    MasterUsername: undefined,
    DBClusterParameterGroupName: { Ref: 'Parameters' },
    PreferredBackupWindow: '20:00-20:30',
    ...properties,
  });
  return {
    ...template,
    Resources: { ...template.Resources, Parameters: parameters },
  };
}

describe('a stack with a restored cluster', () => {
  let endpoint: TestEndpoint;
  let stacks: RealStacks;
  let between: Date;

  const clusterOf = async (DBClusterIdentifier: string) =>
    (await stacks.rds.describeDBClusters({ DBClusterIdentifier }))
      .DBClusters?.[0];

  beforeAll(async () => {
    endpoint = await startEndpoint();
    stacks = realStacks(endpoint.url);
    await stacks.execute(
      'shop',
      'CREATE',
      realDatabase({ DatabaseName: 'shop' }),
    );
    await stacks.settled('shop');
    await stacks.query('shop', 'CREATE TABLE goods AS SELECT 1 AS id');
    await stacks.rds.createDBClusterSnapshot({
      DBClusterIdentifier: 'shop-dev',
      DBClusterSnapshotIdentifier: 'before-release',
    });
    await waitUntilDBClusterSnapshotAvailable(
      { client: stacks.rds, minDelay: 1, maxDelay: 1, maxWaitTime: 200 },
      { DBClusterSnapshotIdentifier: 'before-release' },
    );
    while (!(await clusterOf('shop-dev'))?.EarliestRestorableTime) {
      await sleep(100);
    }
    await stacks.query('shop', 'INSERT INTO goods VALUES (2)');
    // Commits have microseconds: each is in another millisecond.
    await sleep(2);
    between = new Date();
    await sleep(2);
    await stacks.query('shop', 'INSERT INTO goods VALUES (3)');
  });

  afterAll(() => endpoint?.stop());

  const goods = (stack: string) =>
    stacks.query(
      stack,
      `SELECT array_agg(id ORDER BY id) AS ids, current_setting('max_connections') AS connections FROM goods`,
    );

  it.each([
    {
      stack: 'from-snapshot',
      source: () => ({ SnapshotIdentifier: 'before-release' }),
      ids: [1],
    },
    {
      stack: 'from-time',
      source: () => ({
        EngineVersion: undefined,
        SourceDBClusterIdentifier: 'shop-dev',
        RestoreToTime: between.toISOString(),
      }),
      ids: [1, 2],
    },
    {
      stack: 'from-latest',
      source: () => ({
        EngineVersion: undefined,
        SourceDBClusterIdentifier: 'shop-dev',
        UseLatestRestorableTime: true,
        // CloudFormation then leaves it out.
        RestoreToTime: between.toISOString(),
      }),
      ids: [1, 2, 3],
    },
  ])(
    '$stack has the data, its own password, and the settings that RDS does not restore',
    async ({ stack, source, ids }) => {
      await stacks.execute(
        stack,
        'CREATE',
        restoredDatabase({ DBClusterIdentifier: `${stack}-dev`, ...source() }),
      );
      expect([
        (await stacks.settled(stack)).StackStatus,
        await stacks.reasons(stack),
      ]).toEqual(['CREATE_COMPLETE', []]);
      // Only the stack's own secret has the password.
      await expect(goods(stack)).resolves.toEqual([
        { ids, connections: '123' },
      ]);
      expect(await clusterOf(`${stack}-dev`)).toMatchObject({
        BackupRetentionPeriod: 7,
        PreferredBackupWindow: '20:00-20:30',
        MasterUsername: 'postgres',
        EngineVersion: '15.17',
        DBClusterMembers: [{ IsClusterWriter: true }],
      });
    },
  );

  it('would be replaced without the property of its source, which its fixed identifier prevents: nothing is lost', async () => {
    const { changes } = await stacks.execute(
      'from-snapshot',
      'UPDATE',
      restoredDatabase({ DBClusterIdentifier: 'from-snapshot-dev' }),
    );
    const change = changes.find(
      ({ ResourceChange }) => ResourceChange?.LogicalResourceId === 'Cluster',
    );
    expect(change?.ResourceChange).toMatchObject({
      Action: 'Modify',
      Replacement: 'True',
    });
    expect((await stacks.settled('from-snapshot')).StackStatus).toBe(
      'UPDATE_ROLLBACK_COMPLETE',
    );
    expect(await stacks.reasons('from-snapshot')).toEqual([
      expect.stringMatching(
        /already exists.*HandlerErrorCode: AlreadyExists\)$/,
      ),
    ]);
    await expect(goods('from-snapshot')).resolves.toMatchObject([{ ids: [1] }]);
  });

  it('fails and is deleted if its snapshot does not exist', async () => {
    await stacks.execute(
      'lost',
      'CREATE',
      restoredDatabase({
        DBClusterIdentifier: 'lost-dev',
        SnapshotIdentifier: 'never-taken',
      }),
    );
    expect((await stacks.settled('lost')).StackStatus).toBe(
      'ROLLBACK_COMPLETE',
    );
    expect((await stacks.reasons('lost')).join()).toMatch(
      /DBClusterSnapshot never-taken not found/,
    );
    await expect(clusterOf('lost-dev')).rejects.toMatchObject({
      name: 'DBClusterNotFoundFault',
    });
  });
});
