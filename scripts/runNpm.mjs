import { execFileSync } from 'node:child_process';

/**
 * Runs npm, and answers what it printed.
 *
 * @param {string[]} npmArguments
 * @param {string} cwd
 */
export function runNpm(npmArguments, cwd) {
  // Under `npm start`, npm's own variables would point this npm at the workspace.
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
