import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { errorCodeOf } from '../processes/errorCodeOf';
import { findRunningProcess } from '../processes/findRunningProcess';

const ownerSchema = z.object({
  pid: z.number().int().positive(),
  /** Tells a process from a later one with the same id; empty if the system doesn't say. */
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
    // Not one of our locks, or a broken disk: it names no owner, so no server holds it.
    return undefined;
  }
}

/** A process that has ended holds nothing, nor does a later one with its id. */
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
