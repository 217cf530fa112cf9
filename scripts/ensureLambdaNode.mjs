import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { installInto } from './runNpm.mjs';

/** The Node of Lambda's runtime nodejs22.x, which the template's application uses. */
const major = '22';
const directory = join(
  dirname(import.meta.dirname),
  '.toolchain',
  'lambda-node',
);

/**
 * Finds Lambda's Node or installs it with npm below .toolchain/. Returns the folder of its `node`.
 */
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
