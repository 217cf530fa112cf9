import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { findRoute } from '../scripts/findRoute.ts';
import { routes } from '../src/charts/routes.ts';

test('deploy/function.yaml has the routes of the function', async () => {
  const template = await readFile('deploy/function.yaml', 'utf8');
  const events = Array.from(
    template.matchAll(/Method: (\w+), Path: '?([^' ]+)'?/g),
    ([, method, path]) => `${method} ${path}`,
  );
  assert.deepEqual(events.sort(), [...routes].sort());
});

test('a path leads to its route', () => {
  assert.deepEqual(findRoute('PUT', '/actions/a%20b/progress'), {
    routeKey: 'PUT /actions/{id}/progress',
    pathParameters: { id: 'a b' },
  });
  assert.deepEqual(findRoute('GET', '/charts'), {
    routeKey: 'GET /charts',
    pathParameters: {},
  });
  for (const [method, path] of [
    ['POST', '/charts'],
    ['GET', '/charts/1/more'],
    ['GET', '/'],
  ] as const) {
    assert.equal(findRoute(method, path), undefined, path);
  }
});
