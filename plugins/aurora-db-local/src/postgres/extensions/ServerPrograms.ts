import {
  chmodSync,
  copyFileSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { PostgresBinaries } from '../PostgresBinaries';
import {
  auroraExtensions,
  checksBefore,
  grantsAfter,
} from './auroraExtensions';

const share = join('share', 'postgresql');
const extensionFolder = join(share, 'extension');

/**
 * PostgreSQL as the servers run it: with the extensions that Aurora offers, which a master user can
 * create. PostgreSQL finds its extensions relative to its program. Each version therefore has a
 * folder with a program of its own, and links to the installed files. It is made again by each
 * aurora-db-local, so that its content is always that of the installed files.
 */
export class ServerPrograms {
  readonly #made = new Map<string, PostgresBinaries>();

  /** @param root - the parent of the folders */
  constructor(private readonly root: string) {}

  of(installed: PostgresBinaries): PostgresBinaries {
    let made = this.#made.get(installed.version);
    if (!made) {
      made = {
        version: installed.version,
        directory: join(this.root, installed.version),
      };
      makePrograms(installed.directory, made.directory);
      this.#made.set(installed.version, made);
    }
    return made;
  }
}

/** The names of the extensions that a server can create, sorted. */
export function offeredExtensions(programs: string): string[] {
  return readdirSync(join(programs, extensionFolder))
    .filter(file => file.endsWith('.control'))
    .map(extensionOf)
    .sort();
}

function makePrograms(installed: string, target: string): void {
  const unfinished = `${target}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  for (const folder of ['bin', extensionFolder]) {
    makeFolder(unfinished, folder);
  }
  for (const program of ['postgres', 'initdb']) {
    linkOrCopy(
      join(installed, 'bin', program),
      join(unfinished, 'bin', program),
    );
  }
  symlinkSync(join(installed, 'lib'), join(unfinished, 'lib'));
  for (const entry of readdirSync(join(installed, share))) {
    if (entry !== 'extension') {
      symlinkSync(
        join(installed, share, entry),
        join(unfinished, share, entry),
      );
    }
  }
  const extensions = join(installed, extensionFolder);
  for (const file of readdirSync(extensions)) {
    if (Object.hasOwn(auroraExtensions, extensionOf(file))) {
      provideExtensionFile(
        file,
        join(extensions, file),
        join(unfinished, extensionFolder, file),
      );
    }
  }
  rmSync(target, { recursive: true, force: true });
  renameSync(unfinished, target);
}

/** Makes a folder that the account of the servers can enter, whatever the umask is. */
function makeFolder(root: string, path: string): void {
  mkdirSync(join(root, path), { recursive: true });
  let folder = root;
  for (const part of ['', ...path.split('/')]) {
    folder = join(folder, part);
    chmodSync(folder, 0o755);
  }
}

/** A program must not be a symbolic link, from which PostgreSQL would find the installed files. */
function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    // On another file system, or a file of another user.
    copyFileSync(from, to);
    chmodSync(to, 0o755);
  }
}

/** `hstore` of hstore.control and hstore--1.4--1.5.sql. */
function extensionOf(file: string): string {
  return file.replace(/(--.*)?\.(control|sql)$/, '');
}

function provideExtensionFile(file: string, from: string, to: string): void {
  const name = extensionOf(file);
  const adaptation = auroraExtensions[name] ?? {};
  const content = readFileSync(from, 'utf8');
  const adapted = file.endsWith('.control')
    ? trusted(content)
    : [
        // An update continues what was created.
        file.split('--').length === 2 ? checksBefore(name, adaptation) : '',
        content,
        grantsAfter(name, adaptation),
      ].join('\n');
  if (adapted.trim() === content.trim()) {
    symlinkSync(from, to);
  } else {
    writeFileSync(to, adapted);
    chmodSync(to, 0o644);
  }
}

function trusted(control: string): string {
  return /^\s*trusted\s*=/m.test(control)
    ? control
    : `${control.trimEnd()}\ntrusted = true\n`;
}
