import { spawn, type ChildProcess } from 'node:child_process';
import { serverAccount } from './serverAccount';

/**
 * Ends a server when this process ends, also if this process is killed. A shell waits for the end
 * of its input, which is open while this process lives, and then asks the server for a fast
 * shutdown.
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
      // Ctrl-C in a terminal must not end the shell before this process stops the servers.
      detached: true,
    },
  );
  // Without a shell, the next aurora-db-local ends the remaining servers: see `endOrphan`.
  watcher.on('error', () => undefined);
  watcher.stdin.on('error', () => undefined);
  watcher.unref();
  // A later process may get the server's id.
  server.once('exit', () => watcher.kill('SIGKILL'));
}
