import type { ForkOptions } from 'node:child_process';

/**
 * The variables that a Node.js process needs to run and to find temporary and cached files. The
 * child inherits no others, so that it inherits no secret.
 */
const inheritedVariables = [
  'PATH',
  'HOME',
  'TMPDIR',
  'TEMP',
  'LANG',
  'TZ',
  'SystemRoot',
  'NODE_ENV',
];

/** Options by which Node.js finds modules and that have a value, which may follow a space. */
const moduleOptions = [
  '--require',
  '-r',
  '--import',
  '--loader',
  '--experimental-loader',
  '--conditions',
  '-C',
];

/**
 * Starts a child that finds modules as this process does, e.g. with Yarn's Plug'n'Play. Options such
 * as `--inspect` and `--watch` belong to this process alone.
 *
 * @param entry - the child's file; TypeScript in a workspace
 */
export function synthChildOptions(
  entry: string,
  { env, execArgv }: Pick<NodeJS.Process, 'env' | 'execArgv'> = process,
): Pick<ForkOptions, 'env' | 'execArgv'> {
  return {
    execArgv: [
      ...moduleOptionsOf(execArgv),
      ...(entry.endsWith('.ts')
        ? [
            '--require',
            require.resolve('@backstage/cli/config/nodeTransform.cjs'),
          ]
        : []),
    ],
    env: {
      ...Object.fromEntries(
        inheritedVariables.flatMap(name =>
          env[name] === undefined ? [] : [[name, env[name]]],
        ),
      ),
      ...(env.NODE_OPTIONS !== undefined && {
        NODE_OPTIONS: env.NODE_OPTIONS.replace(
          /--(inspect|watch)\S*/g,
          '',
        ).trim(),
      }),
    },
  };
}

function moduleOptionsOf(execArgv: readonly string[]): string[] {
  return execArgv.flatMap((option, index) => {
    const value = execArgv[index + 1];
    const [name = ''] = option.split('=');
    if (!moduleOptions.includes(name)) {
      return [];
    }
    if (name !== option) {
      return [option];
    }
    return value === undefined ? [] : [option, value];
  });
}
