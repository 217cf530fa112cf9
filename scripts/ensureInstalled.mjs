import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runNpm } from './runNpm.mjs';

const root = dirname(import.meta.dirname);
const stamp = join(root, 'node_modules', '.aurora-db-installed');

/**
 * Installs the dependencies of the lockfile unless they are installed. All output goes to stderr,
 * because the stdout of some callers is their result.
 */
export async function ensureInstalled({ node, yarn, env }) {
  const inputs = [
    'yarn.lock',
    'package.json',
    '.yarnrc.yml',
    ...readdirSync(join(root, 'plugins')).map(name =>
      join('plugins', name, 'package.json'),
    ),
  ];
  const hash = createHash('sha256').update(
    `${process.platform}-${process.arch}`,
  );
  for (const input of inputs) {
    hash.update(readFileSync(join(root, input)));
  }
  const state = hash.digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === state) {
    return;
  }
  console.error('Installing dependencies (about 3 minutes the first time) …');
  const child = spawn(node, [yarn, 'install', '--immutable'], {
    cwd: root,
    env: {
      // Yarn does not read npm's configuration.
      YARN_NPM_REGISTRY_SERVER: runNpm(['config', 'get', 'registry'], root)
        .trim()
        .replace(/\/$/, ''),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', chunk => {
    output += chunk;
  });
  const code = await new Promise(resolve => child.on('exit', resolve));
  if (code !== 0) {
    console.error(output);
    throw new Error(
      `yarn install ended with code ${code}; what it printed stands above`,
    );
  }
  writeFileSync(stamp, state);
}
