import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { frontendPages } from './frontendPages.mjs';

const config = {
  context: 'test',
  data: { app: { title: 'A </script> in a title' } },
};
let folder;
let server;
let url;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'aurora-db-pages-'));
  mkdirSync(join(folder, 'static'));
  writeFileSync(join(folder, '.config-schema.json'), 'the schema');
  writeFileSync(join(folder, 'static/main.1234.js'), 'the script');
  writeFileSync(
    join(folder, 'index.html.tmpl'),
    '<head><script src="<%= publicPath %>/static/main.1234.js"></script></head>',
  );
  server = createServer(frontendPages(folder, config)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${server.address().port}`;
});
after(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

for (const path of [
  '/',
  '/catalog/default/resource/a.b?range=7d',
  '//',
  '/%',
]) {
  test(`${path} is a page of the app, with the configuration`, async () => {
    const response = await fetch(`${url}${path}`);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('cache-control'), 'no-store');
    const html = await response.text();
    assert.match(html, /src="\/static\/main\.1234\.js"/);
    const [, json] = /<script type="backstage.io\/config">(.*?)<\/script>/.exec(
      html,
    );
    assert.deepEqual(JSON.parse(json), [config]);
  });
}

test('a browser keeps the scripts, whose names have a hash', async () => {
  const response = await fetch(`${url}/static/main.1234.js`);
  assert.equal(await response.text(), 'the script');
  assert.match(response.headers.get('content-type'), /^text\/javascript/);
  assert.match(response.headers.get('cache-control'), /immutable/);
});

test('a script of an earlier build is missing, and no page', async () => {
  const response = await fetch(`${url}/static/main.0000.js`);
  assert.equal(response.status, 404);
});

test('no path leads to other files', async () => {
  // Not fetch, which would resolve the dots.
  const [response] = await once(
    request(`${url}`, { path: '/static/../.config-schema.json' }).end(),
    'response',
  );
  assert.equal(response.statusCode, 404);
  response.resume();
});

test('nothing can be written', async () => {
  const response = await fetch(url, { method: 'POST' });
  assert.equal(response.status, 405);
});
