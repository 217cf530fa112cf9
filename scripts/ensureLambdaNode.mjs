import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { installInto } from './runNpm.mjs';

/** The Node of Lambda's runtime nodejs22.x, which the application that a team gets is written for. */
const major = '22';
const directory = join(
  dirname(import.meta.dirname),
  '.toolchain',
  'lambda-node',
);

/** Finds or installs (with npm, below .toolchain/) the Node that Lambda has; answers the folder of its `node`. */
export function ensureLambdaNode() {
  if (process.versions.node.startsWith(`${major}.`)) {
    return dirname(process.execPath);
  }
  const folder = join(directory, 'node_modules', 'node', 'bin');
  if (!existsSync(join(folder, 'node'))) {
    console.error(`Installing Node ${major} into .toolchain/ …`);
    installInto(directory, { node: major });
  }
  return folder;
}
