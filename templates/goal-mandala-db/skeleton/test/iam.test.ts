// A login with a token instead of a password. The caller needs rds-db:connect for lambda-user on
// the cluster, as the functions' role has it, or may assume the role DATABASE_ROLE_ARN that has it.
import '../scripts/loadEnvironment.ts';
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Signer } from '@aws-sdk/rds-signer';
import { createChart } from '../src/charts/createChart.ts';
import { readChart } from '../src/charts/readChart.ts';
import type { DatabaseAddress } from '../src/database/readDatabaseAddress.ts';
import { functionCredentials } from '../scripts/functionCredentials.ts';
import {
  chartAbout,
  createTestDatabase,
  owner,
  type TestDatabase,
} from './testDatabase.ts';

describe('the functions log in with tokens', () => {
  let server: TestDatabase;
  let credentials: Awaited<ReturnType<typeof functionCredentials>>;

  before(async () => {
    server = await createTestDatabase();
    credentials = await functionCredentials();
  });
  after(() => server.drop());

  const address = (user = 'lambda-user'): DatabaseAddress => {
    const { host, port } = server.address;
    const signer = new Signer({
      hostname: host,
      port,
      username: 'lambda-user',
      credentials,
    });
    return {
      ...server.address,
      user,
      password: () => signer.getAuthToken(),
      key: user,
    };
  };

  test('lambda-user works with charts, over TLS, without a password', async () => {
    const database = server.open({ readAddress: async () => address() });
    const id = crypto.randomUUID();
    const user = owner();
    await createChart(database, { id, user, chart: chartAbout('By token') });
    assert.equal(
      (await readChart(database, { id, userId: user.id }))?.title,
      'By token',
    );
    assert.deepEqual(
      await database.read(
        client =>
          client.$queryRaw`SELECT current_user AS user, ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()`,
      ),
      [{ user: 'lambda-user', ssl: true }],
    );
  });

  test('lambda-user changes rows, and no tables', async () => {
    const database = server.open({ readAddress: async () => address() });
    for (const statement of [
      'CREATE TABLE mine (id int)',
      'ALTER TABLE goals ADD COLUMN mine int',
      'DROP TABLE progress_entries',
      'TRUNCATE users CASCADE',
    ]) {
      await assert.rejects(
        database.write(client => client.$executeRawUnsafe(statement)),
        /permission denied|must be owner/,
      );
    }
  });

  test('a token is good for its own user alone, and a forged one for no user', async () => {
    const { user } = server.address;
    const others = server.open({
      readAddress: async () => address(user),
      connectionTimeoutMillis: 5_000,
    });
    await assert.rejects(
      others.read(client => client.$queryRaw`SELECT 1`),
      /authentication failed|denied/i,
    );
    const token = await address().password();
    const forged = server.open({
      readAddress: async () => ({
        ...address(),
        password: async () =>
          token.replace(/.$/, last => (last === '0' ? '1' : '0')),
      }),
      connectionTimeoutMillis: 5_000,
    });
    await assert.rejects(
      forged.read(client => client.$queryRaw`SELECT 1`),
      /authentication failed|denied/i,
    );
  });
});
