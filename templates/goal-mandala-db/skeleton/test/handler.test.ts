import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { createChartsHandler } from '../src/handlers/charts.ts';
import { ChartsUser } from './ChartsUser.ts';
import {
  chartAbout,
  createTestDatabase,
  owner,
  type TestDatabase,
} from './testDatabase.ts';

describe('the Lambda function', () => {
  let server: TestDatabase;
  let caller: ChartsUser;

  before(async () => {
    server = await createTestDatabase();
    const database = server.open();
    caller = new ChartsUser(createChartsHandler(() => database));
  });
  after(() => server.drop());

  const call: ChartsUser['call'] = (...request) => caller.call(...request);

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

  test('a token without a name makes a user with the e-mail address as name', async () => {
    const put = {
      path: { id: randomUUID() },
      body: JSON.stringify(chartAbout('Anonymous')),
    };
    const database = server.open();
    const someone = new ChartsUser(createChartsHandler(() => database));
    const { statusCode } = await someone.call('PUT /charts/{id}', {
      ...put,
      missingClaims: ['name'],
    });
    assert.equal(statusCode, 204);
  });

  test('an access token without an e-mail address is refused with what to send instead', async () => {
    const { statusCode, content } = await call('PUT /charts/{id}', {
      path: { id: randomUUID() },
      body: JSON.stringify(chartAbout('No address')),
      missingClaims: ['email', 'name'],
    });
    assert.equal(statusCode, 400);
    assert.match(
      content.error,
      /the token has no claim "email": send the ID token/,
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
    ['the user is not logged in', 'GET /charts', { claims: { sub: '' } }, 400],
    ['a route that is none', 'DELETE /charts', {}, 404],
  ] as const) {
    test(`${what} is answered with ${statusCode} and a sentence`, async () => {
      const answer = await call(routeKey, request);
      assert.equal(answer.statusCode, statusCode);
      assert(answer.content.error);
    });
  }

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
    await caller.putChart(id);
    const { id: sub, ...stranger } = owner();
    const claims = { sub, ...stranger };
    const absent = await call('GET /charts/{id}', { path: { id }, claims });
    assert.equal(absent.statusCode, 404);
    assert.deepEqual(await caller.putChart(id, { claims }), absent);
    assert.equal(
      (await call('GET /charts/{id}', { path: { id } })).statusCode,
      200,
    );
    assert.equal((await caller.putChart(id)).statusCode, 204);
  });

  test('an account that was made again with the same e-mail address is a conflict, which trying again does not resolve', async () => {
    await caller.putChart(randomUUID());
    const id = randomUUID();
    const { statusCode, content } = await caller.putChart(id, {
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
    await caller.putChart(randomUUID());
    const { statusCode } = await caller.putChart(randomUUID(), {
      claims: { email: 'married@example.com' },
    });
    assert.equal(statusCode, 204);
  });
});
