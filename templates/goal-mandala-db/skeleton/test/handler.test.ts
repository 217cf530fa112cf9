import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { createChartsHandler } from '../src/handlers/charts.ts';
import {
  chartAbout,
  createTestDatabase,
  owner,
  type TestDatabase,
} from './testDatabase.ts';

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
      claims = {},
    }: {
      path?: Record<string, string>;
      query?: Record<string, string>;
      body?: string;
      claims?: Record<string, string>;
    } = {},
  ) {
    const event = {
      routeKey,
      pathParameters: path,
      queryStringParameters: query,
      body,
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
    const { statusCode, body: content = 'null' } = await handle(event);
    return { statusCode, content: JSON.parse(content) };
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
});
