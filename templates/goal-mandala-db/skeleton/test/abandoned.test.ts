import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type pg from 'pg';
import { AddressBook } from '../src/database/AddressBook.ts';
import { AuroraPool, poolLimits } from '../src/database/AuroraPool.ts';
import { RolledBackError } from '../src/database/ConnectionWatch.ts';
import type { Database } from '../src/database/Database.ts';
import {
  DeadlineExceededError,
  withDeadline,
} from '../src/database/deadline.ts';
import { tookTooLongForServer } from '../src/database/transientErrors.ts';
import { createTestDatabase, type TestDatabase } from './testDatabase.ts';
import { lockHolder, noLimits, untilQuiet } from './untilQuiet.ts';

describe('a connection on which a statement was given up serves no other request', () => {
  let server: TestDatabase;
  let other: pg.Client;

  before(async () => {
    server = await createTestDatabase({ migrated: false });
    await server.query('CREATE TABLE locked (id int PRIMARY KEY, times int)');
    await server.query('CREATE TABLE written (what text)');
    other = await server.connect(lockHolder);
  });
  after(async () => {
    await other.end();
    await server.drop();
  });
  beforeEach(async () => {
    await server.query('TRUNCATE locked, written');
    await server.query('INSERT INTO locked VALUES (1, 0)');
  });

  /** While another session holds the row, a change of it waits. */
  async function whileLocked(work: () => Promise<void>) {
    await other.query('BEGIN');
    await other.query('SELECT FROM locked WHERE id = 1 FOR UPDATE');
    try {
      await work();
    } finally {
      await other.query('ROLLBACK');
    }
  }

  const changeLocked = (database: Database) =>
    database.transaction(
      client =>
        client.$executeRaw`UPDATE locked SET times = times + 1 WHERE id = 1`,
    );

  const written = () => server.query('SELECT what FROM written ORDER BY 1');

  const write = (database: Database, what: string) =>
    database.write(
      client => client.$executeRaw`INSERT INTO written VALUES (${what})`,
    );

  test('others see a write that follows a transaction that waited in vain for a lock', async () => {
    const database = server.open({ max: 1, query_timeout: 2_000 });
    await whileLocked(async () => {
      await assert.rejects(changeLocked(database));
      await write(database, 'while it is locked');
    });
    await write(database, 'later');
    assert.deepEqual(await written(), [
      { what: 'later' },
      { what: 'while it is locked' },
    ]);
  });

  test('others see a write that follows the release of a lock that was waited for in vain', async () => {
    const database = server.open({ max: 1, query_timeout: 2_000 });
    await whileLocked(() => assert.rejects(changeLocked(database)));
    await write(database, 'later');
    assert.deepEqual(await written(), [{ what: 'later' }]);
  });

  test('no request gets the transaction that a raw BEGIN has left open', async () => {
    const database = server.open({ max: 1 });
    await database.write(client => client.$executeRawUnsafe('BEGIN'));
    await write(database, 'later');
    assert.deepEqual(await written(), [{ what: 'later' }]);
  });

  test('a transaction whose code goes on after a timeout as if nothing had happened is not taken for committed', async () => {
    const database = server.open({
      max: 1,
      query_timeout: 2_000,
      ...noLimits,
    });
    await whileLocked(() =>
      assert.rejects(
        database.transaction(async client => {
          await client.$executeRaw`INSERT INTO written VALUES ('before')`;
          await client.$executeRaw`UPDATE locked SET times = 1`.catch(
            () => undefined,
          );
          // At once, although this still has its connection.
          await untilQuiet(server);
        }),
        DeadlineExceededError,
      ),
    );
    await write(database, 'later');
    assert.deepEqual(await written(), [{ what: 'later' }]);
  });

  test('a commit that the server answers with a rollback is an error', async () => {
    const database = server.open({ max: 1 });
    await assert.rejects(
      database.transaction(async client => {
        await client.$executeRaw`INSERT INTO written VALUES ('before')`;
        await client.$executeRaw`INSERT INTO locked VALUES (1, 0)`.catch(
          () => undefined,
        );
      }),
      RolledBackError,
    );
    await write(database, 'later');
    assert.deepEqual(await written(), [{ what: 'later' }]);
  });

  test('a connection that comes back with a statement under way is closed', async () => {
    const pool = new AuroraPool({
      addresses: new AddressBook(
        async () => server.address,
        () => undefined,
      ),
      database: server.name,
      max: 1,
    });
    const pid = async () => {
      const { rows } = await pool.query<{ pid: number }>(
        'SELECT pg_backend_pid() AS pid',
      );
      return rows[0]?.pid;
    };
    try {
      const first = await pid();
      assert.equal(await pid(), first);
      const client = await pool.connect();
      // Not answered yet, so that the connection says still that it is in no transaction.
      const beginning = assert.rejects(client.query('BEGIN'));
      client.release();
      await beginning;
      assert.notEqual(await pid(), first);
    } finally {
      await pool.end();
    }
  });

  test('a transaction is over when its time is up, even if it waits', async () => {
    const database = server.open({ max: 1, ...noLimits });
    await assert.rejects(
      withDeadline(700, () =>
        database.transaction(async client => {
          await client.$executeRaw`INSERT INTO written VALUES ('before')`;
          // Waits for something else, with a transaction open: for its own end, as it happens.
          await untilQuiet(server);
          await client.$executeRaw`INSERT INTO written VALUES ('after')`;
        }),
      ),
      DeadlineExceededError,
    );
    await write(database, 'later');
    assert.deepEqual(await written(), [{ what: 'later' }]);
  });

  test('what is still under way when the time is up is ended on the server, inside a transaction and outside', async () => {
    const database = server.open(noLimits);
    await whileLocked(async () => {
      for (const work of [
        () => changeLocked(database),
        () =>
          database.write(
            client => client.$executeRaw`UPDATE locked SET times = 1`,
          ),
        () => database.read(client => client.$queryRaw`SELECT pg_sleep(60)`),
      ]) {
        await assert.rejects(withDeadline(700, work), DeadlineExceededError);
      }
      await untilQuiet(server);
    });
    assert.deepEqual(await server.query('SELECT times FROM locked'), [
      { times: 0 },
    ]);
  });

  test('the time of a request is shared by its wait for a connection, which is an error of its own', async () => {
    const database = server.open({ max: 1 });
    await whileLocked(async () => {
      // The login is done before.
      await write(database, 'before');
      const outcomes = await withDeadline(3_000, async () =>
        Promise.allSettled([changeLocked(database), changeLocked(database)]),
      );
      assert.deepEqual(
        outcomes.map(each => each.status === 'rejected' && each.reason.name),
        ['DeadlineExceededError', 'PoolExhaustedError'],
      );
    });
  });

  test('the server has limits of its own, below those of the client, and looks after clients that are gone', async () => {
    const database = server.open();
    const [limits] = await database.read(
      client =>
        client.$queryRaw<Record<string, number>[]>`
          SELECT extract(epoch FROM current_setting('statement_timeout')::interval)::int AS statement,
                 extract(epoch FROM current_setting('lock_timeout')::interval)::int AS lock,
                 extract(epoch FROM current_setting('idle_in_transaction_session_timeout')::interval)::int AS idle,
                 extract(epoch FROM current_setting('client_connection_check_interval')::interval)::int AS check`,
    );
    assert.deepEqual(limits, { statement: 20, lock: 10, idle: 20, check: 1 });
    for (const name of [
      'statement_timeout',
      'lock_timeout',
      'idle_in_transaction_session_timeout',
    ] as const) {
      assert(poolLimits[name] < poolLimits.query_timeout);
    }
  });

  for (const [limit, code, work] of [
    ['lock_timeout', '55P03', changeLocked],
    [
      'statement_timeout',
      '57014',
      (database: Database) =>
        database.read(client => client.$queryRaw`SELECT pg_sleep(15)`),
    ],
  ] as const) {
    test(`what takes longer than the server's ${limit} is an error at once, and the connection is good`, async () => {
      const database = server.open({ max: 1, [limit]: 2_000 });
      await whileLocked(async () => {
        await assert.rejects(work(database), (error: Error) => {
          assert(tookTooLongForServer(error));
          assert.match(JSON.stringify(error), new RegExp(code));
          return true;
        });
        await write(database, 'later');
        assert.deepEqual(await written(), [{ what: 'later' }]);
      });
    });
  }
});
