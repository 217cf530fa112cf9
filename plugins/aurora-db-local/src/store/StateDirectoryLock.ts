import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { errorCodeOf } from '../processes/errorCodeOf';
import { findRunningProcess } from '../processes/findRunningProcess';

const ownerSchema = z.object({
  pid: z.number().int().positive(),
  /**
   * Distinguishes a process from a later one with the same id; empty if the system does not tell.
   */
  processStart: z.string(),
});

type Owner = z.infer<typeof ownerSchema>;

/**
 * Ensures that a state folder has only one server. Takes over a lock whose process has ended. A
 * lock is created with its content by a link, so that it is never incomplete.
 */
export class StateDirectoryLock {
  static async acquire(stateDirectory: string): Promise<StateDirectoryLock> {
    const path = join(stateDirectory, 'lock');
    const draft = join(stateDirectory, `lock.${process.pid}.${Date.now()}`);
    const owner: Owner = {
      pid: process.pid,
      processStart: (await findRunningProcess(process.pid))?.startedAt ?? '',
    };
    await writeFile(draft, JSON.stringify(owner), { mode: 0o600 });
    try {
      while (!(await linked(draft, path))) {
        const holder = await readOwner(path);
        if (holder && (await isHeld(holder))) {
          throw new Error(
            `The state folder ${stateDirectory} is in use by another aurora-db-local (process ${holder.pid}). ` +
              `Stop that one, or start this one with another folder.`,
          );
        }
        // Moved, not removed: if two processes find the same stale lock, only one succeeds.
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
    // The file is not one of our locks, or is damaged. It names no owner, so that no server holds
    // it.
    return undefined;
  }
}

/** A process that has ended holds no lock, and neither does a later one with its id. */
async function isHeld({ pid, processStart }: Owner): Promise<boolean> {
  const holder = await findRunningProcess(pid);
  return (
    holder !== undefined &&
    (holder.startedAt === undefined ||
      processStart === '' ||
      holder.startedAt === processStart)
  );
}

function ignoreMissing(error: unknown): undefined {
  if (errorCodeOf(error) === 'ENOENT') {
    return undefined;
  }
  throw error;
}
