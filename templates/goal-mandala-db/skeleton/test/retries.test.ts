import assert from 'node:assert/strict';
import { createHmac, pbkdf2Sync, randomBytes, createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { after, before, describe, mock, test } from 'node:test';
import { backOff, waitAfter } from '../src/database/backOff.ts';
import type { Database } from '../src/database/Database.ts';
import type { DatabaseAddress } from '../src/database/readDatabaseAddress.ts';
import { createTestDatabase, type TestDatabase } from './testDatabase.ts';

/** A SCRAM verifier, because the server logs every statement. */
function scramVerifier(password: string): string {
  const salt = randomBytes(16);
  const iterations = 4096;
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  const hmac = (text: string) =>
    createHmac('sha256', salted).update(text).digest();
  const stored = createHash('sha256')
    .update(hmac('Client Key'))
    .digest('base64');
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${stored}:${hmac('Server Key').toString('base64')}`;
}

describe('transient errors are retried', () => {
  let server: TestDatabase;
  let database: Database;

  before(async () => {
    server = await createTestDatabase({ migrated: false });
    database = server.open();
    // A session that ends itself at its first call: before what it did is committed, or after.
    await server.query(`
      CREATE TABLE done (id text, times int NOT NULL DEFAULT 1);
      CREATE UNIQUE INDEX ON done (id) WHERE id LIKE 'once%';
      CREATE SEQUENCE calls;
      CREATE PROCEDURE die_at_first(committed boolean, target text) LANGUAGE plpgsql AS $$
      BEGIN
        IF nextval('calls') = 1 THEN
          INSERT INTO done VALUES (target) ON CONFLICT DO NOTHING;
          IF committed THEN COMMIT; END IF;
          PERFORM pg_terminate_backend(pg_backend_pid());
          PERFORM pg_sleep(5);
        END IF;
        INSERT INTO done VALUES (target) ON CONFLICT DO NOTHING;
      END $$`);
  });
  after(() => server.drop());

  async function afterCalls(work: () => Promise<unknown>, id: string) {
    await server.query(`ALTER SEQUENCE calls RESTART`);
    const outcome = await work().then(
      () => 'done',
      () => 'failed',
    );
    const rows = await server.query('SELECT id FROM done WHERE id = $1', [id]);
    const [{ calls } = { calls: undefined }] = await server.query(
      'SELECT last_value::int AS calls FROM calls',
    );
    return { outcome, rows: rows.length, calls };
  }

  test('a read whose connection breaks is answered all the same', async () => {
    await server.query(`
      CREATE SEQUENCE reads;
      CREATE FUNCTION read_or_die() RETURNS text LANGUAGE plpgsql AS $$
      BEGIN
        IF nextval('reads') < 3 THEN
          PERFORM pg_terminate_backend(pg_backend_pid());
          PERFORM pg_sleep(5);
        END IF;
        RETURN 'answer';
      END $$`);
    const rows = await database.read(
      client => client.$queryRaw<unknown>`SELECT read_or_die() AS said`,
    );
    assert.deepEqual(rows, [{ said: 'answer' }]);
    assert.equal(
      server.logged.filter(({ message }) => /tried again after/.test(message))
        .length,
      2,
    );
  });

  for (const [committed, rows] of [
    [false, 0],
    [true, 1],
  ] as const) {
    test(`a write whose answer is lost ${committed ? 'after' : 'before'} its commit is not done again: the caller is told`, async () => {
      const id = `lost ${committed}`;
      assert.deepEqual(
        await afterCalls(
          () =>
            database.write(
              client =>
                client.$executeRaw`CALL die_at_first(${committed}, ${id})`,
            ),
          id,
        ),
        { outcome: 'failed', rows, calls: 1 },
      );
    });

    test(`an idempotent write whose answer is lost ${committed ? 'after' : 'before'} its commit is done again, to the same end`, async () => {
      const id = `once ${committed}`;
      assert.deepEqual(
        await afterCalls(
          () =>
            database.write(
              client =>
                client.$executeRaw`CALL die_at_first(${committed}, ${id})`,
              { idempotent: true },
            ),
          id,
        ),
        { outcome: 'done', rows: 1, calls: 2 },
      );
    });
  }

  test('a transaction that breaks before its commit is done again as a whole', async () => {
    const id = 'whole';
    assert.deepEqual(
      await afterCalls(
        () =>
          database.transaction(async client => {
            await client.$executeRaw`INSERT INTO done VALUES (${id})`;
            await client.$queryRaw`
              SELECT CASE WHEN nextval('calls') = 1 THEN pg_terminate_backend(pg_backend_pid()) END`;
            await client.$queryRaw`SELECT 1`;
          }),
        id,
      ),
      { outcome: 'done', rows: 1, calls: 2 },
    );
  });

  test('transactions that deadlock both come to their end', async () => {
    await server.query(`INSERT INTO done VALUES ('left'), ('right')`);
    const take = (first: string, second: string) =>
      database.transaction(async client => {
        await client.$executeRaw`UPDATE done SET times = times + 1 WHERE id = ${first}`;
        await delay(300);
        await client.$executeRaw`UPDATE done SET times = times + 1 WHERE id = ${second}`;
      });
    await Promise.all([take('left', 'right'), take('right', 'left')]);
    assert.deepEqual(
      await server.query(
        `SELECT times FROM done WHERE id IN ('left', 'right')`,
      ),
      [{ times: 3 }, { times: 3 }],
    );
  });

  test('a lasting error is thrown at once', async () => {
    const before = server.logged.length;
    await assert.rejects(
      database.read(client => client.$queryRaw`SELECT 1 / 0`),
      /division by zero/,
    );
    assert.deepEqual(
      server.logged.slice(before).filter(({ level }) => level === 'warn'),
      [],
    );
  });

  test('a server without room for another connection is tried until there is some', async () => {
    const crowded = await createTestDatabase({ migrated: false });
    try {
      const role = crowded.name;
      const password = randomBytes(12).toString('hex');
      await crowded.query(
        `CREATE ROLE ${role} LOGIN CONNECTION LIMIT 1 PASSWORD '${scramVerifier(password)}'`,
      );
      const address: DatabaseAddress = {
        ...crowded.address,
        user: role,
        password: async () => password,
        key: role,
      };
      const other = await crowded.connect({ user: role, password });
      const late = crowded.open({ readAddress: async () => address });
      const answer = late.read(client => client.$queryRaw`SELECT 1`);
      while (!crowded.logged.some(({ code }) => code === '53300')) {
        await delay(20);
      }
      await other.end();
      await answer;
    } finally {
      const { name } = crowded;
      await crowded.drop();
      await server.query(`DROP ROLE ${name}`);
    }
  });

  test('a connection that has come to lead to a reader is given up for one to the writer', async () => {
    // What a former writer answers after a failover, for the sessions that it kept.
    await server.query(
      `ALTER DATABASE ${server.name} SET default_transaction_read_only = on`,
    );
    const readers = server.open();
    await readers.read(client => client.$queryRaw`SELECT 1`);
    const owner = await server.connect({
      options: '-c default_transaction_read_only=off',
    });
    await owner.query(
      `ALTER DATABASE ${server.name} RESET default_transaction_read_only`,
    );
    await owner.end();
    // A transaction gives its connection back in good order, and the next try would get the same one.
    await readers.transaction(
      client => client.$executeRaw`INSERT INTO done VALUES ('after failover')`,
    );
    assert(server.logged.some(({ code }) => code === '25006'));
  });

  test('waits grow exponentially, spread over all of the time, and end in time', async () => {
    const attempts = [1, 2, 3, 4, 5, 6, 7, 8];
    assert.deepEqual(
      attempts.map(attempt => waitAfter(attempt, 1)),
      [100, 200, 400, 800, 1600, 3200, 5000, 5000],
    );
    assert.deepEqual(
      [0, 0.25, 0.5].map(random => waitAfter(3, random)),
      [0, 100, 200],
    );
    assert.equal(await backOff(1, Date.now()), false);
  });
});

describe('credentials that change while a function runs', () => {
  let server: TestDatabase;
  const roles: string[] = [];

  before(async () => {
    server = await createTestDatabase({ migrated: false });
  });
  after(async () => {
    const address = server.address;
    const last = await createTestDatabase({ migrated: false });
    await server.drop();
    for (const role of roles) {
      await last.query(`DROP ROLE ${role}`);
    }
    await last.drop();
    assert.equal(last.address.host, address.host);
  });

  async function createRole() {
    const user = `${server.name}_${roles.length}`;
    const password = randomBytes(12).toString('hex');
    await server.query(
      `CREATE ROLE ${user} LOGIN PASSWORD '${scramVerifier(password)}'`,
    );
    roles.push(user);
    return { user, password };
  }

  const addressOf = (user: string, password: string): DatabaseAddress => ({
    ...server.address,
    user,
    password: async () => password,
    key: JSON.stringify([user, password]),
  });

  const whoAmI = async (database: Database) => {
    const [row] = await database.read(
      client =>
        client.$queryRaw<{ user: string }[]>`SELECT current_user AS user`,
    );
    return row?.user;
  };

  const endSessions = () =>
    server.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );

  test('a password that was rotated is read again, and no request fails', async () => {
    const { user, password } = await createRole();
    let address = addressOf(user, password);
    const database = server.open({ readAddress: async () => address });
    assert.equal(await whoAmI(database), user);
    await server.query(
      `ALTER ROLE ${user} PASSWORD '${scramVerifier('rotated')}'`,
    );
    address = addressOf(user, 'rotated');
    await delay(1_100);
    await endSessions();
    assert.equal(await whoAmI(database), user);
  });

  test('a rotation between two users ends at the other one within a minute', async () => {
    const [first, second] = [await createRole(), await createRole()];
    let address = addressOf(first.user, first.password);
    const database = server.open({ readAddress: async () => address });
    assert.equal(await whoAmI(database), first.user);
    address = addressOf(second.user, second.password);
    assert.equal(await whoAmI(database), first.user);
    mock.timers.enable({ apis: ['Date'], now: Date.now() + 61_000 });
    try {
      assert.equal(await whoAmI(database), second.user);
    } finally {
      mock.timers.reset();
    }
  });

  test('a rotation that has reached the server and not yet the secret is waited for', async () => {
    const { user, password } = await createRole();
    let address = addressOf(user, password);
    const database = server.open({ readAddress: async () => address });
    assert.equal(await whoAmI(database), user);
    await server.query(
      `ALTER ROLE ${user} PASSWORD '${scramVerifier('rotated')}'`,
    );
    await endSessions();
    setTimeout(() => {
      address = addressOf(user, 'rotated');
    }, 1_500);
    const users = await Promise.all(
      Array.from({ length: 10 }, () => whoAmI(database)),
    );
    assert.deepEqual(new Set(users), new Set([user]));
  });

  test('a password that is wrong becomes an error, and the secret is not asked for it at every try', async () => {
    const { user } = await createRole();
    let readings = 0;
    const database = server.open({
      readAddress: async () => {
        readings += 1;
        return addressOf(user, 'wrong');
      },
    });
    await Promise.all(
      Array.from({ length: 10 }, () =>
        assert.rejects(whoAmI(database), /authentication|denied/i),
      ),
    );
    // Once a second in the five that a rotation may take
    assert(readings <= 6, `${readings} readings`);
  });

  test('while the secret can not be read again the database stays where it was, and the log says so', async () => {
    const { user, password } = await createRole();
    let there = true;
    const database = server.open({
      readAddress: async () => {
        if (there) {
          return addressOf(user, password);
        }
        throw new Error('Rate exceeded');
      },
    });
    assert.equal(await whoAmI(database), user);
    there = false;
    mock.timers.enable({ apis: ['Date'], now: Date.now() + 61_000 });
    try {
      assert.equal(await whoAmI(database), user);
    } finally {
      mock.timers.reset();
    }
    assert(
      server.logged.some(({ reason }) =>
        String(reason).includes('Rate exceeded'),
      ),
    );
  });
});
