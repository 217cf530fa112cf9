import {
  cpSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { execaSync } from 'execa';

const root = dirname(import.meta.dirname);
/** The packages that a portal installs. Their dependencies follow. */
const installed = [
  '@aurora-db/backstage-plugin-aurora-db-backend',
  '@aurora-db/backstage-plugin-aurora-db-frontend',
  '@aurora-db/local',
];

/**
 * Builds the packages and arranges the sample portal as npm would deliver it: compiled, with only
 * the published files. Other dependencies are the workspace's.
 *
 * @param {string} folder an empty folder outside the workspace, which gets all files
 * @returns {string} the root for `Portal`
 */
export function packPortal(folder) {
  const packed = join(folder, 'portal');
  mkdirSync(packed);
  // The type declarations that the builds combine.
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
    'plugins/aurora-db-backend/dev',
    'plugins/aurora-db-frontend/dev',
  ]) {
    cpSync(join(root, part), join(packed, part), { recursive: true });
  }
  return packed;
}

function run(command, ...args) {
  execaSync(command, args, { cwd: root, preferLocal: true });
}
