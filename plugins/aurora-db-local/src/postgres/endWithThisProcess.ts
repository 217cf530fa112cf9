import { spawn, type ChildProcess } from 'node:child_process';
import { serverAccount } from './serverAccount';

/**
 * Has a server end when this process ends, also if this process is killed. A shell waits for the end of its input, which is open
 * while this process lives, and then asks the server for a fast shutdown.
 */
export function endWithThisProcess(server: ChildProcess): void {
  if (server.pid === undefined) {
    return;
  }
  const watcher = spawn(
    '/bin/sh',
    ['-c', 'read -r _; kill -INT "$0"', String(server.pid)],
    {
      ...serverAccount(),
      cwd: '/',
      env: {},
      stdio: ['pipe', 'ignore', 'ignore'],
      // A terminal's Ctrl-C is for us: it must not end the watcher.
      detached: true,
    },
  );
  // Without a shell, the next aurora-db-local ends what this one leaves behind: see `endOrphan`.
  watcher.on('error', () => undefined);
  watcher.stdin.on('error', () => undefined);
  watcher.unref();
  // A later process may get the server's id.
  server.once('exit', () => watcher.kill('SIGKILL'));
}
