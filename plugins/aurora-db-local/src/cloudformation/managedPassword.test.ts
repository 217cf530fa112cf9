import { setTimeout as sleep } from 'node:timers/promises';
import { DeleteStackCommand } from '@aws-sdk/client-cloudformation';
import { SecretsManager } from '@aws-sdk/client-secrets-manager';
import { z } from 'zod';
import { createKey } from '../rds/testing/foundations';
import { queryCluster } from '../rds/testing/startRds';
import { startEndpoint, type TestEndpoint } from '../testing/startEndpoint';
import {
  realDatabase,
  realStacks,
  type RealStacks,
} from './testing/realStacks';

jest.setTimeout(240_000);

const managed = {
  ManageMasterUserPassword: true,
  MasterUserPassword: undefined,
};
const Outputs = {
  MasterSecret: {
    Value: { 'Fn::GetAtt': ['Cluster', 'MasterUserSecret.SecretArn'] },
  },
};
/** Its creation fails: its cluster does not exist. */
const Broken = {
  Type: 'AWS::RDS::DBInstance',
  DependsOn: 'Cluster',
  Properties: {
    DBClusterIdentifier: 'no-such-cluster',
    DBInstanceClass: 'db.serverless',
    Engine: 'aurora-postgresql',
  },
};

/** Outputs the secret's ARN. */
const pointerTo = (secret: string) => ({
  Type: 'AWS::SecretsManager::Secret',
  Properties: { SecretString: { 'Fn::Sub': `"\${${secret}}"` } },
});

/** A database whose password RDS manages, without its own secret. */
function managedDatabase(properties: Record<string, unknown> = {}) {
  const { Resources, ...template } = realDatabase({
    ...managed,
    ...properties,
  });
  const { Secret: _, Attachment: __, ...rest } = Resources;
  const Pointer = pointerTo('Cluster.MasterUserSecret.SecretArn');
  return { ...template, Resources: { ...rest, Pointer }, Outputs };
}

describe('a stack whose password RDS manages', () => {
  let endpoint: TestEndpoint;
  let stacks: RealStacks;
  let secrets: SecretsManager;

  beforeAll(async () => {
    endpoint = await startEndpoint();
    stacks = realStacks(endpoint.url);
    secrets = new SecretsManager(endpoint.clientConfig());
  });

  afterAll(() => endpoint?.stop());

  const deploy = async (
    stack: string,
    type: 'CREATE' | 'UPDATE',
    template: unknown,
  ) => {
    const { changes } = await stacks.execute(stack, type, template);
    const { StackStatus } = await stacks.settled(stack);
    return {
      status: StackStatus,
      reasons: await stacks.reasons(stack),
      changes,
    };
  };
  const secretArn = async (stack: string) =>
    (await stacks.stackOf(stack)).Outputs?.find(
      ({ OutputKey }) => OutputKey === 'MasterSecret',
    )?.OutputValue;
  const clusterOf = async (DBClusterIdentifier: string) => {
    const { DBClusters: [cluster] = [] } = await stacks.rds.describeDBClusters({
      DBClusterIdentifier,
    });
    return cluster;
  };
  const untilShop = async (
    is: (cluster: Awaited<ReturnType<typeof clusterOf>>) => unknown,
  ) => {
    while (!is(await clusterOf('shop-dev'))) {
      await sleep(50);
    }
  };
  /** Logs in to a cluster with the password in a secret. */
  const ask = async (identifier: string, SecretId: string | undefined) => {
    const { SecretString = '' } = await secrets.getSecretValue({ SecretId });
    const { username, password } = z
      .object({ username: z.string(), password: z.string() })
      .parse(JSON.parse(SecretString));
    const cluster = await clusterOf(identifier);
    return queryCluster(
      { writer: cluster?.Endpoint ?? '', port: cluster?.Port ?? 0 },
      'SELECT current_user AS me',
      {
        user: username,
        password,
        database: 'postgres',
        ssl: { rejectUnauthorized: false },
      },
    );
  };
  const me = [{ me: 'postgres' }];

  it('is created with a secret of RDS, whose ARN is in its outputs', async () => {
    const KmsKeyId = await createKey(endpoint);
    const { status, reasons } = await deploy(
      'shop',
      'CREATE',
      managedDatabase({ MasterUserSecret: { KmsKeyId } }),
    );
    expect([status, reasons]).toEqual(['CREATE_COMPLETE', []]);
    const arn = await secretArn('shop');
    expect(arn).toMatch(/:secret:rds!cluster-/);
    expect((await clusterOf('shop-dev'))?.MasterUserSecret).toEqual({
      SecretArn: arn,
      SecretStatus: 'active',
      KmsKeyId,
    });
    await expect(ask('shop-dev', arn)).resolves.toEqual(me);
  });

  const identifier = {
    DBClusterIdentifier: 'orders-dev',
    DatabaseName: 'shop',
  };

  const generated = () => {
    const { Resources, ...template } = realDatabase(identifier);
    const Pointer = pointerTo('Secret');
    return { ...template, Resources: { ...Resources, Pointer } };
  };

  it('is gone after a failed update: the generated password works again', async () => {
    await expect(
      deploy('orders', 'CREATE', generated()),
    ).resolves.toMatchObject({ status: 'CREATE_COMPLETE' });
    const { Resources, ...template } = managedDatabase(identifier);
    const { status } = await deploy('orders', 'UPDATE', {
      ...template,
      Resources: { ...Resources, Broken },
    });
    expect(status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect((await clusterOf('orders-dev'))?.MasterUserSecret).toBeUndefined();
    await expect(
      stacks.query('orders', 'SELECT current_user AS me'),
    ).resolves.toEqual(me);
    await expect(
      secrets.listSecrets({
        Filters: [
          {
            Key: 'tag-value',
            Values: [
              'arn:aws:rds:ap-northeast-1:123456789012:cluster:orders-dev',
            ],
          },
        ],
      }),
    ).resolves.toMatchObject({ SecretList: [] });
  });

  it('replaces a generated password, whose secret is deleted in the same update', async () => {
    const cluster = await clusterOf('orders-dev');
    const { SecretList: [old] = [] } = await secrets.listSecrets({
      Filters: [{ Key: 'name', Values: ['orders-'] }],
    });

    const { status, changes } = await deploy(
      'orders',
      'UPDATE',
      managedDatabase(identifier),
    );
    expect(status).toBe('UPDATE_COMPLETE');
    expect(
      changes.map(({ ResourceChange: change }) => [
        change?.Action,
        change?.LogicalResourceId,
        change?.Replacement,
      ]),
    ).toEqual(
      expect.arrayContaining([
        ['Modify', 'Cluster', 'False'],
        ['Modify', 'Pointer', 'False'],
        ['Remove', 'Secret', undefined],
        ['Remove', 'Attachment', undefined],
      ]),
    );
    const pointer = changes.find(
      ({ ResourceChange }) => ResourceChange?.LogicalResourceId === 'Pointer',
    )?.ResourceChange;
    expect(pointer?.Details).toMatchObject([
      {
        Evaluation: 'Dynamic',
        CausingEntity: 'Cluster.MasterUserSecret.SecretArn',
      },
    ]);
    const arn = await secretArn('orders');
    await expect(
      secrets.getSecretValue({ SecretId: pointer?.PhysicalResourceId }),
    ).resolves.toMatchObject({ SecretString: `"${arn}"` });
    await expect(ask('orders-dev', arn)).resolves.toEqual(me);
    await expect(
      secrets.describeSecret({ SecretId: old?.ARN }),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    expect((await clusterOf('orders-dev'))?.DbClusterResourceId).toBe(
      cluster?.DbClusterResourceId,
    );
  });

  it('keeps its secret if an update to an own password fails', async () => {
    const arn = await secretArn('orders');
    const { Resources, ...template } = realDatabase(identifier);
    const { status } = await deploy('orders', 'UPDATE', {
      ...template,
      Resources: { ...Resources, Broken },
    });
    expect(status).toBe('UPDATE_ROLLBACK_COMPLETE');
    const { MasterUserSecret } = (await clusterOf('orders-dev')) ?? {};
    expect(MasterUserSecret?.SecretStatus).toBe('active');
    await expect(
      ask('orders-dev', MasterUserSecret?.SecretArn),
    ).resolves.toEqual(me);
    // The password was given back and taken again, so that the secret and the output are new.
    expect(MasterUserSecret?.SecretArn).not.toBe(arn);
  });

  it('returns to a generated password, and RDS deletes its secret', async () => {
    const SecretId = (await clusterOf('orders-dev'))?.MasterUserSecret
      ?.SecretArn;
    const { status } = await deploy(
      'orders',
      'UPDATE',
      realDatabase(identifier),
    );
    expect(status).toBe('UPDATE_COMPLETE');
    await expect(
      stacks.query('orders', 'SELECT current_user AS me'),
    ).resolves.toEqual(me);
    expect((await clusterOf('orders-dev'))?.MasterUserSecret).toBeUndefined();
    await expect(secrets.describeSecret({ SecretId })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it.each([
    {
      stack: 'from-snapshot',
      source: async () => {
        await stacks.rds.createDBClusterSnapshot({
          DBClusterIdentifier: 'shop-dev',
          DBClusterSnapshotIdentifier: 'of-shop',
        });
        return { SnapshotIdentifier: 'of-shop' };
      },
    },
    {
      stack: 'from-time',
      source: async () => {
        await untilShop(cluster => cluster?.EarliestRestorableTime);
        return {
          EngineVersion: undefined,
          SourceDBClusterIdentifier: 'shop-dev',
          UseLatestRestorableTime: true,
        };
      },
    },
  ])('is created $stack with its own secret', async ({ stack, source }) => {
    const from = await source();
    await untilShop(cluster => cluster?.Status === 'available');
    const { status, reasons } = await deploy(
      stack,
      'CREATE',
      managedDatabase({
        MasterUsername: undefined,
        DBClusterIdentifier: `${stack}-dev`,
        ...from,
      }),
    );
    expect([status, reasons]).toEqual(['CREATE_COMPLETE', []]);
    const arn = await secretArn(stack);
    await expect(ask(`${stack}-dev`, arn)).resolves.toEqual(me);
    const ofSource = await secretArn('shop');
    expect(arn).not.toBe(ofSource);
    await expect(ask(`${stack}-dev`, ofSource)).rejects.toThrow(
      /password authentication failed/,
    );
  });

  it('is deleted with its secret', async () => {
    const SecretId = await secretArn('from-time');
    const { StackId = '' } = await stacks.stackOf('from-time');
    await stacks.cfn.send(new DeleteStackCommand({ StackName: 'from-time' }));
    expect((await stacks.settled(StackId)).StackStatus).toBe('DELETE_COMPLETE');
    await expect(secrets.describeSecret({ SecretId })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });
});
