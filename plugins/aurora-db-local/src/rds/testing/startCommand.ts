import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { endWithParent } from '../../testing/endWithParent';

/** Runs the command line in its own process. */
export async function startCommand(stateDirectory: string): Promise<{
  url: string;
  kill(): Promise<void>;
  /** Stops it as Ctrl-C does. */
  end(): Promise<void>;
}> {
  const child = spawn(
    process.execPath,
    [
      ...endWithParent,
      '-r',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      join(__dirname, '..', '..', 'cli.ts'),
      '--port',
      '0',
      '--state',
      stateDirectory,
    ],
    {
      // The environment of the test, with its shared templates; jest's is a copy of the process's.
      env: process.env,
      detached: true,
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  const exited = once(child, 'exit');
  let output = '';
  for await (const chunk of child.stdout) {
    output += String(chunk);
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0];
    if (url) {
      child.stdout.resume();
      return {
        url,
        async kill() {
          child.kill('SIGKILL');
          await exited;
        },
        async end() {
          child.kill('SIGINT');
          await exited;
        },
      };
    }
  }
  throw new Error(`The command ended before it was ready: ${output}`);
}
