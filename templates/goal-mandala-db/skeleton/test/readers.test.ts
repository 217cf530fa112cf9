import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { after, before, describe, test } from 'node:test';
import {
  GetSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { z } from 'zod';
import { databaseSettings } from '../src/database/databaseSettings.ts';
import { createTestDatabase, type TestDatabase } from './testDatabase.ts';

/** More than the tries after which writes count as stopped. */
const triesOnReader = 5;

describe('an address that leads to a reader for a while, as in a failover', () => {
  let server: TestDatabase;

  before(async () => {
    server = await createTestDatabase({ migrated: false });
    await server.query('CREATE TABLE written (what text)');
  });
  after(() => server.drop());

  /** The writer's host, if the database has no reader or its secret does not name one. */
  async function readerHost(): Promise<string> {
    const [secretId] = databaseSettings().secretId.split(',');
    const { SecretString = '{}' } = await new SecretsManagerClient().send(
      new GetSecretValueCommand({ SecretId: secretId }),
    );
    return z
      .object({ readerHost: z.string().default(server.address.host) })
      .parse(JSON.parse(SecretString)).readerHost;
  }

  test('is tried until it leads to the writer, because writes are not stopped', async () => {
    const host = await readerHost();
    const isReader = await hasTableAt(host);
    const tries = () =>
      server.logged.filter(({ code }) => code === '25006').length;
    const database = server.open({
      readAddress: async () =>
        tries() < triesOnReader
          ? { ...server.address, host, key: host }
          : server.address,
    });
    await database.write(
      client => client.$executeRaw`INSERT INTO written VALUES ('at last')`,
    );
    assert.deepEqual(await server.query('SELECT what FROM written'), [
      { what: 'at last' },
    ]);
    assert(isReader ? tries() >= triesOnReader : tries() === 0);
  });

  /** Waits until a host has the table. Returns whether it is a reader. */
  async function hasTableAt(host: string): Promise<boolean> {
    for (const until = Date.now() + 60_000; ; await delay(50)) {
      const found = await lookAt(host).catch((error: unknown) => {
        // A reader learns of the database itself a moment later, too.
        assert(error instanceof Error && 'code' in error);
        assert.equal(error.code, '3D000');
      });
      if (found?.there) {
        return found.reader;
      }
      assert(Date.now() < until, `${host} does not get the table`);
    }
  }

  async function lookAt(host: string) {
    const client = await server.connect({ host });
    try {
      const { rows } = await client.query<{ reader: boolean; there: boolean }>(
        `SELECT pg_is_in_recovery() AS reader, to_regclass('written') IS NOT NULL AS there`,
      );
      return rows[0];
    } finally {
      await client.end();
    }
  }
});
