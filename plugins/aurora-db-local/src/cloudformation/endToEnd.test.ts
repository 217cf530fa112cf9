import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CloudFormationClient,
  CreateChangeSetCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  DescribeStackResourceCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import {
  DescribeDBClusterSnapshotsCommand,
  DescribeDBClustersCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import {
  GetSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { Client } from 'pg';
import { z } from 'zod';
import { createAuroraLocal, type AuroraLocal } from '../createAuroraLocal';
import { database } from './testing/templates';
import { makeStateDirectory } from '../testing/makeStateDirectory';

const credentialsSchema = z.object({
  username: z.string(),
  password: z.string(),
  host: z.string(),
  port: z.number(),
  dbname: z.string(),
});

const Group = {
  Type: 'AWS::RDS::DBSubnetGroup',
  Properties: {
    DBSubnetGroupDescription: 'private',
    SubnetIds: {
      'Fn::Split': [',', { 'Fn::ImportValue': 'VpcStack-DatabaseSubnetIds' }],
    },
  },
};

/** A database whose cluster is a real server. */
function realDatabase(properties: Record<string, unknown> = {}) {
  const template = database(
    {
      EngineVersion: '15.17',
      ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 1 },
      ...properties,
    },
    { DeletionPolicy: 'Snapshot' },
  );
  return { ...template, Resources: { ...template.Resources, Group } };
}

describe('a stack over real servers', () => {
  let stateDirectory: string;
  let endpoint: AuroraLocal;
  let cfn: CloudFormationClient;

  const config = () => ({
    endpoint: endpoint.url,
    region: 'ap-northeast-1',
    credentials: {
      accessKeyId: '123456789012',
      secretAccessKey: 'not-checked',
    },
  });
  const connect = async () => {
    endpoint = await createAuroraLocal({ stateDirectory });
    cfn = new CloudFormationClient(config());
  };

  beforeAll(async () => {
    stateDirectory = await makeStateDirectory();
    await connect();
  }, 60_000);
  afterAll(async () => {
    await endpoint.stop();
    await rm(stateDirectory, { recursive: true, force: true });
  }, 60_000);

  const stackOf = async (StackName: string): Promise<Stack> => {
    const { Stacks } = await cfn.send(new DescribeStacksCommand({ StackName }));
    const [stack] = Stacks ?? [];
    if (!stack) {
      throw new Error(`No stack ${StackName}`);
    }
    return stack;
  };
  const settled = async (name: string): Promise<Stack> => {
    for (;;) {
      const stack = await stackOf(name);
      if (!stack.StackStatus?.endsWith('_IN_PROGRESS')) {
        return stack;
      }
      await sleep(50);
    }
  };
  let count = 0;
  const execute = async (
    StackName: string,
    ChangeSetType: 'CREATE' | 'UPDATE',
    template: unknown,
  ) => {
    count += 1;
    const names = { StackName, ChangeSetName: `change-${count}` };
    const { StackId = '' } = await cfn.send(
      new CreateChangeSetCommand({
        ...names,
        ChangeSetType,
        TemplateBody: JSON.stringify(template),
      }),
    );
    const { Status, StatusReason } = await cfn.send(
      new DescribeChangeSetCommand(names),
    );
    expect([Status, StatusReason]).toEqual(['CREATE_COMPLETE', undefined]);
    await cfn.send(
      new ExecuteChangeSetCommand({
        ...names,
        ClientRequestToken: `token-${count}`,
      }),
    );
    return StackId;
  };
  const reasons = async (StackName: string) => {
    const { StackEvents = [] } = await cfn.send(
      new DescribeStackEventsCommand({ StackName }),
    );
    return StackEvents.filter(({ ResourceStatus }) =>
      ResourceStatus?.endsWith('_FAILED'),
    ).map(event => event.ResourceStatusReason);
  };
  /** Logs in with what the stack's secret says, and asks. */
  const query = async (StackName: string, sql: string) => {
    const { StackResourceDetail } = await cfn.send(
      new DescribeStackResourceCommand({
        StackName,
        LogicalResourceId: 'Secret',
      }),
    );
    const { SecretString } = await new SecretsManagerClient(config()).send(
      new GetSecretValueCommand({
        SecretId: StackResourceDetail?.PhysicalResourceId,
      }),
    );
    const { username, password, host, port, dbname } = credentialsSchema.parse(
      JSON.parse(String(SecretString)),
    );
    const client = new Client({
      host,
      port,
      user: username,
      password,
      database: dbname,
      ssl: { rejectUnauthorized: false },
    });
    await client.connect();
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  };

  let stackId = '';

  // The tests follow the life of one database, in this order.
  it('makes a database that its secret opens, though the endpoint restarts in the middle of it', async () => {
    stackId = await execute(
      'shop',
      'CREATE',
      realDatabase({ DatabaseName: 'shop' }),
    );
    while (
      !JSON.stringify(
        await cfn.send(new DescribeStackEventsCommand({ StackName: 'shop' })),
      ).includes('shop-dev')
    ) {
      await sleep(20);
    }
    expect((await stackOf('shop')).StackStatus).toBe('CREATE_IN_PROGRESS');
    await endpoint.stop();
    await connect();
    expect([
      (await settled('shop')).StackStatus,
      await reasons('shop'),
    ]).toEqual(['CREATE_COMPLETE', []]);
    expect(await query('shop', 'SELECT current_database() AS name')).toEqual([
      { name: 'shop' },
    ]);
    await query('shop', 'CREATE TABLE goods AS SELECT 7 AS id');
  }, 60_000);

  it('updates the cluster in place', async () => {
    await execute(
      'shop',
      'UPDATE',
      realDatabase({ DatabaseName: 'shop', BackupRetentionPeriod: 2 }),
    );
    expect((await settled('shop')).StackStatus).toBe('UPDATE_COMPLETE');
    const { DBClusters } = await new RDSClient(config()).send(
      new DescribeDBClustersCommand({}),
    );
    expect(DBClusters).toMatchObject([{ BackupRetentionPeriod: 2 }]);
  }, 60_000);

  it('can not replace a cluster whose identifier is fixed, and leaves it as it is', async () => {
    await execute(
      'shop',
      'UPDATE',
      realDatabase({ DatabaseName: 'other', BackupRetentionPeriod: 2 }),
    );
    expect((await settled('shop')).StackStatus).toBe(
      'UPDATE_ROLLBACK_COMPLETE',
    );
    expect(await reasons('shop')).toEqual([
      expect.stringMatching(
        /already exists.*HandlerErrorCode: AlreadyExists\)$/,
      ),
    ]);
    expect(await query('shop', 'SELECT id FROM goods')).toEqual([{ id: 7 }]);
  }, 60_000);

  it('takes a final snapshot when the stack is deleted', async () => {
    await cfn.send(new DeleteStackCommand({ StackName: 'shop' }));
    expect((await settled(stackId)).StackStatus).toBe('DELETE_COMPLETE');
    const { DBClusterSnapshots = [] } = await new RDSClient(config()).send(
      new DescribeDBClusterSnapshotsCommand({}),
    );
    const [snapshot] = DBClusterSnapshots.filter(
      ({ SnapshotType }) => SnapshotType === 'manual',
    );
    expect(snapshot?.DBClusterSnapshotIdentifier).toMatch(
      /^shop-snapshot-cluster-[a-z0-9]{12}$/,
    );
  }, 60_000);
});
