import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  auroraDbTags,
  databaseNames,
  defaultShortName,
  environmentDefaults,
  type EnvironmentProfile,
  plannedChangeSchema,
  type PlannedChange,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  CreateStackCommand,
  DescribeStacksCommand,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import {
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
} from '@aws-sdk/client-rds';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { JsonObject } from '@backstage/types';
import pg from 'pg';
import { z } from 'zod';
import { environmentConfig } from '../config/environmentConfig';
import { startDeployment } from '../testing/servers/startDeployment';
import { testEntities } from '../testing/databases/testEntities';

const deploy = 'aurora:database:deploy';
const owner = 'group:default/guests';
const masterSecret = 'DatabaseSecret3B817195';

/** A database that version 0.1.0 creates: the name is in its template. */
const first = 'goal-mandala';
/** A database whose environment changes. */
const moving = 'moving';

type Setup = Awaited<ReturnType<typeof startDeployment>>;

function place({ environments }: Setup, name: EnvironmentProfile) {
  return environmentConfig({ environments }, name);
}

/** Creates a database as version 0.1.0 did. */
async function createAsFirst(
  setup: Setup,
  name: EnvironmentProfile,
): Promise<void> {
  const { stackName } = databaseNames(first, {
    shortName: defaultShortName(name),
  });
  const environment = place(setup, name);
  const client = setup.aws.cloudFormation(environment);
  await client.send(
    new CreateStackCommand({
      StackName: stackName,
      TemplateBody: readFileSync(
        join(
          __dirname,
          `../testing/databases/templatesOfVersion010/${name}.json`,
        ),
        'utf8',
      ).replaceAll('111111111111', environment.accountId),
      Capabilities: ['CAPABILITY_IAM'],
      Tags: Object.entries({
        [auroraDbTags.name]: first,
        [auroraDbTags.environment]: name,
        [auroraDbTags.owner]: owner,
      }).map(([Key, Value]) => ({ Key, Value })),
      EnableTerminationProtection: environmentDefaults[name].deletionProtection,
    }),
  );
  await waitUntilStackCreateComplete(
    { client, maxWaitTime: 60, minDelay: 1, maxDelay: 1 },
    { StackName: stackName },
  );
}

/** What a deploy never replaces. */
async function identityOf(
  setup: Setup,
  form: string,
  name: EnvironmentProfile,
) {
  const { clusterIdentifier, stackName } = databaseNames(form, {
    shortName: defaultShortName(name),
  });
  const environment = place(setup, name);
  const { DBClusters } = await setup.aws
    .rds(environment)
    .send(
      new DescribeDBClustersCommand({ DBClusterIdentifier: clusterIdentifier }),
    );
  const { DBInstances } = await setup.aws
    .rds(environment)
    .send(new DescribeDBInstancesCommand({}));
  const { Stacks } = await setup.aws
    .cloudFormation(environment)
    .send(new DescribeStacksCommand({ StackName: stackName }));
  return {
    cluster: DBClusters?.[0]?.DbClusterResourceId,
    instances: DBInstances?.filter(
      one => one.DBClusterIdentifier === clusterIdentifier,
    ).map(({ DbiResourceId }) => DbiResourceId),
    secretArn: Stacks?.[0]?.Outputs?.find(
      ({ OutputKey }) => OutputKey === 'SecretArn',
    )?.OutputValue,
  };
}

const passwordSchema = z.object({
  username: z.string(),
  password: z.string(),
});

async function passwordOf(setup: Setup, name: EnvironmentProfile, arn: string) {
  const { accountId, region } = place(setup, name);
  const { SecretString } = await setup.local.services.call(
    'secretsmanager',
    'GetSecretValue',
    { SecretId: arn },
    { accountId, region, requestId: 'test', principalArn: 'test' },
  );
  return passwordSchema.parse(JSON.parse(String(SecretString)));
}

/** The user that a login with a password has. */
async function logIn(
  setup: Setup,
  { endpoint, port, database }: Omit<Deployed, 'lines' | 'changes'>,
  { username, password }: z.infer<typeof passwordSchema>,
): Promise<unknown> {
  const ca = await fetch(`${setup.local.url}/_aurora-local/ca.pem`);
  const client = new pg.Client({
    host: endpoint,
    port,
    user: username,
    password,
    database,
    ssl: { ca: await ca.text() },
  });
  await client.connect();
  try {
    return (await client.query('SELECT session_user AS me')).rows;
  } finally {
    await client.end();
  }
}

const outputsSchema = z.object({
  endpoint: z.string(),
  port: z.number(),
  secretArn: z.string(),
  changes: z.array(plannedChangeSchema),
});

type Deployed = Awaited<ReturnType<typeof deployIn>>;

async function deployIn(setup: Setup, form: string, name: EnvironmentProfile) {
  const { lines, outputs } = await setup.run(deploy, {
    name: form,
    environment: name,
    owner,
  });
  const { databaseName: database } = databaseNames(form, {
    shortName: defaultShortName(name),
  });
  return { lines, database, ...outputsSchema.parse(outputs) };
}

const summary = (changes: PlannedChange[]) =>
  changes
    .map(({ action, resource, properties }) =>
      [action, resource, ...properties].join(' '),
    )
    .sort();

async function start(
  settings: JsonObject = {},
  local?: Setup['local'],
): Promise<Setup> {
  return startDeployment(
    [
      catalogServiceMock.factory({ entities: testEntities }),
      mockServices.scheduler.factory({ skipTaskRunOnStartup: true }),
    ],
    local,
    () => settings,
  );
}

let setup: Setup;
beforeAll(async () => {
  setup = await start();
}, 180_000);
afterAll(() => setup.stop());

describe('the next deploy of a database that version 0.1.0 created', () => {
  const names = ['local', 'dev', 'stg', 'prod'] as const;
  /** They run side by side, each in its own account. */
  const creations = new Map<EnvironmentProfile, Promise<void>>();
  beforeAll(() => {
    for (const name of names) {
      const creation = createAsFirst(setup, name);
      // The test of its environment reports a failure.
      creation.catch(() => {});
      creations.set(name, creation);
    }
  });

  it.each(names)(
    'in %s adds the connection secret and its policy, and replaces nothing',
    async name => {
      await creations.get(name);
      const before = await identityOf(setup, first, name);
      expect(before.instances).not.toEqual([]);
      const password = await passwordOf(setup, name, before.secretArn ?? '');
      const deployed = await deployIn(setup, first, name);
      expect(summary(deployed.changes)).toEqual([
        'add DatabaseConnectionSecret3AAAD636',
        'add DatabaseLambdaAccessPolicy91F8ADB9',
        'modify DatabaseParameterGroup2A921026 Parameters',
        'remove DatabaseLambdaAccess72E4EAE0',
      ]);
      expect(await identityOf(setup, first, name)).toEqual(before);
      expect(await passwordOf(setup, name, deployed.secretArn)).toEqual(
        password,
      );
      await expect(logIn(setup, deployed, password)).resolves.toEqual([
        { me: 'postgres' },
      ]);
      expect(deployed.lines).toContainEqual(
        expect.stringMatching(
          /^Warning: Functions can no longer read the master secret/,
        ),
      );
      expect((await deployIn(setup, first, name)).changes).toEqual([]);
    },
    60_000,
  );
});

describe('a database whose environment switches to a managed password', () => {
  let managed: Setup;
  beforeAll(async () => {
    managed = await start({ masterPassword: 'managed' }, setup.local);
  }, 180_000);
  afterAll(() => managed.stop());

  it.each([
    ['dev', 'is deleted'],
    ['prod', 'stays in Secrets Manager'],
  ] as const)(
    'in %s gets another password and keeps everything else, in both directions. The old secret %s',
    async (name, fate) => {
      const created = await deployIn(setup, moving, name);
      const before = await identityOf(setup, moving, name);
      expect(before.instances).not.toEqual([]);
      const old = await passwordOf(setup, name, created.secretArn);

      const moved = await deployIn(managed, moving, name);
      expect(moved.changes.filter(({ action }) => action !== 'modify')).toEqual(
        [
          expect.objectContaining({ action: 'remove', allowed: true }),
          expect.objectContaining({ action: 'remove', allowed: true }),
        ],
      );
      expect(moved.changes.map(({ resource }) => resource)).toContain(
        masterSecret,
      );
      expect(moved.lines).toContainEqual(
        expect.stringMatching(
          fate === 'is deleted'
            ? /^Warning: RDS creates a new master password.*CloudFormation deletes the present master secret/
            : /^Warning: RDS creates a new master password.*The present master secret stays in Secrets Manager/,
        ),
      );
      expect(moved.secretArn).toMatch(/:secret:rds!cluster-/);
      const { secretArn: _, ...rest } = before;
      expect(await identityOf(managed, moving, name)).toMatchObject(rest);
      await expect(logIn(managed, moved, old)).rejects.toThrow(
        'password authentication failed',
      );
      await expect(
        logIn(managed, moved, await passwordOf(managed, name, moved.secretArn)),
      ).resolves.toEqual([{ me: 'postgres' }]);
      const readOld = passwordOf(managed, name, created.secretArn);
      expect(await readOld.catch(() => 'gone')).toEqual(
        fate === 'is deleted' ? 'gone' : old,
      );

      const back = await deployIn(setup, moving, name);
      expect(back.lines).toContainEqual(
        expect.stringMatching(
          /^Warning: CloudFormation creates a new master password/,
        ),
      );
      expect(await identityOf(setup, moving, name)).toMatchObject(rest);
      await expect(
        logIn(setup, back, await passwordOf(setup, name, back.secretArn)),
      ).resolves.toEqual([{ me: 'postgres' }]);
    },
    120_000,
  );
});
