import { RDS, waitUntilDBClusterAvailable } from '@aws-sdk/client-rds';
import { EC2 } from '@aws-sdk/client-ec2';
import { SecretsManager } from '@aws-sdk/client-secrets-manager';
import { clientConfig, endpoints, type JudgedEndpoint } from './endpoints';

jest.setTimeout(240_000);

const DBClusterIdentifier = 'conformance-managed';

// moto differs from AWS in refusals and in the secret's protection. Those are tested in rds/.
describe.each(endpoints)('a managed master password of $name', ({ start }) => {
  let endpoint: JudgedEndpoint;
  let rds: RDS;
  let secrets: SecretsManager;

  beforeAll(async () => {
    endpoint = await start();
    rds = new RDS(clientConfig(endpoint));
    secrets = new SecretsManager(clientConfig(endpoint));
    const { Subnets = [] } = await new EC2(
      clientConfig(endpoint),
    ).describeSubnets({});
    await rds.createDBSubnetGroup({
      DBSubnetGroupName: 'conformance',
      DBSubnetGroupDescription: 'of the test',
      SubnetIds: Subnets.map(({ SubnetId }) => SubnetId ?? ''),
    });
  });

  afterAll(() => endpoint?.stop());

  const secret = async () => {
    await waitUntilDBClusterAvailable(
      { client: rds, maxWaitTime: 120, minDelay: 1, maxDelay: 1 },
      { DBClusterIdentifier },
    );
    const { DBClusters: [cluster] = [] } = await rds.describeDBClusters({
      DBClusterIdentifier,
    });
    return cluster?.MasterUserSecret;
  };

  it('is in a secret that the cluster names', async () => {
    await rds.createDBCluster({
      DBClusterIdentifier,
      Engine: 'aurora-postgresql',
      EngineVersion: '15.17',
      MasterUsername: 'postgres',
      ManageMasterUserPassword: true,
      DBSubnetGroupName: 'conformance',
    });
    expect(await secret()).toEqual({
      SecretArn: expect.stringMatching(
        /^arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:rds!cluster-[0-9a-f-]{36}/,
      ),
      SecretStatus: 'active',
      KmsKeyId: expect.stringMatching(
        /^arn:aws:kms:ap-northeast-1:123456789012:/,
      ),
    });
  });

  it('has a secret that RDS owns', async () => {
    const described = await secrets.describeSecret({
      SecretId: (await secret())?.SecretArn,
    });
    const arn = `arn:aws:rds:ap-northeast-1:123456789012:cluster:${DBClusterIdentifier}`;
    expect(described).toMatchObject({
      Description: `The secret associated with the primary RDS DB cluster: ${arn}`,
      OwningService: 'rds',
      Tags: [
        { Key: 'aws:rds:primaryDBClusterArn', Value: arn },
        { Key: 'aws:secretsmanager:owningService', Value: 'rds' },
      ],
    });
  });

  it('stays in its secret during a rotation', async () => {
    const before = await secret();
    await rds.modifyDBCluster({
      DBClusterIdentifier,
      RotateMasterUserPassword: true,
      ApplyImmediately: true,
    });
    await expect(secret()).resolves.toEqual(before);
  });

  it("is replaced by the user's password, without a secret", async () => {
    await rds.modifyDBCluster({
      DBClusterIdentifier,
      ManageMasterUserPassword: false,
      MasterUserPassword: 'a-password-of-20-chars',
      ApplyImmediately: true,
    });
    await expect(secret()).resolves.toBeUndefined();
    const { SecretList } = await secrets.listSecrets({
      Filters: [{ Key: 'name', Values: ['rds!'] }],
    });
    expect(SecretList).toEqual([]);
  });
});
