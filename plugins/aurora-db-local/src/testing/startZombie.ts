import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { findRunningProcess } from '../processes/findRunningProcess';

const endsWithinMs = 30_000;

/**
 * A process that has ended and that no process reaps, as process 1 of a container leaves orphans.
 */
export interface Zombie {
  pid: number;
  /** The system's description while it was running. */
  startedAt: string | undefined;
  /** Ends its parent, and thereby the zombie. */
  end(): Promise<void>;
}

/**
 * @param directory - its working directory, like a server's data folder
 */
export async function startZombie(directory?: string): Promise<Zombie> {
  // `cat` replaces the shell and becomes the parent, which reaps nothing. It ends with its input,
  // and so with this process.
  const parent = spawn('sh', ['-c', 'sleep 60 >&2 & echo $!; exec cat'], {
    cwd: directory,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const ended = once(parent, 'exit');
  const end = async () => {
    parent.stdin.end();
    await ended;
  };
  const [line] = await once(parent.stdout, 'data');
  const pid = Number(String(line));
  const startedAt = (await findRunningProcess(pid))?.startedAt;
  process.kill(pid, 'SIGKILL');
  const until = Date.now() + endsWithinMs;
  while (await findRunningProcess(pid)) {
    if (Date.now() > until) {
      await end();
      throw new Error(`Process ${pid} was killed and still runs.`);
    }
    await delay(10);
  }
  return { pid, startedAt, end };
}
