import { fsync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

/** Yarn's Plug'n'Play has no `sync()` of file handles. */
const sync = promisify(fsync);

/**
 * Replaces a whole file: after a crash it has the old content or the new content. Only its owner
 * can read and write the file.
 */
export async function writeFileAtomically(
  path: string,
  content: string | Uint8Array,
): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    const file = await open(temporary, 'w', 0o600);
    try {
      await file.writeFile(content);
      await sync(file.fd);
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  // The rename is durable when the folder is synced.
  const folder = await open(dirname(path), 'r');
  try {
    await sync(folder.fd);
  } finally {
    await folder.close();
  }
}
