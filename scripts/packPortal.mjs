import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

const root = dirname(import.meta.dirname);
/** Those that a portal installs; the packages that these need come along. */
const installed = [
  '@aurora-db/backstage-plugin-aurora-db-backend',
  '@aurora-db/backstage-plugin-aurora-db-frontend',
  '@aurora-db/local',
];

/**
 * Builds the packages, and lays out the sample portal over them as npm would deliver them: compiled, and with the files that are
 * published alone. What they depend on is this workspace's.
 *
 * @param {string} folder an empty one, outside the workspace, which holds all of it
 * @returns {string} the root that `Portal` takes
 */
export function packPortal(folder) {
  const packed = join(folder, 'portal');
  mkdirSync(packed);
  // The declarations that the builds put together.
  run('tsc');
  run('backstage-cli', 'repo', 'build');
  run('backstage-cli', 'build-workspace', packed, ...installed);
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  mkdirSync(join(packed, 'node_modules/@aurora-db'), { recursive: true });
  for (const plugin of readdirSync(join(packed, 'plugins'))) {
    const { name } = JSON.parse(
      readFileSync(join(packed, 'plugins', plugin, 'package.json'), 'utf8'),
    );
    symlinkSync(
      join(packed, 'plugins', plugin),
      join(packed, 'node_modules', name),
    );
  }
  for (const part of [
    'app-config.yaml',
    'templates',
    'plugins/aurora-db-backend/dev',
    'plugins/aurora-db-frontend/dev',
  ]) {
    cpSync(join(root, part), join(packed, part), { recursive: true });
  }
  return packed;
}

function run(command, ...args) {
  const { status, stdout, stderr } = spawnSync(
    join(root, 'node_modules/.bin', command),
    args,
    { cwd: root, encoding: 'utf8' },
  );
  if (status !== 0) {
    throw new Error(
      `${command} ${args.join(' ')} ended with ${status}:\n${stdout}\n${stderr}`,
    );
  }
}
