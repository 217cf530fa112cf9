import { readdir, readFile, readlink, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { errorCodeOf } from '../processes/errorCodeOf';
import { findRunningProcess } from '../processes/findRunningProcess';

const stopsWithinMs = 20_000;
const pollMs = 25;

/**
 * Ends the server that an earlier aurora-db-local left on a data folder, e.g. because it was
 * killed: two servers must never share one. Resolves when none of the server's processes is
 * running.
 */
export async function endOrphan(directory: string): Promise<void> {
  const file = join(directory, 'postmaster.pid');
  const pid = Number(
    (await readFile(file, 'utf8').catch(() => '')).split('\n')[0],
  );
  if (!pid) {
    return;
  }
  const folder = await realpath(directory);
  if (await isServerOf(folder, pid)) {
    signal(pid, 'SIGINT');
    const until = Date.now() + stopsWithinMs;
    while (await isServerOf(folder, pid)) {
      if (Date.now() > until) {
        signal(pid, 'SIGQUIT');
      }
      await delay(pollMs);
    }
  }
  // The backends of a killed postmaster notice it a moment later.
  const until = Date.now() + stopsWithinMs;
  while (await hasBackends(folder)) {
    if (Date.now() > until) {
      // PostgreSQL itself refuses to start beside them and says why.
      return;
    }
    await delay(pollMs);
  }
  // PostgreSQL mistakes a process with the same id for its server, and also one that has ended but
  // is not reaped.
  await rm(file, { force: true });
}

async function isServerOf(folder: string, pid: number): Promise<boolean> {
  if (!(await findRunningProcess(pid))) {
    return false;
  }
  if (process.platform !== 'linux') {
    return true;
  }
  const place = await readlink(`/proc/${pid}/cwd`).catch(errorCodeOf);
  if (place !== 'EACCES') {
    return place === folder;
  }
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(
    () => '',
  );
  return command.split('\0').includes(folder);
}

/** Whether a PostgreSQL process works in a data folder. Only Linux shows that. */
async function hasBackends(folder: string): Promise<boolean> {
  const names = await readdir('/proc').catch(() => []);
  const found = await Promise.all(
    names
      .filter(name => /^\d+$/.test(name))
      .map(async pid => {
        const place = await readlink(`/proc/${pid}/cwd`).catch(() => undefined);
        return (
          place === folder &&
          /^postgres/.test(
            await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => ''),
          )
        );
      }),
  );
  return found.includes(true);
}

function signal(pid: number, name: 'SIGINT' | 'SIGQUIT'): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    // The process may have ended just now.
    if (errorCodeOf(error) !== 'ESRCH') {
      throw error;
    }
  }
}
