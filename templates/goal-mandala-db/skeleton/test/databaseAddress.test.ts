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
import { readDatabaseAddress } from '../src/database/readDatabaseAddress.ts';

describe('where the database is', () => {
  const secretsManager = new SecretsManagerClient();
  const settings = databaseSettings();
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

  test("the database's own secret says where it is and how to log in", async () => {
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

  test('with a token the place is enough: no password is read', async () => {
    const { host, port, database: dbname } = database;
    const place = await secret(JSON.stringify({ host, port, dbname }));
    const address = await read(place, 'iam');
    assert.equal(address.user, settings.user);
    const token = new URL(`https://${await address.password()}`);
    assert.equal(token.host, `${host}:${port}`);
    assert.equal(token.searchParams.get('Action'), 'connect');
    assert.equal(token.searchParams.get('DBUser'), settings.user);
    assert.equal(token.searchParams.get('X-Amz-Expires'), '900');
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
    ['no JSON', '{"password":"s3cret"', /holds no JSON$/],
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
      /^DATABASE_AUTH is "password": use "secret" .* or "iam"/,
    ],
  ] as const) {
    test(`settings ${JSON.stringify(variables)} are refused with what to set`, () => {
      assert.throws(() => databaseSettings(variables), { message: complaint });
    });
  }
});
