import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import {
  after,
  afterEach,
  before,
  beforeEach,
  describe,
  mock,
  test,
} from 'node:test';
import { allowWrites, stopWrites } from '../scripts/databaseWrites.ts';
import { databaseSettings } from '../src/database/databaseSettings.ts';
import { createChartsHandler } from '../src/handlers/charts.ts';
import { ChartsUser } from './ChartsUser.ts';
import { createTestDatabase, type TestDatabase } from './testDatabase.ts';
import { lockHolder, noLimits, untilQuiet } from './untilQuiet.ts';

describe('a request that the database does not answer', () => {
  let server: TestDatabase;
  let caller: ChartsUser;

  before(async () => {
    server = await createTestDatabase();
    const database = server.open(noLimits);
    caller = new ChartsUser(createChartsHandler(() => database));
  });
  after(() => server.drop());

  const complaints = mock.fn((..._given: unknown[]) => undefined);
  beforeEach(() => {
    complaints.mock.resetCalls();
    mock.method(console, 'error', complaints);
  });
  afterEach(() => mock.restoreAll());
  const log = () =>
    complaints.mock.calls
      .flatMap(({ arguments: given }) => given)
      .map(String)
      .join('\n');

  test('a function that is not set up says so in its log, and tells the user that trying again does not help', async () => {
    const unset = new ChartsUser(
      createChartsHandler(() => {
        databaseSettings({});
        return server.open();
      }),
    );
    const { statusCode, content, retryAfter } = await unset.call('GET /charts');
    assert.deepEqual([statusCode, retryAfter], [500, undefined]);
    assert.doesNotMatch(content.error, /DATABASE/);
    assert.match(log(), /DATABASE_SECRET_ID is not set/);
  });

  test('a lock that another session holds is waited for until the time of the request is up, and nothing of it stays', async () => {
    const id = randomUUID();
    const other = await server.connect(lockHolder);
    await other.query('BEGIN; LOCK TABLE goals IN ACCESS EXCLUSIVE MODE');
    try {
      const answered = await caller.putChart(id, { leftMs: 2_000 });
      assert.deepEqual([answered.statusCode, answered.retryAfter], [503, '2']);
      assert.match(log(), /DeadlineExceededError/);
      await untilQuiet(server);
    } finally {
      await other.query('ROLLBACK');
      await other.end();
    }
    assert.equal((await caller.putChart(id)).statusCode, 204);
  });

  test('while writes are stopped a write is refused after a few tries, and reads go on', async () => {
    const fenced = await createTestDatabase();
    const operator = await fenced.connect({
      options: '-c default_transaction_read_only=off',
    });
    try {
      const database = fenced.open();
      const user = new ChartsUser(createChartsHandler(() => database));
      await user.putChart(randomUUID());
      await stopWrites(operator);
      const { statusCode, retryAfter, content } =
        await user.putChart(randomUUID());
      assert.deepEqual([statusCode, retryAfter], [503, '60']);
      assert.match(content.error, /stopped for maintenance/);
      assert.equal(
        fenced.logged.filter(({ code }) => code === '25006').length,
        2,
      );
      assert.equal((await user.call('GET /charts')).statusCode, 200);
      await allowWrites(operator);
      assert.equal((await user.putChart(randomUUID())).statusCode, 204);
    } finally {
      await operator.end();
      await fenced.drop();
    }
  });

  test('more requests than connections are told to come back', async () => {
    const database = server.open({ max: 1, connectionTimeoutMillis: 1_000 });
    const user = new ChartsUser(createChartsHandler(() => database));
    const other = await server.connect(lockHolder);
    await other.query('BEGIN; LOCK TABLE goals IN ACCESS EXCLUSIVE MODE');
    try {
      const answers = await Promise.all(
        [1, 2].map(() => user.putChart(randomUUID(), { leftMs: 6_000 })),
      );
      assert.deepEqual(
        answers.map(({ statusCode }) => statusCode),
        [503, 503],
      );
      assert.match(log(), /PoolExhaustedError: None of 1 connections/);
      assert.doesNotMatch(log(), /P2028/);
    } finally {
      await other.query('ROLLBACK');
      await other.end();
    }
  });
});
