import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Modules that start servers or processes: the local AWS endpoint, its HTTP and PostgreSQL servers,
 * the test helpers that are named `start…`, and the modules of Node.js for servers and processes.
 */
const startsServers = [
  '^plugins/aurora-db-local/src/(createAuroraLocal|http/LoopbackServer|postgres/PostgresServer)\\.ts$',
  '^plugins/[^/]+/src/testing/start[A-Z][^/]*\\.ts$',
  '^(node:)?(child_process|cluster|http|https|worker_threads)$',
].join('|');

/**
 * Test files from which no import leads to a module that starts a server, found in the module graph.
 *
 * @param root - of the repository
 * @returns paths relative to the root
 */
export function listTestsWithoutServers(root) {
  const { stdout, stderr, status } = spawnSync(
    join(root, 'node_modules/.bin/depcruise'),
    [
      '--config',
      '.dependency-cruiser.cjs',
      '--output-type',
      'json',
      '--reaches',
      startsServers,
      'plugins',
    ],
    { cwd: root, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
  );
  // depcruise also fails if boundaries are violated, which the step boundaries reports.
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
