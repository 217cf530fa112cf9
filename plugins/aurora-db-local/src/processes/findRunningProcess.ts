import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { errorCodeOf } from './errorCodeOf';

/** A process as the system describes it. */
export interface RunningProcess {
  pid: number;
  /**
   * Distinguishes a process from a later one with the same id; undefined if the system does not
   * tell.
   */
  startedAt: string | undefined;
}

/** States of a process that has ended: Linux's `zombie` and `dead`, and `ps`'s `zombie`. */
const ended = /^[ZXx]/;

/**
 * Finds a running process. A process that has ended is not running, even if it answers signal 0. It
 * does so until its parent reaps it, and in many containers process 1 never reaps the orphans that
 * it inherits.
 *
 * @param procFolder - the folder in which the system shows its processes; if it does not exist,
 *   uses `ps`
 */
export async function findRunningProcess(
  pid: number,
  procFolder = '/proc',
): Promise<RunningProcess | undefined> {
  if (!exists(pid)) {
    return undefined;
  }
  const seen =
    (await readStat(pid, procFolder)) ?? (await askPs(pid, procFolder));
  if (seen) {
    return ended.test(seen.state)
      ? undefined
      : { pid, startedAt: seen.startedAt };
  }
  // The process has ended meanwhile, or the system hides it.
  return exists(pid) ? { pid, startedAt: undefined } : undefined;
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: the process belongs to another user.
    return errorCodeOf(error) === 'EPERM';
  }
}

interface Seen {
  state: string;
  startedAt: string;
}

/**
 * Fields 3 and 22 of /proc/<pid>/stat (proc(5)): the state, and the start time in clock ticks since
 * boot.
 */
async function readStat(
  pid: number,
  procFolder: string,
): Promise<Seen | undefined> {
  const stat = await readFile(`${procFolder}/${pid}/stat`, 'utf8').catch(
    () => undefined,
  );
  // The name in parentheses before them can contain spaces and parentheses.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, startedAt] = [fields?.[0], fields?.[19]];
  return state && startedAt ? { state, startedAt } : undefined;
}

async function askPs(
  pid: number,
  procFolder: string,
): Promise<Seen | undefined> {
  if (await readFile(`${procFolder}/self/stat`).catch(() => undefined)) {
    return undefined;
  }
  const answer = await promisify(execFile)(
    'ps',
    ['-o', 'state=,lstart=', '-p', String(pid)],
    { env: { ...process.env, LC_ALL: 'C' } },
  ).catch(() => undefined);
  const [, state, startedAt] =
    /^\s*(\S+)\s+(\S.*?)\s*$/.exec(answer?.stdout ?? '') ?? [];
  return state && startedAt ? { state, startedAt } : undefined;
}
