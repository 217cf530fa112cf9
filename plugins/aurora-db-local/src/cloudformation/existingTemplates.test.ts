import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { CloudWatch } from '@aws-sdk/client-cloudwatch';
import { SecretsManager } from '@aws-sdk/client-secrets-manager';
import { Client } from 'pg';
import { z } from 'zod';
import { connectRds, type ConnectedRds } from '../rds/testing/startRds';
import { startEndpoint, type TestEndpoint } from '../testing/startEndpoint';

jest.setTimeout(360_000);

const folder = join(__dirname, 'testing/existing');
const place = { accountId: '123456789012', region: 'ap-northeast-1' };
const loginSchema = z.object({ username: z.string(), password: z.string() });
const callsSchema = z.array(
  z.object({
    service: z.enum(['rds', 'cloudWatch']),
    operation: z.string(),
    input: z.record(z.string(), z.unknown()),
  }),
);

/** Templates and calls of tools that know nothing of the portal. */
describe('databases of other tools', () => {
  let endpoint: TestEndpoint;
  let cloudFormation: CloudFormation;
  let cloudWatch: CloudWatch;
  let test: ConnectedRds;

  beforeAll(async () => {
    endpoint = await startEndpoint();
    cloudFormation = new CloudFormation(endpoint.clientConfig());
    cloudWatch = new CloudWatch(endpoint.clientConfig());
    test = await connectRds(endpoint);
  });
  afterAll(() => endpoint?.stop());

  const read = (name: string) => readFile(join(folder, name), 'utf8');

  /** Deploys a template, and returns the physical ids by logical id. */
  async function deploy(
    StackName: string,
    file: string,
    parameters: Record<string, string> = {},
  ): Promise<Record<string, string>> {
    await cloudFormation.createStack({
      StackName,
      TemplateBody: await read(file),
      Parameters: Object.entries(parameters).map(
        ([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue }),
      ),
    });
    const status = async () =>
      (await cloudFormation.describeStacks({ StackName })).Stacks?.[0]
        ?.StackStatus;
    while ((await status()) === 'CREATE_IN_PROGRESS') {
      await delay(100);
    }
    const { StackEvents = [] } = await cloudFormation.describeStackEvents({
      StackName,
    });
    const failures = StackEvents.flatMap(event =>
      event.ResourceStatus?.endsWith('FAILED')
        ? [event.ResourceStatusReason]
        : [],
    );
    expect([await status(), failures]).toEqual(['CREATE_COMPLETE', []]);
    const { StackResources = [] } = await cloudFormation.describeStackResources(
      { StackName },
    );
    return Object.fromEntries(
      StackResources.map(one => [
        one.LogicalResourceId ?? '',
        one.PhysicalResourceId ?? '',
      ]),
    );
  }

  const describeCluster = async (DBClusterIdentifier: string | undefined) => {
    const { DBClusters } = await test.rds.describeDBClusters({
      DBClusterIdentifier,
    });
    return DBClusters?.[0];
  };
  const classesOf = async (cluster: string) => {
    const { DBInstances = [] } = await test.rds.describeDBInstances({
      Filters: [{ Name: 'db-cluster-id', Values: [cluster] }],
    });
    return DBInstances.map(one => one.DBInstanceClass).sort();
  };
  /** Logs in to a writer with a secret, and returns its limit of connections. */
  async function maxConnections(
    cluster: string,
    SecretId: string | undefined,
  ): Promise<unknown> {
    const { SecretString = '' } = await new SecretsManager(
      endpoint.clientConfig(),
    ).getSecretValue({ SecretId });
    const { username, password } = loginSchema.parse(JSON.parse(SecretString));
    const described = await describeCluster(cluster);
    const client = new Client({
      host: described?.Endpoint,
      port: described?.Port,
      user: username,
      password,
      database: described?.DatabaseName,
      ssl: { ca: test.authority },
    });
    await client.connect();
    try {
      const { rows } = await client.query('SHOW max_connections');
      return rows[0]?.max_connections;
    } finally {
      await client.end();
    }
  }

  it("deploy from the CDK's DatabaseCluster with a provisioned writer and a serverless reader", async () => {
    const ids = await deploy('OrdersStack', 'cdkMixed.json');
    const cluster = ids.DatabaseB269D8BB ?? '';
    expect(await describeCluster(cluster)).toMatchObject({
      DBClusterIdentifier: expect.stringMatching(
        /^ordersstack-databaseb269d8bb-[a-z0-9]+$/,
      ),
      TagList: expect.arrayContaining([{ Key: 'Owner', Value: 'checkout' }]),
      DBClusterMembers: [
        { IsClusterWriter: true, PromotionTier: 0 },
        { IsClusterWriter: false, PromotionTier: 1 },
      ],
    });
    expect(await classesOf(cluster)).toEqual(['db.r6g.large', 'db.serverless']);
    expect(await maxConnections(cluster, ids.DatabaseSecret3B817195)).toBe(
      '1722',
    );
  });

  it('deploy from a classic template with a map of sizes, alarms on instances and a managed password', async () => {
    const ids = await deploy('crm-prod', 'classicProvisioned.yaml');
    const cluster = ids.AuroraCluster ?? '';
    expect(await classesOf(cluster)).toEqual(['db.r6g.large', 'db.r6g.large']);
    const described = await describeCluster(cluster);
    expect(described).toMatchObject({ BackupRetentionPeriod: 14 });
    expect(described?.ServerlessV2ScalingConfiguration).toBe(undefined);
    expect(
      await maxConnections(cluster, described?.MasterUserSecret?.SecretArn),
    ).toBe('1304');
    const { MetricAlarms = [] } = await cloudWatch.describeAlarms({
      AlarmNamePrefix: 'crm-prod-',
    });
    expect(
      MetricAlarms.map(one => [one.AlarmName, one.Dimensions?.[0]?.Value]),
    ).toEqual([
      ['crm-prod-instance1-cpu', ids.Instance1],
      ['crm-prod-instance1-memory', ids.Instance1],
      ['crm-prod-instance2-cpu', ids.Instance2],
    ]);
    const smaller = await deploy('crm-qa', 'classicProvisioned.yaml', {
      Stage: 'qa',
    });
    expect(await classesOf(smaller.AuroraCluster ?? '')).toEqual([
      'db.t4g.medium',
    ]);
  });

  it('deploy from a template with a serverless cluster that pauses', async () => {
    const ids = await deploy('analytics-sandbox', 'serverlessToZero.yaml');
    expect(await describeCluster('analytics-sandbox')).toMatchObject({
      ServerlessV2ScalingConfiguration: {
        MinCapacity: 0,
        MaxCapacity: 4,
        SecondsUntilAutoPause: 600,
      },
    });
    expect(await maxConnections('analytics-sandbox', ids.Credentials)).toBe(
      '823',
    );
  });

  it("come from plain calls in Terraform's order, with tags afterwards", async () => {
    const clients: Record<string, object> = { rds: test.rds, cloudWatch };
    const text = Object.entries(place).reduce(
      (calls, [name, value]) => calls.replaceAll(`{${name}}`, value),
      await read('terraformCalls.json'),
    );
    for (const { service, operation, input } of callsSchema.parse(
      JSON.parse(text),
    )) {
      const client = clients[service] ?? {};
      const call: unknown = Reflect.get(client, operation);
      if (typeof call !== 'function') {
        throw new Error(`${service} has no ${operation}`);
      }
      await call.call(client, input);
    }
    const name = 'prod-payments-ledger-aurora';
    await test.until(name);
    const described = await describeCluster(name);
    expect(described).toMatchObject({
      TagList: expect.arrayContaining([{ Key: 'team', Value: 'payments' }]),
      DeletionProtection: true,
    });
    expect(
      await maxConnections(name, described?.MasterUserSecret?.SecretArn),
    ).toBe('350');
    const { CompositeAlarms } = await cloudWatch.describeAlarms({
      AlarmTypes: ['CompositeAlarm'],
    });
    expect(CompositeAlarms).toMatchObject([
      { AlarmName: 'prod-payments-ledger' },
    ]);
  });
});
