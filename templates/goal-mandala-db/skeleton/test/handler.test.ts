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
import {
  chartAbout,
  createTestDatabase,
  owner,
  type TestDatabase,
} from './testDatabase.ts';
import { lockHolder, untilQuiet } from './untilQuiet.ts';

describe('the Lambda function', () => {
  let server: TestDatabase;
  let handle: ReturnType<typeof createChartsHandler>;
  const user = owner();

  before(async () => {
    server = await createTestDatabase();
    const database = server.open();
    handle = createChartsHandler(() => database);
  });
  after(() => server.drop());

  async function call(
    routeKey: string,
    {
      path,
      query,
      body,
      isBase64Encoded = false,
      claims = {},
      handler = handle,
      leftMs,
    }: {
      path?: Record<string, string>;
      query?: Record<string, string>;
      body?: string;
      isBase64Encoded?: boolean;
      claims?: Record<string, string>;
      handler?: typeof handle;
      leftMs?: number;
    } = {},
  ) {
    const event = {
      routeKey,
      pathParameters: path,
      queryStringParameters: query,
      body,
      isBase64Encoded,
      requestContext: {
        authorizer: {
          jwt: {
            claims: {
              sub: user.id,
              email: user.email,
              name: user.name,
              ...claims,
            },
          },
        },
      },
    };
    const {
      statusCode,
      headers,
      body: content = 'null',
    } = await handler(
      event,
      leftMs === undefined
        ? undefined
        : { getRemainingTimeInMillis: () => leftMs },
    );
    return {
      statusCode,
      retryAfter: headers?.['retry-after'],
      content: JSON.parse(content),
    };
  }

  test('a chart is put, read, listed, worked at and found', async () => {
    const id = randomUUID();
    assert.equal(
      (
        await call('PUT /charts/{id}', {
          path: { id },
          body: JSON.stringify(chartAbout('Tea ceremony')),
        })
      ).statusCode,
      204,
    );
    const { content: chart } = await call('GET /charts/{id}', { path: { id } });
    assert.equal(chart.subGoals.length, 8);
    const action = chart.subGoals[2].actions[4].id;
    assert.equal(
      (
        await call('PUT /actions/{id}/progress', {
          path: { id: action },
          body: JSON.stringify({ recordedOn: '2026-11-28', percent: 60 }),
        })
      ).statusCode,
      204,
    );
    assert.deepEqual(
      (await call('GET /actions/{id}/progress', { path: { id: action } }))
        .content.items,
      [{ recordedOn: '2026-11-28', percent: 60, note: null }],
    );
    assert.equal((await call('GET /charts')).content.items[0].id, id);
    assert.equal(
      (await call('GET /search', { query: { q: 'tea cere' } })).content.items[0]
        .goalId,
      id,
    );
  });

  for (const [what, routeKey, request, statusCode] of [
    ['no chart', 'GET /charts/{id}', { path: { id: randomUUID() } }, 404],
    [
      'an id that is none',
      'GET /charts/{id}',
      { path: { id: '1 OR 1=1' } },
      400,
    ],
    [
      'a body that is no JSON',
      'PUT /charts/{id}',
      { path: { id: randomUUID() }, body: '{' },
      400,
    ],
    ['no body', 'PUT /charts/{id}', { path: { id: randomUUID() } }, 400],
    [
      'seven sub-goals',
      'PUT /charts/{id}',
      {
        path: { id: randomUUID() },
        body: JSON.stringify({
          ...chartAbout('x'),
          subGoals: chartAbout('x').subGoals.slice(1),
        }),
      },
      400,
    ],
    [
      '101 percent',
      'PUT /actions/{id}/progress',
      {
        path: { id: randomUUID() },
        body: '{"recordedOn":"2026-11-28","percent":101}',
      },
      400,
    ],
    [
      'a day that is none',
      'PUT /actions/{id}/progress',
      {
        path: { id: randomUUID() },
        body: '{"recordedOn":"2026-02-30","percent":1}',
      },
      400,
    ],
    ['nobody logged in', 'GET /charts', { claims: { sub: '' } }, 400],
    ['a route that is none', 'DELETE /charts', {}, 404],
  ] as const) {
    test(`${what} is answered with ${statusCode} and a sentence`, async () => {
      const answer = await call(routeKey, request);
      assert.equal(answer.statusCode, statusCode);
      assert(answer.content.error);
    });
  }

  const putChart = (
    id: string,
    rest: Omit<Parameters<typeof call>[1], 'path' | 'body'> = {},
  ) =>
    call('PUT /charts/{id}', {
      path: { id },
      body: JSON.stringify(chartAbout('Calligraphy')),
      ...rest,
    });

  test('a body that API Gateway has encoded is decoded', async () => {
    const id = randomUUID();
    const body = Buffer.from(JSON.stringify(chartAbout('茶の湯'))).toString(
      'base64',
    );
    assert.equal(
      (
        await call('PUT /charts/{id}', {
          path: { id },
          body,
          isBase64Encoded: true,
        })
      ).statusCode,
      204,
    );
    const { content } = await call('GET /charts/{id}', { path: { id } });
    assert.equal(content.title, '茶の湯');
  });

  test("another user's chart is not there, to be put either, and stays as it is", async () => {
    const id = randomUUID();
    await putChart(id);
    const { id: sub, ...stranger } = owner();
    const claims = { sub, ...stranger };
    const absent = await call('GET /charts/{id}', { path: { id }, claims });
    assert.equal(absent.statusCode, 404);
    assert.deepEqual(await putChart(id, { claims }), absent);
    assert.equal(
      (await call('GET /charts/{id}', { path: { id } })).statusCode,
      200,
    );
    assert.equal((await putChart(id)).statusCode, 204);
  });

  test('an account that was made again with the same e-mail address is a conflict, which trying again does not resolve', async () => {
    await putChart(randomUUID());
    const id = randomUUID();
    const { statusCode, content } = await putChart(id, {
      claims: { sub: randomUUID() },
    });
    assert.equal(statusCode, 409);
    assert.match(content.error, /e-mail address/);
    assert.deepEqual(
      await server.query('SELECT id FROM goals WHERE id = $1', [id]),
      [],
    );
  });

  test('a user whose e-mail address has changed is known by the id', async () => {
    await putChart(randomUUID());
    const { statusCode } = await putChart(randomUUID(), {
      claims: { email: 'married@example.com' },
    });
    assert.equal(statusCode, 204);
  });

  describe('when the database can not be had', () => {
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
      const handler = createChartsHandler(() => {
        databaseSettings({});
        return server.open();
      });
      const { statusCode, content, retryAfter } = await call('GET /charts', {
        handler,
      });
      assert.deepEqual([statusCode, retryAfter], [500, undefined]);
      assert.doesNotMatch(content.error, /DATABASE/);
      assert.match(log(), /DATABASE_SECRET_ID is not set/);
    });

    test('a lock that another session holds is waited for until the time of the request is up, and nothing of it stays', async () => {
      const id = randomUUID();
      const other = await server.connect(lockHolder);
      await other.query('BEGIN; LOCK TABLE goals IN ACCESS EXCLUSIVE MODE');
      try {
        const answered = await putChart(id, { leftMs: 2_000 });
        assert.deepEqual(
          [answered.statusCode, answered.retryAfter],
          [503, '2'],
        );
        assert.match(log(), /DeadlineExceededError/);
        await untilQuiet(server);
      } finally {
        await other.query('ROLLBACK');
        await other.end();
      }
      assert.equal((await putChart(id)).statusCode, 204);
    });

    test('while writes are stopped a write is refused after a few tries, and reads go on', async () => {
      const fenced = await createTestDatabase();
      const operator = await fenced.connect({
        options: '-c default_transaction_read_only=off',
      });
      try {
        const database = fenced.open();
        const handler = createChartsHandler(() => database);
        await putChart(randomUUID(), { handler });
        await stopWrites(operator);
        const { statusCode, retryAfter, content } = await putChart(
          randomUUID(),
          { handler },
        );
        assert.deepEqual([statusCode, retryAfter], [503, '60']);
        assert.match(content.error, /stopped for maintenance/);
        assert.equal(
          fenced.logged.filter(({ code }) => code === '25006').length,
          2,
        );
        assert.equal((await call('GET /charts', { handler })).statusCode, 200);
        await allowWrites(operator);
        assert.equal(
          (await putChart(randomUUID(), { handler })).statusCode,
          204,
        );
      } finally {
        await operator.end();
        await fenced.drop();
      }
    });

    test('more requests than connections are told to come back', async () => {
      const database = server.open({ max: 1, connectionTimeoutMillis: 300 });
      const handler = createChartsHandler(() => database);
      const other = await server.connect(lockHolder);
      await other.query('BEGIN; LOCK TABLE goals IN ACCESS EXCLUSIVE MODE');
      try {
        const answers = await Promise.all(
          [1, 2].map(() => putChart(randomUUID(), { handler, leftMs: 3_000 })),
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
});
