import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Modules that start servers or processes: the local AWS endpoint, its HTTP and PostgreSQL servers,
 * test helpers named `start…`, and modules of ours that run another process. cdk-nag starts none,
 * but its rules take as long as many other tests together.
 */
const startsServers = [
  '^plugins/aurora-db-local/src/(createAuroraLocal|http/LoopbackServer|postgres/PostgresServer)\\.ts$',
  '^plugins/[^/]+/src/testing/(.*/|)start[A-Z][^/]*\\.ts$',
  '^(node:)?(child_process|cluster|http|https|worker_threads)$',
  'node_modules/cdk-nag/',
];
/** Calls that start a server without an import that shows it. */
const startingCalls = /\b(startTestBackend|TestDatabases)\b/;

/**
 * Finds the test files from which no import leads to a module that starts a server, in the module
 * graph.
 *
 * @param root - of the repository
 * @returns paths relative to the root
 */
export function listTestsWithoutServers(root) {
  const callers = globSync('plugins/*/src/**/*.{ts,tsx}', { cwd: root })
    .filter(file => startingCalls.test(readFileSync(join(root, file), 'utf8')))
    .map(file => `^${RegExp.escape(file)}$`);
  const { stdout, stderr, status } = spawnSync(
    join(root, 'node_modules/.bin/depcruise'),
    [
      '--config',
      '.dependency-cruiser.cjs',
      '--output-type',
      'json',
      '--reaches',
      [...startsServers, ...callers].join('|'),
      'plugins',
    ],
    { cwd: root, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
  );
  // Violations of boundaries count as errors too. The step boundaries reports them.
  if (!stdout) {
    throw new Error(`depcruise ended with ${status}: ${stderr}`);
  }
  const reaching = new Set(
    JSON.parse(stdout).modules.map(({ source }) => source),
  );
  const tests = globSync('plugins/*/src/**/*.test.{ts,tsx}', { cwd: root });
  const without = tests.filter(file => !reaching.has(file)).sort();
  if (reaching.size === 0 || without.length === 0) {
    throw new Error('The module graph shows no tests with and without servers');
  }
  return without;
}
