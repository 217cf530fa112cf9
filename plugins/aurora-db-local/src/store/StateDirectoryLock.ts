import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { errorCodeOf } from '../errorCodeOf';

const ownerSchema = z.object({
  pid: z.number().int().positive(),
  /** Tells a process from a later one with the same id; empty where the platform doesn't say. */
  processStart: z.string(),
});

type Owner = z.infer<typeof ownerSchema>;

/**
 * Makes sure that one state folder has one server. A lock whose process is gone is taken over.
 * A lock is complete from the moment it exists: it is linked into place with its content.
 */
export class StateDirectoryLock {
  static async acquire(stateDirectory: string): Promise<StateDirectoryLock> {
    const path = join(stateDirectory, 'lock');
    const draft = join(stateDirectory, `lock.${process.pid}.${Date.now()}`);
    const owner: Owner = {
      pid: process.pid,
      processStart: (await processStart(process.pid)) ?? '',
    };
    await writeFile(draft, JSON.stringify(owner), { mode: 0o600 });
    try {
      while (!(await linked(draft, path))) {
        const holder = await readOwner(path);
        if (holder && (await isAlive(holder))) {
          throw new Error(
            `The state folder ${stateDirectory} is in use by another aurora-db-local (process ${holder.pid}). ` +
              `Stop that one, or start this one with another folder.`,
          );
        }
        // Moved, not removed: of two that find the same stale lock only one succeeds.
        await rename(path, `${draft}.stale`).catch(ignoreMissing);
        await rm(`${draft}.stale`, { force: true });
      }
    } finally {
      await rm(draft, { force: true });
    }
    return new StateDirectoryLock(path);
  }

  readonly #path: string;

  private constructor(path: string) {
    this.#path = path;
  }

  async release(): Promise<void> {
    await rm(this.#path, { force: true });
  }
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (errorCodeOf(error) === 'EEXIST') {
      return false;
    }
    throw error;
  }
}

async function readOwner(path: string): Promise<Owner | undefined> {
  const content = await readFile(path, 'utf8').catch(ignoreMissing);
  if (content === undefined) {
    return undefined;
  }
  try {
    return ownerSchema.parse(JSON.parse(content));
  } catch {
    // Not one of our locks, or a broken disk: nobody can be named as its owner, so nobody holds it.
    return undefined;
  }
}

async function isAlive({ pid, processStart: start }: Owner): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives and belongs to another user.
    if (errorCodeOf(error) !== 'EPERM') {
      return false;
    }
  }
  const now = await processStart(pid);
  return now === undefined || start === '' || now === start;
}

/** Field 22 of /proc/<pid>/stat (proc(5)): start time in clock ticks since boot. Only Linux has it. */
async function processStart(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(ignoreMissing);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
}

function ignoreMissing(error: unknown): undefined {
  if (['ENOENT', 'ESRCH'].includes(errorCodeOf(error) ?? '')) {
    return undefined;
  }
  throw error;
}
