import { mkdir, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { makeStateDirectory } from '../../testing/makeStateDirectory';
import {
  findPostgresBinaries,
  type PostgresBinaries,
} from '../PostgresBinaries';
import { internalPasswords } from './internalPasswords';
import { openTemplates } from './openTemplates';
import { fingerprintOfTemplates } from './ServerTemplates';

jest.setTimeout(180_000);

let folder: string;
let binaries: PostgresBinaries;

beforeAll(async () => {
  folder = await makeStateDirectory();
  delete process.env.AURORA_DB_LOCAL_TEMPLATES;
  const [found] = findPostgresBinaries(() => join(folder, 'binaries'));
  if (!found) {
    throw new Error('There is no PostgreSQL.');
  }
  binaries = found;
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a folder of templates that endpoints share', () => {
  async function open(name: string) {
    await mkdir(join(folder, name), { mode: 0o755 });
    return openTemplates(join(folder, name), join(folder, `${name}.passwords`));
  }

  beforeAll(() => {
    process.env.AURORA_DB_LOCAL_TEMPLATES = join(folder, 'shared');
  });

  afterAll(() => {
    delete process.env.AURORA_DB_LOCAL_TEMPLATES;
  });

  it('gets one template of a version, also from endpoints that start together', async () => {
    const [one, two] = await Promise.all([open('one'), open('two')]);
    expect(two.passwords).toEqual(one.passwords);
    const [template, same] = await Promise.all([
      one.templates.prepare(binaries),
      two.templates.prepare(binaries),
    ]);
    expect(same).toBe(template);
    expect(await readdir(join(template, '..'))).toEqual([
      binaries.version,
      'internal-passwords',
    ]);
    const { ino } = await stat(template);
    const later = await open('later');
    await later.templates.prepare(binaries);
    expect((await stat(template)).ino).toBe(ino);
  });

  it('keeps no templates of other versions that were not used for 7 days', async () => {
    const shared = join(folder, 'shared');
    const [current = ''] = await readdir(shared);
    const daysAgo = (days: number) => Date.now() / 1000 - days * 24 * 60 * 60;
    const ages = {
      forgotten: 8,
      recent: 6,
      [`${current}/15.4.a.unfinished`]: 1,
    };
    for (const [name, days] of Object.entries(ages)) {
      await mkdir(join(shared, name, 'base'), { recursive: true });
      await utimes(join(shared, name), daysAgo(days), daysAgo(days));
    }
    await mkdir(join(shared, current, '15.4.b.unfinished'));
    // As if its last use was long ago: opening it is a use.
    await utimes(join(shared, current), daysAgo(8), daysAgo(8));
    await open('cleaner');
    await open('second');
    expect((await readdir(shared)).sort()).toEqual([current, 'recent'].sort());
    expect((await stat(join(shared, current))).mtimeMs).toBeGreaterThan(
      1000 * daysAgo(1),
    );
    expect((await readdir(join(shared, current))).sort()).toEqual([
      binaries.version,
      '15.4.b.unfinished',
      'internal-passwords',
    ]);
  });

  it('is not used by an endpoint that has passwords of its own already', async () => {
    const own = await internalPasswords(join(folder, 'older.passwords'));
    const shared = await open('newer');
    const older = await open('older');
    expect(older.passwords).toEqual(own);
    expect(older.passwords).not.toEqual(shared.passwords);
    expect(await older.templates.prepare(binaries)).toBe(
      join(folder, 'older', fingerprintOfTemplates(), binaries.version),
    );
  });
});

describe("an endpoint's own templates", () => {
  const open = async () => {
    await mkdir(join(folder, 'own'), { recursive: true, mode: 0o755 });
    return openTemplates(join(folder, 'own'), join(folder, 'own.passwords'));
  };
  const made = () => readdir(join(folder, 'own'), { recursive: true });

  it('leave nothing of one that cannot be made', async () => {
    const broken = { version: '15.0', directory: join(folder, 'broken') };
    await mkdir(join(broken.directory, 'bin'), { recursive: true });
    await writeFile(
      join(broken.directory, 'bin', 'initdb'),
      '#!/bin/sh\ntouch "$2/PG_VERSION"; echo no space left >&2; exit 1\n',
      { mode: 0o755 },
    );
    const { templates } = await open();
    await expect(templates.prepare(broken)).rejects.toThrow('no space left');
    expect(await made()).toEqual([fingerprintOfTemplates()]);
  });

  it('are made beside the initdb of an endpoint that was killed', async () => {
    const killed = (await open()).templates.prepare(binaries);
    while (!(await made()).some(name => name.endsWith('PG_VERSION'))) {
      await setImmediate();
    }
    const template = await (await open()).templates.prepare(binaries);
    await expect(killed).resolves.toBe(template);
  });
});
