import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const stopsWithinMs = 20_000;

/** Ends the server that an earlier aurora-db-local left behind on a data folder, e.g. because it was killed: two must never share one. */
export async function endOrphan(directory: string): Promise<void> {
  const file = join(directory, 'postmaster.pid');
  const pid = Number(
    (await readFile(file, 'utf8').catch(() => '')).split('\n')[0],
  );
  if (!pid || !isAlive(pid)) {
    // PostgreSQL itself sees to a dead server's file: its backends may still be at work.
    return;
  }
  if (!(await isServerOf(directory, pid))) {
    await rm(file, { force: true });
    return;
  }
  process.kill(pid, 'SIGINT');
  const until = Date.now() + stopsWithinMs;
  while (await isServerOf(directory, pid)) {
    if (Date.now() > until) {
      process.kill(pid, 'SIGQUIT');
    }
    await delay(25);
  }
}

async function isServerOf(directory: string, pid: number): Promise<boolean> {
  if (!isAlive(pid)) {
    return false;
  }
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(
    () => undefined,
  );
  return command === undefined
    ? process.platform !== 'linux'
    : command.includes(directory);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
