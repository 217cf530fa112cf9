import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Runs npm and returns its output.
 *
 * @param {string[]} npmArguments
 * @param {string} cwd
 */
export function runNpm(npmArguments, cwd) {
  // Under `npm start`, npm's variables would point this npm to the workspace.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_(?!config_)|^npm_config_(local_)?prefix$/.test(name),
    ),
  );
  try {
    return execFileSync('npm', npmArguments, {
      cwd,
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch (error) {
    throw new Error(
      `npm ${npmArguments.join(' ')} failed:\n${error.stderr ?? error.message}`,
      { cause: error },
    );
  }
}

/**
 * Installs packages into a folder outside of any workspace.
 *
 * @param {Record<string, string>} packages versions by name
 * @param {string} directory created if it is missing
 */
export function installInto(directory, packages) {
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'package.json'), '{ "private": true }\n');
  runNpm(
    [
      'install',
      '--no-package-lock',
      '--no-audit',
      '--no-fund',
      ...Object.entries(packages).map(
        ([name, version]) => `${name}@${version}`,
      ),
    ],
    directory,
  );
}
