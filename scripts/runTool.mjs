import { delimiter, dirname, join } from 'node:path';
import { execaSync } from 'execa';

const root = dirname(import.meta.dirname);

/**
 * Runs a command of the workspace at its root. The command finds the workspace's yarn: Backstage's
 * CLI and changesets call it.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {import('execa').SyncOptions} [options]
 */
export function runTool(command, args, options) {
  return execaSync(command, args, {
    cwd: root,
    preferLocal: true,
    env: {
      PATH: [join(root, '.toolchain/node_modules/.bin'), process.env.PATH].join(
        delimiter,
      ),
    },
    ...options,
  });
}
