// npm test: type check, lint, boundaries, unused code, API reports, formatting, unit and integration
// tests, browser tests, the published packages, and the application of the template.
// Arguments select steps, e.g. `npm test -- types unit`. `npm test -- quick` selects types, lint
// and the unit tests without servers. The step runbook needs the `aws` command line and runs only
// if it is named. So does adoption.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { listTestsWithoutServers } from './listTestsWithoutServers.mjs';

const root = dirname(import.meta.dirname);
const reports = mkdtempSync(join(tmpdir(), 'aurora-db-test-'));
const totals = { passed: 0, failed: 0 };

const runWith = (env, command, ...args) =>
  spawnSync(join(root, 'node_modules/.bin', command), args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, CI: 'true', ...env },
  }).status === 0;
const run = (command, ...args) => runWith({}, command, ...args);

const runScript = (name, ...args) =>
  spawnSync(process.execPath, [join(root, 'scripts', name), ...args], {
    stdio: 'inherit',
  }).status === 0;

/** @param files - by default all */
function runJest(...files) {
  const report = join(reports, 'jest.json');
  const ok = runWith(
    { AURORA_DB_JEST_TOTALS: report },
    'backstage-cli',
    'repo',
    'test',
    '--maxWorkers=2',
    // Most tests start real servers, which are slow on a busy machine.
    '--testTimeout=180000',
    '--reporters=default',
    `--reporters=${join(root, 'scripts/JestTotals.cjs')}`,
    ...(files.length > 0 ? ['--runTestsByPath', ...files] : []),
  );
  if (!existsSync(report)) {
    console.error('Jest ended before it had run all tests');
    return false;
  }
  const { passed, failed } = JSON.parse(readFileSync(report, 'utf8'));
  totals.passed += passed;
  totals.failed += failed;
  return ok && passed > 0;
}

function runNodeTests(name, ...files) {
  const report = join(reports, `${name}.tap`);
  const result = spawnSync(
    process.execPath,
    [
      '--test',
      '--test-concurrency=1',
      '--test-reporter=spec',
      '--test-reporter-destination=stdout',
      '--test-reporter=tap',
      `--test-reporter-destination=${report}`,
      ...files,
    ],
    // A step that hangs fails, and the other steps still run.
    {
      cwd: root,
      stdio: 'inherit',
      timeout: (name === 'adoption' ? 120 : 60) * 60_000,
    },
  );
  const tap = readFileSync(report, 'utf8');
  const passed = Number(/^# pass (\d+)/m.exec(tap)?.[1] ?? 0);
  totals.passed += passed;
  totals.failed += Number(/^# fail (\d+)/m.exec(tap)?.[1] ?? 0);
  return result.status === 0 && passed > 0;
}

const steps = {
  types: () => run('tsc'),
  lint: () => run('backstage-cli', 'repo', 'lint', '--max-warnings=0'),
  boundaries: () =>
    run('depcruise', '--config', '.dependency-cruiser.cjs', 'plugins'),
  unused: () => run('knip'),
  api: () => runScript('apiReports.mjs', '--ci'),
  format: () => run('prettier', '--check', '--log-level', 'warn', '.'),
  unit: () => runJest(),
  'unit-without-servers': () => runJest(...listTestsWithoutServers(root)),
  scripts: () => runNodeTests('scripts', 'scripts/**/*.test.mjs'),
  browser: () =>
    runNodeTests('browser', 'e2e/foreignPages.test.mjs', 'e2e/portal.test.mjs'),
  demo: () => runNodeTests('demo', 'e2e/demo.test.mjs'),
  packages: () => runNodeTests('packages', 'e2e/packages.test.mjs'),
  application: () => runNodeTests('application', 'e2e/application.test.mjs'),
  adoption: () => runNodeTests('adoption', 'e2e/adoption/adoption.test.mjs'),
  runbook: () => runNodeTests('runbook', 'e2e/runbook/*.test.mjs'),
};
/**
 * Steps that run only if named: adoption installs two portals and takes over ten minutes, runbook
 * needs the `aws` command line, and the other is part of unit.
 */
const onlyWhenNamed = ['adoption', 'runbook', 'unit-without-servers'];
const quickTests = 'unit-without-servers';
const quickChecks = ['types', 'lint'];

const isQuick = process.argv.includes('quick');
const wanted = process.argv
  .slice(2)
  .map(name => (name === 'quick' ? quickTests : name));
const unknown = wanted.filter(name => !(name in steps));
if (unknown.length > 0) {
  console.error(
    `Unknown step ${unknown.join(', ')}: choose from ${['quick', ...Object.keys(steps)].join(', ')}`,
  );
  process.exit(2);
}

/**
 * Runs steps in another process, because each uses one core for most of its time. The returned
 * function waits for their end and tells whether they passed.
 */
function startBeside(...names) {
  const output = join(reports, 'beside.log');
  const log = openSync(output, 'w');
  const child = spawn(process.execPath, [import.meta.filename, ...names], {
    stdio: ['ignore', log, log],
  });
  const exit = once(child, 'exit');
  return async () => {
    const [code] = await exit;
    console.log(readFileSync(output, 'utf8'));
    return code === 0;
  };
}

const failures = [];
const endBeside = isQuick && startBeside(...quickChecks);
for (const [name, step] of Object.entries(steps)) {
  if (
    wanted.length === 0 ? !onlyWhenNamed.includes(name) : wanted.includes(name)
  ) {
    const start = Date.now();
    console.log(`\n── ${name}`);
    const ok = step();
    console.log(
      `── ${name}: ${ok ? 'ok' : 'FAILED'} after ${((Date.now() - start) / 1000).toFixed(0)} s`,
    );
    if (!ok) {
      failures.push(name);
    }
  }
}
if (endBeside && !(await endBeside())) {
  failures.push(`one of ${quickChecks.join(', ')}`);
}
rmSync(reports, { recursive: true, force: true });
if (failures.length > 0) {
  console.log(`\nFailed: ${failures.join(', ')}`);
  process.exitCode = 1;
}
console.log(`\n${totals.passed} passed, ${totals.failed} failed`);
