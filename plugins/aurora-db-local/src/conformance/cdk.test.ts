import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { RDS } from '@aws-sdk/client-rds';
import { S3 } from '@aws-sdk/client-s3';
import { SecretsManager } from '@aws-sdk/client-secrets-manager';
import { SSM } from '@aws-sdk/client-ssm';
import { Client } from 'pg';
import { z } from 'zod';
import { startEndpoint, type TestEndpoint } from '../testing/startEndpoint';

jest.setTimeout(600_000);

const run = promisify(execFile);
const cdkCommand = join(
  dirname(require.resolve('aws-cdk/package.json')),
  'bin/cdk',
);
const app = join(__dirname, 'testing/cdkApp.cjs');
const StackName = 'Orders';
const credentialsSchema = z.object({
  host: z.string(),
  port: z.number(),
  username: z.string(),
  password: z.string(),
  dbname: z.string(),
});

describe("the CDK's command line", () => {
  let endpoint: TestEndpoint;
  let folder: string;
  let engineVersion: string | undefined;

  beforeAll(async () => {
    endpoint = await startEndpoint();
    folder = await mkdtemp(join(tmpdir(), 'aurora-db-local-cdk-'));
    await writeFile(join(folder, 'asset.txt'), 'an asset');
    const { DBEngineVersions = [] } = await new RDS(
      endpoint.clientConfig(),
    ).describeDBEngineVersions({
      DefaultOnly: true,
      Engine: 'aurora-postgresql',
    });
    engineVersion = DBEngineVersions[0]?.EngineVersion;
  });

  afterAll(async () => {
    await endpoint?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** Returns everything that the command prints. */
  async function cdk(capacity: number, ...words: string[]): Promise<string> {
    const { stdout, stderr } = await run(
      process.execPath,
      [
        cdkCommand,
        ...words,
        ...['--app', `node ${app}`],
        ...['--output', join(folder, 'cdk.out'), '--no-notices', '--ci'],
        '--no-version-reporting',
      ],
      {
        cwd: folder,
        env: {
          PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
          HOME: folder,
          CI: 'true',
          CDK_DISABLE_CLI_TELEMETRY: 'true',
          NODE_OPTIONS: '',
          AWS_ENDPOINT_URL: endpoint.url,
          AWS_REGION: 'ap-northeast-1',
          AWS_ACCESS_KEY_ID: '123456789012',
          AWS_SECRET_ACCESS_KEY: 'any',
          AWS_EC2_METADATA_DISABLED: 'true',
          ASSET: join(folder, 'asset.txt'),
          CAPACITY: String(capacity),
          ENGINE_VERSION: engineVersion,
        },
      },
    );
    return stdout + stderr;
  }

  it('bootstraps an account, deploys a default app, shows and deploys a change, and destroys it', async () => {
    const config = endpoint.clientConfig();
    const cloudFormation = new CloudFormation(config);
    const s3 = new S3(config);
    const ssm = new SSM(config);
    const outputs = async () => {
      const { Stacks } = await cloudFormation.describeStacks({ StackName });
      return new Map(
        Stacks?.[0]?.Outputs?.map(({ OutputKey, OutputValue }) => [
          OutputKey,
          OutputValue,
        ]),
      );
    };
    const capacity = async () => {
      const { DBClusters } = await new RDS(config).describeDBClusters({
        DBClusterIdentifier: (await outputs()).get('ClusterIdentifier'),
      });
      return DBClusters?.[0]?.ServerlessV2ScalingConfiguration?.MaxCapacity;
    };
    const Name = '/orders/greeting';
    await ssm.putParameter({ Name, Type: 'String', Value: 'hello' });

    expect(await cdk(1, 'bootstrap')).toMatch(/bootstrapped\.$/m);

    await cdk(1, 'deploy', '--require-approval', 'never');
    const deployed = await outputs();
    expect(deployed.get('Greeting')).toBe('hello');
    const asset = await s3.getObject({
      Bucket: deployed.get('AssetBucket'),
      Key: deployed.get('AssetKey'),
    });
    expect(await asset.Body?.transformToString()).toBe('an asset');
    const { SecretString = '' } = await new SecretsManager(
      config,
    ).getSecretValue({ SecretId: deployed.get('SecretArn') });
    const login = credentialsSchema.parse(JSON.parse(SecretString));
    await expect(
      ssm.getParameter({ Name: '/orders/host' }),
    ).resolves.toMatchObject({ Parameter: { Value: login.host } });
    const ca = await (
      await fetch(`${endpoint.url}/_aurora-local/ca.pem`)
    ).text();
    const database = new Client({
      host: login.host,
      port: login.port,
      user: login.username,
      password: login.password,
      database: login.dbname,
      ssl: { ca },
    });
    await database.connect();
    await expect(
      database.query('SELECT current_user AS name'),
    ).resolves.toMatchObject({ rows: [{ name: 'orders' }] });
    await database.end();

    const difference = await cdk(2, 'diff');
    expect(difference).toMatch(/AWS::RDS::DBCluster Database/);
    expect(difference).toMatch(/\[-\] 1\s.*\[\+\] 2\s/s);
    expect(await capacity()).toBe(1);

    await ssm.putParameter({ Name, Value: 'good day', Overwrite: true });
    await cdk(2, 'deploy', '--require-approval', 'never');
    expect(await capacity()).toBe(2);
    expect((await outputs()).get('Greeting')).toBe('good day');

    await cdk(2, 'destroy', '--force');
    await expect(outputs()).rejects.toThrow(/does not exist/);
    await expect(
      s3.headBucket({ Bucket: deployed.get('FilesName') }),
    ).rejects.toMatchObject({ name: 'NotFound' });

    const calls = await fetch(`${endpoint.url}/_aurora-local/calls`);
    await expect(calls.json()).resolves.toMatchObject({ unknown: [] });
  });
});
