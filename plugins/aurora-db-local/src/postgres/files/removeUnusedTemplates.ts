import { readdir, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCodeOf } from '../../processes/errorCodeOf';
import { removeFolder } from './ServerFiles';

/** Templates of other versions of aurora-db-local stay for 7 days after their last use; in ms. */
const unusedForMs = 7 * 24 * 60 * 60_000;
/** initdb takes seconds. After an hour, its process was killed; in ms. */
const unfinishedForMs = 60 * 60_000;

/**
 * Marks a folder of templates as used, and removes the folders beside it that no endpoint opened for
 * 7 days, and the unfinished templates in it.
 */
export async function removeUnusedTemplates(
  root: string,
  used: string,
): Promise<void> {
  const now = new Date();
  await utimes(join(root, used), now, now);
  const isOlder = async (path: string, age: number) =>
    (await modifiedAt(path)) < now.getTime() - age;
  for (const name of await readdir(root)) {
    const folder = join(root, name);
    if (await isOlder(folder, unusedForMs)) {
      await removeFolder(folder);
    }
  }
  for (const name of await readdir(join(root, used))) {
    const template = join(root, used, name);
    if (
      name.includes('.unfinished') &&
      (await isOlder(template, unfinishedForMs))
    ) {
      await removeFolder(template);
    }
  }
}

/** In milliseconds since the epoch. Something that another endpoint has just removed is new. */
async function modifiedAt(path: string): Promise<number> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') {
      return Infinity;
    }
    throw error;
  }
}
