import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { execa } from 'execa';
import { packFolder } from './packPackages.mjs';

const name = '@team/one';
let folder;
let registry;
/** What the registry was given, by name. */
const published = new Map();
let isBroken = false;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'aurora-db-publish-'));
  registry = createServer(async (request, response) => {
    const path = decodeURIComponent(request.url).slice(1).split('?')[0];
    if (isBroken) {
      response.writeHead(400).end('{"error":"out of order"}');
    } else if (request.method === 'PUT') {
      const body = JSON.parse(
        (await Array.fromAsync(request, part => part.toString())).join(''),
      );
      assert.ok(!published.has(path), `${path} was published again`);
      published.set(path, body);
      response.end('{"ok":true}');
    } else if (published.has(path)) {
      response.end(JSON.stringify(published.get(path)));
    } else {
      response.writeHead(404).end('{"error":"not found"}');
    }
  });
  registry.listen(0, '127.0.0.1');
  await once(registry, 'listening');
});

after(() => {
  registry.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Publishes with this registry, in another process, because publishing blocks. */
async function publish() {
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name, version: '1.0.0', files: [] }),
  );
  const archive = {
    name,
    version: '1.0.0',
    file: packFolder(folder, folder),
  };
  const host = `127.0.0.1:${registry.address().port}`;
  const { stdout } = await execa(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      `import { publishPackages } from './publishPackages.mjs';
       publishPackages([${JSON.stringify(archive)}]);`,
    ],
    {
      cwd: import.meta.dirname,
      env: {
        npm_config_registry: `http://${host}/`,
        [`npm_config_//${host}/:_authToken`]: 'any',
        npm_config_fetch_retries: '0',
      },
    },
  );
  return stdout;
}

test('a registry that is out of order ends the release with its answer', async () => {
  isBroken = true;
  await assert.rejects(publish(), /out of order|400 Bad Request/);
  isBroken = false;
});

test('a version is published once, with public access', async () => {
  assert.equal(await publish(), '@team/one 1.0.0 is published');
  const { access, versions } = published.get(name);
  assert.equal(access, 'public');
  assert.deepEqual(Object.keys(versions), ['1.0.0']);
  assert.equal(await publish(), '@team/one 1.0.0 is in the registry already');
});
