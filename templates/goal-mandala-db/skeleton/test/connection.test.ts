import assert from 'node:assert/strict';
import dns from 'node:dns';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { after, before, describe, mock, test } from 'node:test';
import { PoolExhaustedError } from '../src/database/AuroraPool.ts';
import type { Database } from '../src/database/Database.ts';
import { createTestDatabase, type TestDatabase } from './testDatabase.ts';

interface Session {
  pid: number;
  ssl: boolean;
}

const session = (database: Database): Promise<Session | undefined> =>
  database.read(async client => {
    const [row] = await client.$queryRaw<Session[]>`
      SELECT pid, ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()`;
    return row;
  });

describe('the way to the database', () => {
  let server: TestDatabase;

  before(async () => {
    server = await createTestDatabase({ migrated: false });
  });
  after(() => server.drop());

  const sessions = async () => {
    const rows = await server.query(
      `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    return rows.length;
  };

  /** A connection's end is seen a moment later on the server. */
  const untilSessions = async (count: number) => {
    const deadline = Date.now() + 60_000;
    while ((await sessions()) !== count && Date.now() < deadline) {
      await delay(50);
    }
    assert.equal(await sessions(), count);
  };

  test('Prisma connects, over TLS', async () => {
    assert.equal((await session(server.open()))?.ssl, true);
  });

  test('a server whose certificate another authority signed is refused', async () => {
    const ca = await readFile('test/foreignAuthority.pem', 'utf8');
    const database = server.open({
      readAddress: async () => ({ ...server.address, ca }),
    });
    await assert.rejects(session(database), /certificate|issuer|TLS/i);
  });

  test('a server with a right certificate of another name is refused', async () => {
    const host = 'impostor.example.com';
    const { lookup } = dns;
    mock.method(dns, 'lookup', (name: string, ...rest: unknown[]) =>
      Reflect.apply(lookup, dns, [
        name === host ? server.address.host : name,
        ...rest,
      ]),
    );
    try {
      const database = server.open({
        readAddress: async () => ({ ...server.address, host }),
      });
      await assert.rejects(
        session(database),
        /impostor\.example\.com|altname/i,
      );
    } finally {
      mock.restoreAll();
    }
  });

  test('the server refuses connections without TLS', async () => {
    await assert.rejects(server.connect({ ssl: false }), {
      code: '28000',
      message: /no encryption|pg_hba/,
    });
  });

  test('one connection serves invocation after invocation', async () => {
    const database = server.open();
    const first = await session(database);
    assert(first);
    assert.deepEqual(await session(database), first);
  });

  test('a function instance has ten connections at most, and one when it has nothing to do', async () => {
    const others = await sessions();
    const database = server.open({ idleTimeoutMillis: 200 });
    let isDone = false;
    const work = Promise.all(
      Array.from({ length: 30 }, () =>
        database.read(client => client.$queryRaw`SELECT 1 FROM pg_sleep(2)`),
      ),
    ).finally(() => {
      isDone = true;
    });
    let most = 0;
    while (!isDone) {
      most = Math.max(most, (await sessions()) - others);
      await delay(20);
    }
    await work;
    assert.equal(most, 10);
    await untilSessions(others + 1);
  });

  test('with no connection free in time the error says so, and the next one is served', async () => {
    const database = server.open({ max: 2, connectionTimeoutMillis: 3_000 });
    // Connecting counts too: it is done before.
    await Promise.all([session(database), session(database)]);
    const busy = [1, 2].map(() =>
      database.read(client => client.$queryRaw`SELECT 1 FROM pg_sleep(7)`),
    );
    await assert.rejects(session(database), (error: Error) => {
      assert.match(
        error.message,
        /None of 2 connections came free within 3000 ms/,
      );
      return error instanceof PoolExhaustedError;
    });
    await Promise.all(busy);
    assert(await session(database));
  });

  test('a write goes through although the server closed the connection while the function was frozen', async () => {
    await server.query('CREATE TABLE thawed (n int)');
    const database = server.open();
    const frozen = await session(database);
    const client = await server.connect();
    const closing = client.query(
      'SELECT pg_sleep(0.5), pg_terminate_backend($1)',
      [frozen?.pid],
    );
    await delay(200);
    // As Lambda does between invocations: nothing runs in this process.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3_000);
    await database.write(
      each => each.$executeRaw`INSERT INTO thawed VALUES (1)`,
    );
    await closing;
    await client.end();
    assert.deepEqual(await server.query('SELECT n FROM thawed'), [{ n: 1 }]);
  });

  test('closing waits for what is under way and leaves no connection', async () => {
    const others = await sessions();
    const database = server.open();
    await session(database);
    await database.close();
    await untilSessions(others);
  });

  test('what is logged has statements and durations, and none of the values', async () => {
    const database = server.open();
    await database.read(
      client => client.$queryRaw`SELECT ${'a secret of a user'}::text`,
    );
    const told = JSON.stringify(server.logged);
    assert.match(told, /SELECT \$1::text/);
    assert.doesNotMatch(told, /a secret of a user/);
    assert.doesNotMatch(told, new RegExp(await server.address.password()));
  });
});
