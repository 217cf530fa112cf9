// What an application team does with what it gets: from an empty folder to its own tests, against a database that the portal made.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { Portal } from '../scripts/Portal.mjs';
import { PortalClient } from '../scripts/PortalClient.mjs';
import { createApplication } from '../scripts/createApplication.mjs';
import { ensureLambdaNode } from '../scripts/ensureLambdaNode.mjs';
import { freePort } from '../scripts/ports.mjs';

/** stg has what production has, a reader too, and may be disturbed. */
const environment = 'stg';
const account = '333333333333';

let portal;
let state;
let folder;
let variables;

const exec = promisify(execFile);

/** Runs a command of the application as its team would. */
async function run(command, ...args) {
  try {
    const { stdout, stderr } = await exec(command, args, {
      cwd: folder,
      env: variables,
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout + stderr;
  } catch (error) {
    throw new Error(
      `${command} ${args.join(' ')} ended with ${error.code}:\n${error.stdout}\n${error.stderr}`,
    );
  }
}

/** How many tests passed and failed, as Node's test runner tells it. */
const counts = output =>
  Object.fromEntries(
    Array.from(
      output.matchAll(/^(?:#|ℹ) (pass|fail|skipped) (\d+)$/gm),
      match => match.slice(1),
    ),
  );

before(
  async () => {
    state = mkdtempSync(join(tmpdir(), 'aurora-db-application-'));
    chmodSync(state, 0o755);
    folder = join(state, 'goal-mandala-api');
    portal = new Portal({
      ports: { local: await freePort(), backend: await freePort() },
      state,
    });
    await portal.start();
    const client = new PortalClient(
      portal.backendUrl.replace('localhost', '127.0.0.1'),
    );
    await client.signIn();
    const task = await client.finishTask(
      await client.startTask('goal-mandala-db', {
        name: 'goal-mandala',
        environment,
        owner: 'group:default/guests',
      }),
    );
    assert.equal(task.status, 'completed', task.log.join('\n'));
    const { secretArn } = await client.get(
      `/api/aurora-db/clusters/default/goal-mandala-${environment}`,
    );
    variables = {
      ...process.env,
      PATH: [ensureLambdaNode(), process.env.PATH].join(delimiter),
      AWS_ENDPOINT_URL: portal.localUrl,
      AWS_REGION: 'ap-northeast-1',
      AWS_ACCESS_KEY_ID: account,
      AWS_SECRET_ACCESS_KEY: 'not-a-secret-of-aurora-db-local',
      DATABASE_SECRET_ID: secretArn,
      DATABASE_ROLE_ARN: `arn:aws:iam::${account}:role/goal-mandala-lambda`,
      // Where Prisma can't download its engine, this serves in its place.
      PRISMA_SCHEMA_ENGINE_BINARY: new URL(
        '../scripts/prismaSchemaEngine.mjs',
        import.meta.url,
      ).pathname,
      CHECKPOINT_DISABLE: '1',
    };
    // Else the application's test runner would report to ours.
    delete variables.NODE_TEST_CONTEXT;
  },
  { timeout: 10 * 60_000 },
);

after(async () => {
  await portal?.stop();
  rmSync(state, { recursive: true, force: true });
});

test('the portal makes an application in an empty folder', async () => {
  await createApplication({ name: 'goal-mandala', environment, folder });
  const { name } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  assert.equal(name, 'goal-mandala-api');
});

test('it installs, and builds a Lambda function that loads', async () => {
  await run('npm', 'install', '--no-audit', '--no-fund');
  await run(
    'npm',
    'run',
    'ca',
    '--',
    '--from',
    `${portal.localUrl}/_aurora-local/ca.pem`,
  );
  await run('npm', 'run', 'build');
  assert.equal(
    (
      await run(
        'node',
        '--input-type=module',
        '--eval',
        `const { handler } = await import('./dist/charts.mjs'); console.log(typeof handler)`,
      )
    ).trim(),
    'function',
  );
});

test('its migrations apply', async () => {
  assert.match(await run('npm', 'run', 'migrate'), /successfully applied/);
  assert.match(await run('npm', 'run', 'migrate'), /No pending migrations/);
});

test('its own tests pass, every one of them', async context => {
  const { pass, fail, skipped } = counts(await run('npm', 'test'));
  context.diagnostic(`${pass} tests of the application`);
  assert.deepEqual([fail, skipped], ['0', '0']);
  assert.ok(Number(pass) > 80, `only ${pass} ran`);
});

test('it goes on through a restart, a failover and a rotation', async () => {
  assert.deepEqual(counts(await run('npm', 'run', 'test:disruption')), {
    pass: '3',
    fail: '0',
    skipped: '0',
  });
});
