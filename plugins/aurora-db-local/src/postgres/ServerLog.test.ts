import {
  appendFile,
  copyFile,
  mkdtemp,
  readdir,
  rm,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServerLog } from './ServerLog';

const long = 'x'.repeat(21 * 1024 * 1024);

describe('the log of a server', () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aurora-db-log-'));
    file = join(folder, 'one.0.log');
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** What a log has from a position on. */
  async function rest(log: ServerLog, from: number): Promise<string> {
    const parts: Buffer[] = [];
    for (let next = from; ;) {
      const { start, bytes } = await log.read(next, 8 * 1024 * 1024);
      if (bytes.length === 0) {
        return Buffer.concat(parts).toString('utf8');
      }
      parts.push(bytes);
      next = start + bytes.length;
    }
  }

  it('keeps its positions when it begins new files, also after a restart', async () => {
    const log = new ServerLog(file);
    await writeFile(file, `first${long}`);
    await log.limit();
    await appendFile(file, 'second');
    const begun = 'first'.length + long.length;
    for (const one of [log, new ServerLog(file)]) {
      await expect(one.end()).resolves.toBe(begun + 6);
      await expect(rest(one, begun)).resolves.toBe('second');
      await expect(rest(one, begun - 1)).resolves.toBe('xsecond');
      await expect(rest(one, 0)).resolves.toHaveLength(begun + 6);
    }
    await appendFile(file, `${long}third`);
    await log.limit();
    await expect(readdir(folder)).resolves.toHaveLength(2);
    const { start } = await log.read(0, 10);
    expect(start).toBe(begun);
    await expect(rest(log, start)).resolves.toBe(`second${long}third`);
  });

  it.each<[when: string, interrupt: () => Promise<void>]>([
    ['before the file is emptied', async () => undefined],
    ['after the file is emptied', () => truncate(file, 0)],
    [
      'after the file is emptied and continued',
      async () => {
        await truncate(file, 0);
        await appendFile(file, 'y');
      },
    ],
  ])('neither loses nor doubles bytes if a kill comes %s', async (_, kill) => {
    await writeFile(file, 'all of it');
    await copyFile(file, `${file}.rotating`);
    await kill();
    const text = await rest(new ServerLog(file), 0);
    expect(text.replace(/y$/, '')).toBe('all of it');
    await expect(readdir(folder)).resolves.not.toContain('one.0.log.rotating');
  });

  it('continues that of an earlier version', async () => {
    const older = join(folder, 'data.log');
    await writeFile(older, 'current');
    await writeFile(`${older}.1`, 'previous ');
    const log = new ServerLog(file);
    await log.adopt(older);
    await expect(rest(log, 0)).resolves.toBe('previous current');
    await writeFile(older, 'of a later server');
    await log.adopt(older);
    await expect(rest(log, 0)).resolves.toBe('previous current');
  });
});
