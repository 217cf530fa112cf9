import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';

/**
 * A symbolic link that PostgreSQL's libraries need and that npm packages cannot contain. Paths
 * begin with `native/`.
 */
export interface LibraryLink {
  source: string;
  target: string;
}

/** Copies a package's files and adds its links, unless a copy with exactly these files exists. */
export function provideCopyOfBinaries(
  native: string,
  copy: string,
  links: readonly LibraryLink[],
): void {
  if (isCopyOf(native, copy, links)) {
    return;
  }
  const unfinished = `${copy}.${process.pid}`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(dirname(unfinished), { recursive: true, mode: 0o755 });
  cpSync(native, unfinished, { recursive: true, dereference: true });
  for (const { source, target } of links) {
    const link = join(unfinished, belowNative(target));
    if (!existsSync(link)) {
      symlinkSync(basename(source), link);
    }
  }
  for (const name of filesBelow(unfinished)) {
    const file = join(unfinished, name);
    const stats = lstatSync(file);
    if (stats.isFile()) {
      // The modes of npm's files depend on the umask of the user who installed them.
      chmodSync(file, stats.mode & 0o755);
    }
  }
  chmodSync(unfinished, 0o755);
  rmSync(copy, { recursive: true, force: true });
  renameSync(unfinished, copy);
}

/**
 * Whether a folder contains exactly the package's files, byte for byte, and its links. The programs
 * in it are run. It may be from another version of the package, incomplete, or changed by another
 * user.
 */
function isCopyOf(
  native: string,
  copy: string,
  links: readonly LibraryLink[],
): boolean {
  const linked = new Map(
    links.map(({ source, target }) => [belowNative(target), basename(source)]),
  );
  const names = filesBelow(copy);
  const wanted = new Set([...filesBelow(native), ...linked.keys()]);
  return (
    names.length === wanted.size &&
    names.every(name => {
      const file = join(copy, name);
      const stats = lstatSync(file);
      if (stats.isSymbolicLink()) {
        return linked.get(name) === readlinkSync(file);
      }
      const original = join(native, name);
      return (
        stats.isFile() &&
        (stats.mode & 0o022) === 0 &&
        existsSync(original) &&
        readFileSync(file).equals(readFileSync(original))
      );
    })
  );
}

/** Paths of all files and links. */
function filesBelow(folder: string): string[] {
  if (!lstatSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    return [];
  }
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => !entry.isDirectory())
    .map(entry => relative(folder, join(entry.parentPath, entry.name)));
}

function belowNative(path: string): string {
  return path.replace(/^native\//, '');
}
