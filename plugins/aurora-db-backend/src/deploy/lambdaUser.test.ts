import { lambdaDatabaseUser } from '@aurora-db/backstage-plugin-aurora-db-common';
import { STS } from '@aws-sdk/client-sts';
import { Signer } from '@aws-sdk/rds-signer';
import pg from 'pg';
import { z } from 'zod';
import { environmentConfig } from '../config/environmentConfig';
import { startDeployment } from '../testing/servers/startDeployment';

const outputsSchema = z.object({
  endpoint: z.string(),
  port: z.coerce.number(),
  secretArn: z.string(),
  connectionSecretArn: z.string(),
});

type Database = z.infer<typeof outputsSchema>;

const attachedSchema = z.object({
  AttachedPolicies: z.array(z.object({ PolicyArn: z.string() })),
});
const versionSchema = z.object({
  PolicyVersion: z.object({ Document: z.string() }),
});
const oneOrMore = z.union([z.string(), z.array(z.string())]);
const documentSchema = z.object({
  Statement: z.array(z.object({ Action: oneOrMore, Resource: oneOrMore })),
});

let setup: Awaited<ReturnType<typeof startDeployment>>;
beforeAll(async () => {
  setup = await startDeployment();
}, 180_000);
afterAll(() => setup.stop());

async function deploy(name: string): Promise<Database> {
  const { outputs } = await setup.run('aurora:database:deploy', {
    name,
    environment: 'dev',
    owner: 'guests',
  });
  return outputsSchema.parse(outputs);
}

function account() {
  const { environments } = setup;
  return environmentConfig({ environments }, 'dev');
}

/** An AWS call of the account. */
function call(service: string, operation: string, input: object) {
  const { accountId, region } = account();
  return setup.local.services.call(
    service,
    operation,
    { ...input },
    { accountId, region, requestId: 'test', principalArn: 'test' },
  );
}

async function secretValue(arn: string): Promise<unknown> {
  const { SecretString } = await call('secretsmanager', 'GetSecretValue', {
    SecretId: arn,
  });
  return JSON.parse(String(SecretString));
}

/** What the managed policy of a database lets a role do, and on what. */
async function grantsOf(
  role: string,
  { connectionSecretArn }: Database,
): Promise<Array<{ Action: string | string[]; Resource: string | string[] }>> {
  const { AttachedPolicies } = attachedSchema.parse(
    await call('iam', 'ListAttachedRolePolicies', { RoleName: role }),
  );
  // The endpoint doesn't know what AWS's own policies say.
  const own = AttachedPolicies.filter(
    ({ PolicyArn }) => !PolicyArn.startsWith('arn:aws:iam::aws:'),
  );
  const documents = await Promise.all(
    own.map(async ({ PolicyArn }) => {
      const { PolicyVersion } = versionSchema.parse(
        await call('iam', 'GetPolicyVersion', { PolicyArn, VersionId: 'v1' }),
      );
      return documentSchema.parse(
        JSON.parse(decodeURIComponent(PolicyVersion.Document)),
      ).Statement;
    }),
  );
  return (
    documents.find(statements =>
      statements.some(({ Resource }) => Resource === connectionSecretArn),
    ) ?? []
  );
}

/** The application's first migration, as the master user. */
async function migrate({ secretArn }: Database): Promise<void> {
  const { username, dbname, ...rest } = z
    .object({
      username: z.string(),
      password: z.string(),
      host: z.string(),
      port: z.coerce.number(),
      dbname: z.string(),
    })
    .parse(await secretValue(secretArn));
  await query(
    { ...rest, user: username, database: dbname },
    `CREATE USER "${lambdaDatabaseUser}"; GRANT rds_iam TO "${lambdaDatabaseUser}"`,
  );
}

async function query(config: pg.ClientConfig, statement: string) {
  const ca = await fetch(`${setup.local.url}/_aurora-local/ca.pem`);
  const client = new pg.Client({ ...config, ssl: { ca: await ca.text() } });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

/** As a Lambda function does that has a role of the account. */
async function logInAs(role: string, { endpoint, port }: Database) {
  const { accountId, region } = account();
  const { Credentials } = await new STS({
    endpoint: setup.local.url,
    region,
    credentials: { accessKeyId: accountId, secretAccessKey: 'local' },
  }).assumeRole({
    RoleArn: `arn:aws:iam::${accountId}:role/${role}`,
    RoleSessionName: 'function',
  });
  const token = await new Signer({
    hostname: endpoint,
    port,
    region,
    username: lambdaDatabaseUser,
    credentials: {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken,
    },
  }).getAuthToken();
  return query(
    {
      host: endpoint,
      port,
      user: lambdaDatabaseUser,
      password: token,
      database: 'postgres',
    },
    'SELECT session_user AS me',
  );
}

describe('the configured role of a Lambda function', () => {
  it('logs in to each deployed database as lambda-user with a token and no password, and other roles cannot', async () => {
    const databases = [await deploy('first'), await deploy('second')];
    for (const database of databases) {
      await migrate(database);
    }
    for (const database of databases) {
      await expect(logInAs('goal-mandala-lambda', database)).resolves.toEqual([
        { me: lambdaDatabaseUser },
      ]);
      await expect(logInAs('another-user', database)).rejects.toMatchObject({
        code: '28000',
        message: 'PAM authentication failed for user "lambda-user"',
      });
    }
  }, 180_000);

  it('finds the address in the only secret that its policy names, which has no password', async () => {
    const database = await deploy('first');
    expect(await secretValue(database.connectionSecretArn)).toEqual({
      engine: 'postgres',
      host: database.endpoint,
      readerHost: expect.any(String),
      port: database.port,
      dbname: 'firstmain',
    });
    const grants = await grantsOf('goal-mandala-lambda', database);
    expect(grants).toEqual([
      expect.objectContaining({
        Action: 'rds-db:connect',
        Resource: expect.stringMatching(/:dbuser:cluster-\w+\/lambda-user$/),
      }),
      expect.objectContaining({
        Action: [
          'secretsmanager:DescribeSecret',
          'secretsmanager:GetSecretValue',
        ],
        Resource: database.connectionSecretArn,
      }),
    ]);
    expect(JSON.stringify(grants)).not.toContain(database.secretArn);
  }, 180_000);
});
