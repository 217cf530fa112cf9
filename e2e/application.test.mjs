// The application of the template, from an empty folder to its own tests, with a database that the
// portal made.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { execa } from 'execa';
import { parse } from 'yaml';
import { functionRoleArn, startStaging } from './startStaging.mjs';

let staging;
let folder;
let variables;

/** Runs a command of the application as its team would. */
async function run(command, ...args) {
  const { all } = await execa(command, args, {
    cwd: folder,
    env: variables,
    extendEnv: false,
    all: true,
  });
  return all;
}

/** The numbers of passed and failed tests in the output of Node's test runner. */
const counts = output =>
  Object.fromEntries(
    Array.from(
      output.matchAll(/^(?:#|ℹ) (pass|fail|skipped) (\d+)$/gm),
      match => match.slice(1),
    ),
  );

before(
  async () => {
    staging = await startStaging();
    folder = staging.folder;
    variables = { ...staging.variables, DATABASE_ROLE_ARN: functionRoleArn };
  },
  { timeout: 10 * 60_000 },
);

after(() => staging?.stop());

test('an empty folder becomes an application, by the template of the portal', async () => {
  const said = await staging.writeApplication();
  assert.match(said, /resource:default\/goal-mandala-stg/);
  const read = file => readFileSync(join(folder, file), 'utf8');
  assert.equal(JSON.parse(read('package.json')).name, 'goal-mandala-api');
  const component = parse(read('catalog-info.yaml'));
  assert.equal(component.kind, 'Component');
  assert.deepEqual(component.spec, {
    type: 'service',
    lifecycle: 'experimental',
    owner: 'group:default/guests',
    dependsOn: ['resource:default/goal-mandala-stg'],
  });
  const example = read('.env.example');
  for (const name of ['DATABASE_SECRET_ID', 'DATABASE_OWNER_SECRET_ID']) {
    assert.ok(example.includes(`\n${name}=${variables[name]}\n`), name);
  }
  // The template engine replaced all of its expressions and kept GitHub's.
  for (const file of readdirSync(folder, { recursive: true })) {
    if (/\.(md|json|yaml|example)$/.test(file)) {
      assert.doesNotMatch(read(file), /\{\{ *values|\{%/, file);
      assert.doesNotMatch(file, /\.njk$/);
    }
  }
});

test('what it takes from elsewhere is pinned: packages, actions, and aurora-db-local', () => {
  const read = file => readFileSync(join(folder, file), 'utf8');
  const { name, packages } = JSON.parse(read('package-lock.json'));
  assert.equal(name, 'goal-mandala-api');
  const { dependencies, devDependencies } = JSON.parse(read('package.json'));
  const root = packages[''];
  assert.deepEqual(
    [root.dependencies, root.devDependencies],
    [dependencies, devDependencies],
  );
  for (const [path, { integrity, resolved }] of Object.entries(packages)) {
    // Other users may not reach the address of this machine's registry.
    assert.equal(resolved, undefined, path);
    assert.ok(integrity || path === '', path);
  }
  const workflow = read('.github/workflows/ci.yaml');
  const actions = Array.from(
    workflow.matchAll(/uses: (.+)/g),
    ([, use]) => use,
  );
  assert.equal(actions.length, 2);
  for (const action of actions) {
    assert.match(action, /^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  }
  const { version } = JSON.parse(
    readFileSync(
      new URL('../plugins/aurora-db-local/package.json', import.meta.url),
      'utf8',
    ),
  );
  for (const text of [workflow, read('README.md')]) {
    assert.deepEqual(
      Array.from(
        text.matchAll(/npx .*@aurora-db\/local(\S*)/g),
        ([, at]) => at,
      ),
      [`@${version}`],
    );
  }
});

test("the address of the portal's AWS is in .env.example, with the credentials of its account", () => {
  const example = readFileSync(join(folder, '.env.example'), 'utf8');
  for (const name of ['AWS_ENDPOINT_URL', 'AWS_ACCESS_KEY_ID']) {
    assert.ok(example.includes(`\n${name}=${variables[name]}\n`), name);
  }
});

test('without its database there is no application, and the folder can be used again', async () => {
  const elsewhere = `${folder}-elsewhere`;
  await assert.rejects(staging.writeApplication('absent', elsewhere), error => {
    assert.equal(error.exitCode, 2);
    assert.match(
      error.stderr,
      /^absent-stg is not deployed: account 333333333333 .* has no stack absent-stg-database/,
    );
    return true;
  });
  await assert.rejects(
    staging.writeApplication('absent', elsewhere, {
      AURORA_DB_LOCAL_URL: undefined,
      AURORA_DB_LOCAL_PORT: '1',
    }),
    /http:\/\/127\.0\.0\.1:1 cannot be reached .*Start the portal .*set AURORA_DB_LOCAL_PORT/,
  );
  assert.equal(existsSync(elsewhere), false);
});

test('a folder that holds something already is left alone, and so is a file', async () => {
  await assert.rejects(staging.writeApplication(), /is not empty/);
  await assert.rejects(
    staging.writeApplication('goal-mandala', join(folder, 'package.json')),
    /package\.json is no folder: choose a new folder/,
  );
});

test('it installs, and builds a Lambda function that loads', async () => {
  await run('npm', 'ci', '--no-audit', '--no-fund');
  await run('npm', 'run', 'ca');
  await run('npm', 'run', 'build');
  assert.equal(
    await run(
      'node',
      '--input-type=module',
      '--eval',
      `const { handler } = await import('./dist/charts.mjs'); console.log(typeof handler)`,
    ),
    'function',
  );
});

test('it has no unused files, exports or dependencies', async () => {
  await execa(
    'knip',
    [
      ...['--directory', folder],
      ...['--config', join(import.meta.dirname, 'applicationKnip.jsonc')],
    ],
    { preferLocal: true },
  );
});

test('its migrations apply', async () => {
  assert.match(await run('npm', 'run', 'migrate'), /successfully applied/);
  assert.match(await run('npm', 'run', 'migrate'), /No pending migrations/);
});

test("the functions' role can log in, and another one is told what it lacks", async () => {
  assert.match(
    await run('npm', 'run', 'login'),
    /lambda-user is logged in to .* with a token of .*assumed-role\/goal-mandala-lambda/,
  );
  variables.DATABASE_ROLE_ARN = functionRoleArn.replace(/[^/]+$/, 'another');
  await assert.rejects(
    run('npm', 'run', 'login'),
    /needs rds-db:connect on the cluster's resource id/,
  );
  variables.DATABASE_ROLE_ARN = functionRoleArn;
});

test('errors of the bundle name the lines of the sources', async () => {
  const { stderr } = await execa(
    'node',
    [
      ...['--enable-source-maps', '--input-type=module', '--eval'],
      `const { handler } = await import('./dist/charts.mjs'); await handler({ routeKey: 'GET /charts', requestContext: {} });`,
    ],
    { cwd: folder, env: variables, extendEnv: false, reject: false },
  );
  assert.match(stderr, /src\/handlers\/charts\.ts:\d+/);
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
