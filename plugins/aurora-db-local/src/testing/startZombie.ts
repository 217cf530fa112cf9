import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { findRunningProcess } from '../processes/findRunningProcess';

const endsWithinMs = 30_000;

/** A process that has ended and that nobody reaps, as a container's process 1 leaves orphans. */
export interface Zombie {
  pid: number;
  /** What the system said about it while it ran. */
  startedAt: string | undefined;
  /** Ends its parent, and with it the zombie. */
  end(): Promise<void>;
}

/** @param directory - where it works, as a server does in its data folder */
export async function startZombie(directory?: string): Promise<Zombie> {
  // `cat` takes the shell's place, so it is the parent, and reaps nothing. It ends with its input, so also with this process.
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
