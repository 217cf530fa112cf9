import { readFile } from 'node:fs/promises';
import { execFileSync } from 'node:child_process';

/** CPU time and memory of a process and its children. */
export interface ProcessUsage {
  /** User and system time, including ended children. It never decreases. */
  cpuSeconds: number;
  memoryBytes: number;
}

let ticks: number | undefined;
/** Clock ticks per second in /proc: 100 on every Linux in use. */
function clockTicks(): number {
  if (ticks === undefined) {
    try {
      ticks =
        Number(
          execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }).trim(),
        ) || 100;
    } catch {
      ticks = 100;
    }
  }
  return ticks;
}

/**
 * Usage of a PostgreSQL server's process tree, from /proc.
 *
 * @returns undefined if there is no /proc (macOS) or the process has ended
 */
export async function processUsage(
  pid: number,
): Promise<ProcessUsage | undefined> {
  try {
    const children = (
      await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')
    )
      .split(' ')
      .filter(Boolean);
    const own = await statOf(pid);
    if (!own) {
      return undefined;
    }
    let total = own.user + own.system + own.childrenUser + own.childrenSystem;
    let memoryBytes = await proportionalSize(pid);
    for (const child of children) {
      const usage = await statOf(Number(child));
      if (usage) {
        total += usage.user + usage.system;
        memoryBytes += await proportionalSize(Number(child));
      }
    }
    return { cpuSeconds: total / clockTicks(), memoryBytes };
  } catch (error) {
    if (isMissing(error)) {
      return undefined;
    }
    throw error;
  }
}

async function statOf(pid: number) {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The command's name, in parentheses, may contain blanks. Positions: proc(5), counted from the
    // state field.
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [user = 0, system = 0, childrenUser = 0, childrenSystem = 0] =
      fields.slice(11, 15);
    return { user, system, childrenUser, childrenSystem };
  } catch (error) {
    if (isMissing(error)) {
      return undefined;
    }
    throw error;
  }
}

async function proportionalSize(pid: number): Promise<number> {
  try {
    const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8');
    return Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0) * 1024;
  } catch (error) {
    // A process of another account, if this one is not root.
    if (
      isMissing(error) ||
      (error instanceof Error && 'code' in error && error.code === 'EACCES')
    ) {
      return 0;
    }
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    (error.code === 'ENOENT' || error.code === 'ESRCH')
  );
}
