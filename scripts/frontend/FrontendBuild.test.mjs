import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { FrontendBuild } from './FrontendBuild.mjs';

let root;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'aurora-db-frontend-'));
  write('app-config.yaml', 'app: { baseUrl: http://localhost:3000 }');
  write('yarn.lock', 'first');
  write('plugins/aurora-db-frontend/dev/index.tsx', 'the app');
  write('plugins/aurora-db-frontend/src/index.ts', 'the plugin');
  write('plugins/aurora-db-frontend/src/index.test.ts', 'its test');
  write('plugins/aurora-db-common/src/index.ts', 'the contract');
  // Like the CLI's: from src/ to dist/ in the working directory.
  write(
    'compiler.mjs',
    `import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
     appendFileSync(${JSON.stringify(join(root, 'runs'))}, 'x');
     mkdirSync('dist/static', { recursive: true });
     writeFileSync('dist/static/main.js.map', '{}');
     writeFileSync('dist/index.html.tmpl', readFileSync('src/index.tsx', 'utf8'));`,
  );
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(file, text) {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

const build = (compiler = 'compiler.mjs') =>
  new FrontendBuild({
    root,
    logFile: join(root, 'build.log'),
    compiler: [join(root, compiler)],
  });
const runs = () =>
  existsSync(join(root, 'runs'))
    ? readFileSync(join(root, 'runs'), 'utf8').length
    : 0;
const inBuilds = () => readdirSync(join(root, 'dist/portal'));

test('the frontend is compiled once for the same sources', async () => {
  const folder = await build().ensure();
  assert.equal(
    readFileSync(join(folder, 'index.html.tmpl'), 'utf8'),
    'the app',
  );
  assert.equal(await build().ensure(), folder);
  assert.equal(runs(), 1);
});

test('source maps are not kept', async () => {
  const folder = await build().ensure();
  assert.deepEqual(readdirSync(join(folder, 'static')), []);
});

for (const [file, what] of [
  ['plugins/aurora-db-frontend/dev/index.tsx', 'app'],
  ['plugins/aurora-db-frontend/src/cards/NewCard.tsx', 'plugin'],
  ['plugins/aurora-db-common/src/index.ts', 'contract'],
  ['plugins/aurora-db-frontend/package.json', 'package'],
  ['yarn.lock', 'lockfile'],
]) {
  test(`a change of the ${what} makes another build`, async () => {
    const before = await build().ensure();
    write(file, 'changed');
    assert.notEqual(await build().ensure(), before);
    assert.equal(runs(), 2);
  });
}

test('a change of a test or of the configuration of databases makes no other build', async () => {
  const before = await build().ensure();
  write('plugins/aurora-db-frontend/src/index.test.ts', 'changed');
  write('plugins/aurora-db-frontend/src/testing/fakeApi.ts', 'changed');
  write('app-config.yaml', 'auroraDb: {}');
  assert.equal(await build().ensure(), before);
});

test('a failed build is reported with its last lines, and leaves nothing', async () => {
  write(
    'failing.mjs',
    `import { mkdirSync } from 'node:fs';
     mkdirSync('dist');
     console.error('Unexpected token in index.tsx');
     process.exitCode = 1;`,
  );
  await assert.rejects(
    build('failing.mjs').ensure(),
    /cannot be compiled \(exit code 1\)[^]*Unexpected token in index\.tsx/,
  );
  assert.deepEqual(inBuilds(), []);
  await build().ensure();
});

test('two starts at once get the same whole build', async () => {
  const [one, other] = await Promise.all([build().ensure(), build().ensure()]);
  assert.equal(one, other);
  assert.ok(existsSync(join(one, 'index.html.tmpl')));
  assert.equal(inBuilds().length, 1);
});

test('a build that is stopped leaves nothing', async () => {
  write('hanging.mjs', waiting);
  const stopped = build('hanging.mjs');
  const ensured = assert.rejects(stopped.ensure(), /SIGTERM/);
  await begun();
  await stopped.stop();
  await ensured;
  assert.deepEqual(inBuilds(), []);
});

test('a killed build is no build, and the next one removes its files', async () => {
  write('hanging.mjs', waiting);
  const module = JSON.stringify(join(import.meta.dirname, 'FrontendBuild.mjs'));
  write(
    'start.mjs',
    `import { FrontendBuild } from ${module};
     await new FrontendBuild(${JSON.stringify({
       root,
       logFile: join(root, 'build.log'),
       compiler: [join(root, 'hanging.mjs')],
     })}).ensure();`,
  );
  const start = spawn(process.execPath, [join(root, 'start.mjs')]);
  await begun();
  assert.match(inBuilds().join(), /^building-/);
  start.kill('SIGKILL');
  await once(start, 'exit');
  const folder = await build().ensure();
  assert.equal(inBuilds().length, 1);
  assert.ok(existsSync(join(folder, 'index.html.tmpl')));
});

test('the newest builds are kept, because running portals use them', async () => {
  const folders = [];
  for (const version of ['1', '2', '3', '4']) {
    write('yarn.lock', version);
    folders.push(await build().ensure());
  }
  assert.deepEqual(
    folders.map(folder => existsSync(folder)),
    [false, true, true, true],
  );
});

/** Has half of its files when it begins to wait. */
const waiting = `import { mkdirSync, writeFileSync } from 'node:fs';
  mkdirSync('dist');
  writeFileSync('../../../begun', '');
  setInterval(() => {}, 1000);`;

async function begun() {
  while (!existsSync(join(root, 'begun'))) {
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}
