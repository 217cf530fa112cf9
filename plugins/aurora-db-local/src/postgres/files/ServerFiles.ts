import { createHash } from 'node:crypto';
import { constants, mkdirSync } from 'node:fs';
import {
  chmod,
  chown,
  copyFile,
  mkdir,
  readdir,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { makePrivateFolder } from './makePrivateFolder';
import { isReachable, isSafeForInitdb } from '../PostgresBinaries';
import { serverAccount } from '../serverAccount';

/** Creates a folder that only servers (and root) can enter. */
export async function makeServerFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  await handOver(path);
  await chmod(path, 0o700);
}

/** Writes a file that only servers (and root) can read. */
export async function writeServerFile(
  path: string,
  content: string,
): Promise<void> {
  await writeFile(path, content, { mode: 0o600 });
  await handOver(path);
  await chmod(path, 0o600);
}

/** Changes the owner of a file or folder to the servers' account. */
export async function handOver(path: string): Promise<void> {
  const account = serverAccount();
  if (account) {
    await chown(path, account.uid, account.gid);
  }
}

/** Copies a server's file, sharing blocks where the file system can. Its mode is copied too. */
export async function copyServerFile(from: string, to: string): Promise<void> {
  await copyFile(from, to, constants.COPYFILE_FICLONE);
  await handOver(to);
}

/**
 * The folder for servers' files: in the state folder, or, if the servers' account cannot reach it,
 * in the system's folder for temporary files that survive a restart.
 */
export function serverFilesRoot(
  stateDirectory: string,
  log: (message: string) => void,
): string {
  const inside = join(stateDirectory, 'postgres');
  mkdirSync(inside, { recursive: true, mode: 0o755 });
  if (isReachable(inside)) {
    return inside;
  }
  const outside = outsideRoot(stateDirectory);
  log(
    `The account of the PostgreSQL servers cannot reach ${stateDirectory}. Their data is in ${outside}`,
  );
  return outside;
}

/**
 * The folder for copies of PostgreSQL's programs: in the root of servers' files if they can run
 * there.
 */
export function binariesFolder(root: string, stateDirectory: string): string {
  const base = isSafeForInitdb(root) ? root : outsideRoot(stateDirectory);
  return join(base, 'binaries');
}

/** A private folder among those of other users, who can guess its name. */
function outsideRoot(stateDirectory: string): string {
  const hash = createHash('sha256')
    .update(stateDirectory)
    .digest('hex')
    .slice(0, 12);
  const base = process.platform === 'linux' ? `${sep}var${sep}tmp` : tmpdir();
  const outside = join(base, `aurora-db-local-${hash}`);
  makePrivateFolder(outside);
  return outside;
}

export async function removeFolder(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true });
}

/** The size of all files in a folder, in bytes. */
export async function sizeOfFolder(path: string): Promise<number> {
  let total = 0;
  for (const entry of await readdir(path, { withFileTypes: true })) {
    const child = join(path, entry.name);
    total += entry.isDirectory()
      ? await sizeOfFolder(child)
      : (await stat(child)).size;
  }
  return total;
}
