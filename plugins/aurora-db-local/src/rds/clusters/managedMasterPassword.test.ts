import { readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { CreateDBClusterCommandOutput } from '@aws-sdk/client-rds';
import { SecretsManager } from '@aws-sdk/client-secrets-manager';
import { z } from 'zod';
import { createKey } from '../testing/foundations';
import { startCommand } from '../testing/startCommand';
import {
  connectRds,
  masterPassword,
  startRds,
  type ConnectedRds,
  type TestRds,
} from '../testing/startRds';
import { FileStateStore } from '../../store/FileStateStore';
import { makeStateDirectory } from '../../testing/makeStateDirectory';
import { clusterRecordSchema } from './ClusterRecord';

jest.setTimeout(180_000);

const managed = {
  ManageMasterUserPassword: true,
  MasterUserPassword: undefined,
};
const valueSchema = z.strictObject({
  username: z.string(),
  password: z.string(),
});

/** Helpers for the secrets of an endpoint's clusters. */
function secretsOf(url: string, { rds, until, query }: ConnectedRds) {
  const secrets = new SecretsManager({
    endpoint: url,
    region: 'ap-northeast-1',
    credentials: { accessKeyId: '123456789012', secretAccessKey: 'any' },
    maxAttempts: 1,
  });
  const secretOf = async (DBClusterIdentifier: string) =>
    (await rds.describeDBClusters({ DBClusterIdentifier })).DBClusters?.[0]
      ?.MasterUserSecret;
  const passwordOf = async (identifier: string, VersionStage?: string) => {
    const { SecretString = '' } = await secrets.getSecretValue({
      SecretId: (await secretOf(identifier))?.SecretArn,
      VersionStage,
    });
    return valueSchema.parse(JSON.parse(SecretString)).password;
  };
  return {
    secrets,
    secretOf,
    passwordOf,
    /** Logs in with the password in the secret, or with another one. */
    logIn: async (identifier: string, password?: string) =>
      query(await until(identifier), 'SELECT current_user AS me', {
        password: password ?? (await passwordOf(identifier)),
      }),
    rotate: async (DBClusterIdentifier: string) =>
      rds.modifyDBCluster({
        DBClusterIdentifier,
        RotateMasterUserPassword: true,
        ApplyImmediately: true,
      }),
  };
}

const me = [{ me: 'postgres' }];
const refused = /password authentication failed/;

describe('a master user password that RDS manages', () => {
  let test: TestRds;
  let of: ReturnType<typeof secretsOf>;
  let created: CreateDBClusterCommandOutput;

  const modify = (
    more: Partial<Parameters<typeof test.rds.modifyDBCluster>[0]>,
  ) =>
    test.rds.modifyDBCluster({
      DBClusterIdentifier: 'orders',
      ApplyImmediately: true,
      ...more,
    });

  beforeAll(async () => {
    test = await startRds();
    of = secretsOf(test.endpoint.url, test);
    created = await test.rds.createDBCluster({
      DBClusterIdentifier: 'orders',
      Engine: 'aurora-postgresql',
      MasterUsername: 'postgres',
      ManageMasterUserPassword: true,
      DatabaseName: 'goalmandalamain',
      DBSubnetGroupName: 'private',
      ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 1 },
    });
    await test.createInstance('orders', 'orders-one');
    await test.until('orders');
  });

  afterAll(() => test?.stop());

  it('is announced by the answer to the creation', () => {
    expect(created.DBCluster?.MasterUserSecret).toEqual({
      SecretArn: expect.stringMatching(
        /^arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:rds!cluster-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}-[A-Za-z0-9]{6}$/,
      ),
      SecretStatus: 'creating',
      KmsKeyId: expect.stringMatching(/^arn:aws:kms:ap-northeast-1:/),
    });
  });

  it('is in a secret of RDS, and works', async () => {
    const secret = await of.secretOf('orders');
    expect(secret?.SecretStatus).toBe('active');
    await expect(
      of.secrets.describeSecret({ SecretId: secret?.SecretArn }),
    ).resolves.toMatchObject({
      ARN: secret?.SecretArn,
      OwningService: 'rds',
      RotationEnabled: true,
      RotationRules: { AutomaticallyAfterDays: 7 },
      LastRotatedDate: expect.any(Date),
      NextRotationDate: expect.any(Date),
      Tags: [
        {
          Key: 'aws:rds:primaryDBClusterArn',
          Value: 'arn:aws:rds:ap-northeast-1:123456789012:cluster:orders',
        },
        { Key: 'aws:secretsmanager:owningService', Value: 'rds' },
      ],
    });
    await expect(
      of.secrets.listSecrets({
        Filters: [{ Key: 'owning-service', Values: ['rds'] }],
      }),
    ).resolves.toMatchObject({ SecretList: [{ ARN: secret?.SecretArn }] });
    await expect(of.logIn('orders')).resolves.toEqual(me);
    await expect(of.logIn('orders', masterPassword)).rejects.toThrow(refused);
  });

  it('is different after a rotation, and the previous one no longer works', async () => {
    const secret = await of.secretOf('orders');
    const before = await of.passwordOf('orders');
    const { DBCluster } = await of.rotate('orders');
    expect(DBCluster).toMatchObject({
      Status: 'resetting-master-credentials',
      MasterUserSecret: { ...secret, SecretStatus: 'rotating' },
    });
    await expect(of.logIn('orders')).resolves.toEqual(me);
    await expect(of.logIn('orders', before)).rejects.toThrow(refused);
    await expect(of.secretOf('orders')).resolves.toEqual(secret);
    await expect(of.passwordOf('orders', 'AWSPREVIOUS')).resolves.toBe(before);
    await expect(of.passwordOf('orders')).resolves.not.toBe(before);
  });

  const manage = { ManageMasterUserPassword: true };
  const rotation = { RotateMasterUserPassword: true };
  const ownPassword = { MasterUserPassword: 'a-password-of-their-own' };

  it.each<[string, object, RegExp]>([
    ['a password beside it', ownPassword, /can't specify MasterUserPassword/],
    [
      'both in one call',
      { ...manage, ...ownPassword },
      /can't specify MasterUserPassword/,
    ],
    [
      'turning it off without a password',
      { ManageMasterUserPassword: false },
      /MasterUserPassword is required/,
    ],
    [
      'turning it off and rotating',
      { ManageMasterUserPassword: false, ...ownPassword, ...rotation },
      /can't specify RotateMasterUserPassword/,
    ],
    [
      'a rotation some time later',
      { ...rotation, ApplyImmediately: false },
      /specify apply immediately/,
    ],
    [
      'another key',
      { ...manage, MasterUserSecretKmsKeyId: 'alias/aws/rds' },
      /can't change MasterUserSecretKmsKeyId/,
    ],
  ])('is not changed by %s', async (_, input, message) => {
    const before = await of.passwordOf('orders');
    await expect(modify(input)).rejects.toMatchObject({
      name: 'InvalidParameterCombination',
      message: expect.stringMatching(message),
    });
    await expect(of.logIn('orders', before)).resolves.toEqual(me);
  });

  it('does not change if it is turned on again', async () => {
    const before = await of.passwordOf('orders');
    const { KmsKeyId } = (await of.secretOf('orders')) ?? {};
    await modify({ ...manage, MasterUserSecretKmsKeyId: KmsKeyId });
    await expect(of.logIn('orders', before)).resolves.toEqual(me);
  });

  it.each<[string, (SecretId: string) => Promise<unknown>]>([
    [
      'PutSecretValue',
      SecretId =>
        of.secrets.putSecretValue({ SecretId, SecretString: 'other' }),
    ],
    [
      'UpdateSecret',
      SecretId => of.secrets.updateSecret({ SecretId, Description: 'other' }),
    ],
    [
      'UpdateSecretVersionStage',
      SecretId =>
        of.secrets.updateSecretVersionStage({
          SecretId,
          VersionStage: 'AWSCURRENT',
        }),
    ],
    ['DeleteSecret', SecretId => of.secrets.deleteSecret({ SecretId })],
    [
      'DeleteSecret by force',
      SecretId =>
        of.secrets.deleteSecret({ SecretId, ForceDeleteWithoutRecovery: true }),
    ],
  ])('is out of reach of %s', async (_, call) => {
    const secret = await of.secretOf('orders');
    await expect(call(secret?.SecretArn ?? '')).rejects.toMatchObject({
      name: 'InvalidRequestException',
      message: expect.stringContaining('the service rds manages it'),
    });
    await expect(of.logIn('orders')).resolves.toEqual(me);
  });

  it("has a secret whose user tags can be changed, and RDS's tags cannot", async () => {
    const SecretId = (await of.secretOf('orders'))?.SecretArn;
    await of.secrets.tagResource({
      SecretId,
      Tags: [{ Key: 'team', Value: 'shop' }],
    });
    await of.secrets.untagResource({ SecretId, TagKeys: ['team'] });
    const refusal = { name: 'InvalidParameterException' };
    await expect(
      of.secrets.tagResource({
        SecretId,
        Tags: [{ Key: 'aws:rds:primaryDBClusterArn', Value: 'another' }],
      }),
    ).rejects.toMatchObject(refusal);
    await expect(
      of.secrets.untagResource({
        SecretId,
        TagKeys: ['aws:secretsmanager:owningService'],
      }),
    ).rejects.toMatchObject(refusal);
  });

  it('has a name that callers cannot give to a secret', async () => {
    await expect(
      of.secrets.createSecret({ Name: 'rds!cluster-mine', SecretString: 'x' }),
    ).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  it("is replaced by a user's own and returns, each time with its secret", async () => {
    const first = await of.secretOf('orders');
    await modify({ ManageMasterUserPassword: false, ...ownPassword });
    await expect(
      of.logIn('orders', ownPassword.MasterUserPassword),
    ).resolves.toEqual(me);
    await expect(of.secretOf('orders')).resolves.toBeUndefined();
    await expect(
      of.secrets.describeSecret({ SecretId: first?.SecretArn }),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(modify(rotation)).rejects.toMatchObject({
      name: 'InvalidParameterCombination',
      message: expect.stringContaining("RDS doesn't manage"),
    });
    await expect(
      modify({ MasterUserSecretKmsKeyId: 'alias/aws/rds' }),
    ).rejects.toMatchObject({ name: 'InvalidParameterCombination' });

    const key = await createKey(test.endpoint);
    await modify({ ...manage, MasterUserSecretKmsKeyId: key });
    await expect(of.logIn('orders')).resolves.toEqual(me);
    await expect(
      of.logIn('orders', ownPassword.MasterUserPassword),
    ).rejects.toThrow(refused);
    const second = await of.secretOf('orders');
    expect(second?.KmsKeyId).toBe(key);
    expect(second?.SecretArn).not.toBe(first?.SecretArn);
    await expect(
      of.secrets.describeSecret({ SecretId: second?.SecretArn }),
    ).resolves.toMatchObject({ KmsKeyId: key });
  });

  it('is not taken over by a restored cluster, which can have its own', async () => {
    await test.rds.createDBClusterSnapshot({
      DBClusterIdentifier: 'orders',
      DBClusterSnapshotIdentifier: 'before-rotation',
    });
    await test.until('orders');
    const ofSnapshot = await of.passwordOf('orders');
    await of.rotate('orders');
    await test.until('orders');
    await test.rds.restoreDBClusterFromSnapshot({
      DBClusterIdentifier: 'restored',
      SnapshotIdentifier: 'before-rotation',
      Engine: 'aurora-postgresql',
      DBSubnetGroupName: 'private',
      ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 1 },
    });
    await test.until('restored');
    await test.createInstance('restored', 'restored-one');
    await expect(of.logIn('restored', ofSnapshot)).resolves.toEqual(me);
    await expect(of.secretOf('restored')).resolves.toBeUndefined();
    await modify({ ...manage, DBClusterIdentifier: 'restored' });
    await expect(of.logIn('restored')).resolves.toEqual(me);
    await expect(of.logIn('restored', ofSnapshot)).rejects.toThrow(refused);
    await expect(of.logIn('orders')).resolves.toEqual(me);
  });

  it('is in no log, and on disk only in the file of secrets', async () => {
    const passwords = [
      await of.passwordOf('orders'),
      await of.passwordOf('orders', 'AWSPREVIOUS'),
    ];
    const { stateDirectory } = test.endpoint;
    // The folder of a backup is renamed when it is complete.
    await test.untilRestorable('orders');
    await test.untilRestorable('restored');
    const files = (await readdir(stateDirectory, { recursive: true })).filter(
      name => /\.(log|json)$/.test(name),
    );
    const telling = await Promise.all(
      files.map(async name => {
        const text = await readFile(join(stateDirectory, name), 'utf8');
        return passwords.some(password => text.includes(password))
          ? [name]
          : [];
      }),
    );
    expect(files).toContain('state/rds-clusters.json');
    expect(telling.flat()).toEqual(['state/secrets.json']);
  });

  it('exists before the first instance, and works for the cluster that gets one later', async () => {
    await test.createCluster('later', managed);
    await test.until('later');
    const announced = await of.passwordOf('later');
    await of.rotate('later');
    await test.until('later');
    await test.createInstance('later', 'later-one');
    await expect(of.logIn('later')).resolves.toEqual(me);
    await expect(of.logIn('later', announced)).rejects.toThrow(refused);
  });

  it('is deleted with its cluster', async () => {
    const SecretId = (await of.secretOf('later'))?.SecretArn;
    await test.rds.deleteDBInstance({ DBInstanceIdentifier: 'later-one' });
    await test.rds.deleteDBCluster({
      DBClusterIdentifier: 'later',
      SkipFinalSnapshot: true,
    });
    await expect(gone(() => test.until('later', 'gone'))).resolves.toBe(
      'DBClusterNotFoundFault',
    );
    await expect(of.secrets.describeSecret({ SecretId })).rejects.toMatchObject(
      { name: 'ResourceNotFoundException' },
    );
    await expect(of.secretOf('orders')).resolves.toBeDefined();
  });

  it.each<[string, object, string]>([
    ['both', { ManageMasterUserPassword: true }, 'InvalidParameterCombination'],
    [
      'a key for no secret',
      { MasterUserSecretKmsKeyId: 'alias/aws/rds' },
      'InvalidParameterCombination',
    ],
    ['neither', { MasterUserPassword: undefined }, 'InvalidParameterValue'],
  ])('is not created with %s', async (_, more, name) => {
    await expect(test.createCluster('refused', more)).rejects.toMatchObject({
      name,
    });
    await expect(of.secretOf('refused')).rejects.toMatchObject({
      name: 'DBClusterNotFoundFault',
    });
  });
});

/** The name of the error when waiting ends. */
async function gone(wait: () => Promise<unknown>): Promise<string> {
  try {
    await wait();
    return 'still there';
  } catch (error) {
    return error instanceof Error ? error.name : String(error);
  }
}

describe('a managed password after the end of aurora-db-local', () => {
  let stateDirectory: string;
  let command: Awaited<ReturnType<typeof startCommand>>;
  let test: ConnectedRds;
  let of: ReturnType<typeof secretsOf>;

  const start = async () => {
    command = await startCommand(stateDirectory);
    test = await connectRds({ url: command.url });
    of = secretsOf(command.url, test);
  };

  beforeAll(async () => {
    stateDirectory = await makeStateDirectory();
    await start();
    await test.createGroups();
    await test.createCluster('tough', managed);
    await test.createInstance('tough', 'tough-one');
    await test.until('tough');
  });

  afterAll(async () => {
    await command?.end();
    await rm(stateDirectory, { recursive: true, force: true });
  });

  it('is the same after a restart', async () => {
    const before = await of.passwordOf('tough');
    await command.end();
    await start();
    await expect(of.logIn('tough', before)).resolves.toEqual(me);
    await expect(of.passwordOf('tough')).resolves.toBe(before);
  });

  it.each([0, 5, 20, 60])(
    'works after a kill %i ms into a rotation',
    async afterMs => {
      const before = await of.passwordOf('tough');
      await of.rotate('tough');
      await delay(afterMs);
      await command.kill();
      await start();
      await expect(of.logIn('tough')).resolves.toEqual(me);
      await expect(of.logIn('tough', before)).rejects.toThrow(refused);
      await expect(of.secretOf('tough')).resolves.toMatchObject({
        SecretStatus: 'active',
      });
    },
  );

  it('is rotated without a request when it is seven days old', async () => {
    const before = await of.passwordOf('tough');
    await command.end();
    await makeOlder('tough', 7);
    await start();
    while ((await of.passwordOf('tough')) === before) {
      await delay(50);
    }
    await expect(of.logIn('tough')).resolves.toEqual(me);
    await expect(of.logIn('tough', before)).rejects.toThrow(refused);
  });

  /** Changes the age of a cluster's password while nothing is running. */
  async function makeOlder(identifier: string, days: number) {
    const store = await FileStateStore.open(stateDirectory);
    const clusters = await store.collection(
      'rds-clusters',
      clusterRecordSchema,
    );
    for (const { scope, id, value } of clusters.all()) {
      const secret = value.masterUserSecret;
      if (id === identifier && secret) {
        const rotatedAt = new Date(Date.now() - days * 86_400_000);
        await clusters.put(scope, id, {
          ...value,
          masterUserSecret: { ...secret, rotatedAt },
        });
      }
    }
    await store.close();
  }

  it('is created after a kill in the middle of the creation', async () => {
    await test.createCluster('young', managed);
    await test.createInstance('young', 'young-one');
    await command.kill();
    await start();
    await expect(of.logIn('young')).resolves.toEqual(me);
  });
});
