import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { installInto } from './runNpm.mjs';

const root = dirname(import.meta.dirname);
const directory = join(root, '.toolchain');
const yarnVersion = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
).packageManager.replace('yarn@', '');
/**
 * Backstage supports Node 22 and 24. The SQLite driver for 24 fails on 20, so all scripts use one
 * version.
 */
const nodeMajor = '24';

/**
 * Finds the Node and Yarn of the workspace or installs them with npm below .toolchain/. Returns
 * their paths, and an environment in which `node` is that Node.
 */
export async function ensureToolchain() {
  const ownNodeFits = process.versions.node.startsWith(`${nodeMajor}.`);
  const wanted = {
    '@yarnpkg/cli-dist': yarnVersion,
    ...(ownNodeFits ? {} : { node: nodeMajor }),
  };
  const yarn = join(
    directory,
    'node_modules',
    '@yarnpkg',
    'cli-dist',
    'bin',
    'yarn.js',
  );
  const node = ownNodeFits
    ? process.execPath
    : join(directory, 'node_modules', 'node', 'bin', 'node');
  const stamp = join(directory, 'installed.json');

  const installed =
    existsSync(stamp) && existsSync(yarn) && existsSync(node)
      ? readFileSync(stamp, 'utf8')
      : undefined;
  const has = JSON.parse(installed ?? '{}');
  if (Object.entries(wanted).some(([name, version]) => has[name] !== version)) {
    console.error(
      `Installing ${ownNodeFits ? '' : `Node ${nodeMajor} and `}Yarn ${yarnVersion} into .toolchain/ …`,
    );
    installInto(directory, { ...has, ...wanted });
    writeFileSync(stamp, JSON.stringify({ ...has, ...wanted }));
  }

  return {
    node,
    yarn,
    env: {
      ...process.env,
      PATH: [
        dirname(node),
        join(root, 'node_modules', '.bin'),
        process.env.PATH,
      ].join(delimiter),
    },
  };
}
