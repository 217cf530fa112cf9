import type { ChildProcess } from 'node:child_process';

/** Ends a child process and waits for its exit. */
export async function endProcess(
  child: ChildProcess,
  signal: NodeJS.Signals = 'SIGTERM',
): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = new Promise(done => {
      child.once('exit', done);
    });
    child.kill(signal);
    await ended;
  }
}
