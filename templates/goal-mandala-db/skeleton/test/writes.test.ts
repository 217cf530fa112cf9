import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import {
  after,
  afterEach,
  before,
  beforeEach,
  describe,
  test,
} from 'node:test';
import { allowWrites, stopWrites } from '../scripts/databaseWrites.ts';
import { WritesStoppedError } from '../src/database/Database.ts';
import { readDatabaseAddress } from '../src/database/readDatabaseAddress.ts';
import { Traffic } from './disruption/Traffic.ts';
import { runScript } from './runScript.ts';
import {
  createTestDatabase,
  ownerSettings,
  type TestDatabase,
} from './testDatabase.ts';
import { TestSecrets } from './TestSecrets.ts';

describe('writes are stopped before another database takes the place', () => {
  const secrets = new TestSecrets();
  const secretsManager = new SecretsManagerClient();
  let server: TestDatabase;
  let secret: string;

  before(async () => {
    server = await createTestDatabase({ migrated: false });
    await server.query('CREATE TABLE traffic (id int PRIMARY KEY)');
    secret = await secrets.createLogin(server.address, server.name);
  });
  after(async () => {
    await secrets.deleteAll();
    await server.drop();
  });
  beforeEach(() => server.query('TRUNCATE traffic'));
  afterEach(async () => {
    const client = await asOperator();
    await allowWrites(client);
    await client.end();
  });

  const asOperator = () =>
    server.connect({ options: '-c default_transaction_read_only=off' });
  const writes = async (command: string, of = secret) => {
    const { code, output } = await runScript(
      'scripts/writes.ts',
      command,
      '--secret',
      of,
    );
    assert.equal(code, 0, output);
    return output;
  };
  const insert = (id: number) =>
    server.query(`INSERT INTO traffic VALUES (${id})`);
  const ids = async (database = server) =>
    (await database.query('SELECT id FROM traffic ORDER BY 1')).map(
      ({ id }) => id,
    );

  test('new sessions read, and write nothing, until writes are allowed again', async () => {
    assert.match(await writes('stop'), /are stopped/);
    await assert.rejects(insert(1), { code: '25006' });
    assert.deepEqual(await ids(), []);
    assert.match(await writes('allow'), /are allowed/);
    await insert(1);
    assert.deepEqual(await ids(), [1]);
  });

  test('sessions that are there are ended, in the middle of a transaction too, and nothing of it is kept', async () => {
    const idle = await server.connect();
    const busy = await server.connect();
    const broken = [idle, busy].map(client => {
      client.on('error', () => undefined);
      return new Promise<void>(resolve => client.once('end', resolve));
    });
    await busy.query('BEGIN; INSERT INTO traffic VALUES (1)');
    assert.match(await writes('stop'), /sessions ended: 2\n/);
    await Promise.all(broken);
    assert.deepEqual(await ids(), []);
  });

  test('doing it twice is doing it once', async () => {
    const client = await asOperator();
    await stopWrites(client);
    await stopWrites(client);
    await assert.rejects(insert(1), { code: '25006' });
    await allowWrites(client);
    await allowWrites(client);
    await insert(1);
    // No setting is left for other tools.
    const { rows } = await client.query(
      'SELECT setconfig FROM pg_db_role_setting JOIN pg_database ON pg_database.oid = setdatabase WHERE datname = current_database()',
    );
    assert.deepEqual(rows, []);
    await client.end();
  });

  test('no other database of the server is touched', async () => {
    const other = await createTestDatabase({ migrated: false });
    const session = await other.connect();
    try {
      await writes('stop');
      await session.query('CREATE TABLE mine (id int)');
    } finally {
      await session.end();
      await other.drop();
    }
  });

  test('the status tells who is connected, and for how long a transaction has run', async () => {
    assert.match(
      await writes('status'),
      /Writes to test_\w+ at .+ are allowed\n {2}no session is connected\n/,
    );
    const client = await server.connect();
    client.on('error', () => undefined);
    await client.query('BEGIN; SELECT 1');
    assert.match(
      await writes('status'),
      /: 1 idle in transaction, the longest transaction for \d+ s\n/,
    );
    await writes('stop');
    assert.match(
      await writes('status'),
      /are stopped\n {2}no session is connected/,
    );
  });

  test('a command that it does not know is refused with those that it knows', async () => {
    const { code, output } = await runScript('scripts/writes.ts', 'pause');
    assert.equal(code, 1);
    assert.match(output, /"pause" is not a command: use "stop", "allow" or/);
  });

  test('an application that was pointed to another database goes on there by itself, and loses nothing that it was told is written', async context => {
    const next = await createTestDatabase({ migrated: false });
    await next.query('CREATE TABLE traffic (id int PRIMARY KEY)');
    const pointer = await secrets.create({ secretArn: secret });
    const traffic = new Traffic(
      server.open({
        readAddress: () =>
          readDatabaseAddress(
            { ...ownerSettings, secretId: pointer },
            secretsManager,
          ),
        database: undefined,
      }),
    );
    try {
      while ((await ids()).length === 0) {
        await delay(100);
      }
      await writes('stop');
      const kept = await ids();
      assert(kept.length > 0);
      await delay(1_000);
      assert.deepEqual(await ids(), kept, 'it is written to after the fence');

      await next.query(
        `INSERT INTO traffic SELECT unnest('{${kept.join(',')}}'::int[])`,
      );
      await secrets.put(pointer, {
        secretArn: await secrets.createLogin(next.address, next.name),
      });
      const switchedAt = Date.now();
      while ((await ids(next)).length === kept.length) {
        assert(Date.now() - switchedAt < 60_000, 'it has not gone on');
        await delay(100);
      }
      context.diagnostic(`it went on ${Date.now() - switchedAt} ms later`);
      await delay(500);
      // What was written in between was refused, and the caller told so.
      for (const failure of await traffic.stop()) {
        assert(failure instanceof WritesStoppedError, String(failure));
      }
      assert.equal((await ids(next)).length, traffic.acknowledged);
      assert.deepEqual(await ids(), kept);
    } finally {
      await traffic.stop();
      await next.drop();
    }
  });
});
