import '../scripts/loadEnvironment.ts';
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { databaseSettings } from '../src/database/databaseSettings.ts';
import { ConfigurationError } from '../src/database/ConfigurationError.ts';
import {
  ownerSecretIds,
  readOwnerAddress,
} from '../scripts/readOwnerAddress.ts';
import { readDatabaseAddress } from '../src/database/readDatabaseAddress.ts';

describe('the address of the database', () => {
  const secretsManager = new SecretsManagerClient();
  const settings = { ...databaseSettings(), secretId: ownerSecretIds() };
  const made: string[] = [];

  async function secret(content: string): Promise<string> {
    const name = `test-${randomBytes(6).toString('hex')}`;
    await secretsManager.send(
      new CreateSecretCommand({ Name: name, SecretString: content }),
    );
    made.push(name);
    return name;
  }
  const read = async (secretId: string, auth: 'secret' | 'iam' = 'secret') =>
    readDatabaseAddress({ ...settings, secretId, auth }, secretsManager);

  let database: Awaited<ReturnType<typeof read>>;
  before(async () => {
    database = await read(settings.secretId);
  });
  after(async () => {
    for (const SecretId of made) {
      await secretsManager.send(
        new DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true }),
      );
    }
  });

  test("the database's master secret says where it is and how to log in", async () => {
    assert(database.host);
    assert(database.port);
    assert(database.user);
    assert(await database.password());
  });

  test('a secret may point to it, so that another one can take its place without a deployment', async () => {
    const pointer = await secret(
      JSON.stringify({ secretArn: settings.secretId }),
    );
    assert.equal((await read(pointer)).key, database.key);
  });

  /** As the database's stack writes it. */
  const connectionSecret = () =>
    secret(
      JSON.stringify({
        engine: 'postgres',
        host: database.host,
        readerHost: 'reader.example.com',
        port: database.port,
        dbname: database.database,
      }),
    );

  test('with a token the connection secret is enough, by a pointer too: no password is read', async () => {
    const place = await connectionSecret();
    const pointer = await secret(JSON.stringify({ secretArn: place }));
    const { host, port } = database;
    const address = await read(pointer, 'iam');
    assert.equal(address.key, (await read(place, 'iam')).key);
    assert.equal(address.user, settings.user);
    const token = new URL(`https://${await address.password()}`);
    assert.equal(token.host, `${host}:${port}`);
    assert.equal(token.searchParams.get('Action'), 'connect');
    assert.equal(token.searchParams.get('DBUser'), settings.user);
    assert.equal(token.searchParams.get('X-Amz-Expires'), '900');
  });

  test('tokens are the default', () => {
    assert.deepEqual(databaseSettings({ DATABASE_SECRET_ID: 'x' }), {
      secretId: 'x',
      auth: 'iam',
      user: 'lambda-user',
      caFile: 'certs/rds-ca.pem',
    });
  });

  test('a master secret that RDS manages has no host: the connection secret after it does', async () => {
    const managed = await secret(
      JSON.stringify({
        username: database.user,
        password: await database.password(),
      }),
    );
    const both = `${managed},${await connectionSecret()}`;
    assert.equal((await read(both)).key, database.key);
    assert.equal((await readOwnerAddress(both)).key, database.key);
    await assert.rejects(read(managed), {
      message: `The secret ${managed} lacks a usable host, dbname`,
    });
  });

  test('of several secrets the first one has its say', async () => {
    const elsewhere = await secret('{"host":"elsewhere.example.com"}');
    const address = await read(`${elsewhere}, ${settings.secretId}`);
    assert.equal(address.host, 'elsewhere.example.com');
    assert.equal(address.user, database.user);
  });

  test("the owner's scripts say where the password is that a connection secret lacks", async () => {
    await assert.rejects(
      readOwnerAddress(await connectionSecret()),
      /lacks a usable username, password\. The owner's password is in the master secret .* DATABASE_OWNER_SECRET_ID, or with --secret$/,
    );
  });

  test('a secret that is not there is an error of the configuration, which names it', async () => {
    await assert.rejects(read('test-nowhere'), (error: Error) => {
      assert(error instanceof ConfigurationError);
      assert.match(
        error.message,
        /^The secret test-nowhere can't be read \(ResourceNotFoundException\)/,
      );
      return true;
    });
  });

  for (const [what, content, complaint] of [
    [
      'no password',
      '{"username":"u","host":"h","port":1,"dbname":"d","pass":"s3cret"}',
      /lacks a usable password$/,
    ],
    [
      'a port that is none',
      '{"username":"u","password":"s3cret","host":"h","port":"x","dbname":"d"}',
      /lacks a usable port$/,
    ],
    ['no JSON', '{"password":"s3cret"', /holds no JSON object$/],
    ['nothing', '{}', /lacks a usable host, dbname, username, password$/],
  ] as const) {
    test(`a secret with ${what} is named, with what it lacks, and nothing of it is told`, async () => {
      const name = await secret(content);
      await assert.rejects(read(name), (error: Error) => {
        assert.match(error.message, complaint);
        assert(error.message.includes(name));
        assert.doesNotMatch(
          `${error.message} ${error.stack} ${String(error.cause)}`,
          /s3cret/,
        );
        return true;
      });
    });
  }

  test('a missing bundle of authorities is told with what fetches it', async () => {
    await assert.rejects(
      readDatabaseAddress(
        { ...settings, caFile: 'certs/nowhere.pem' },
        secretsManager,
      ),
      /DATABASE_CA_FILE is certs\/nowhere\.pem, which can't be read: "npm run ca"/,
    );
  });

  for (const [variables, complaint] of [
    [{}, /^DATABASE_SECRET_ID is not set/],
    [{ DATABASE_SECRET_ID: '' }, /^DATABASE_SECRET_ID is empty/],
    [
      { DATABASE_SECRET_ID: 'x', DATABASE_AUTH: 'password' },
      /^DATABASE_AUTH is "password": use "iam" .* or "secret"/,
    ],
  ] as const) {
    test(`settings ${JSON.stringify(variables)} are refused with what to set`, () => {
      assert.throws(() => databaseSettings(variables), { message: complaint });
    });
  }
});
