import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CrashWatch } from './CrashWatch';
import { ServerLog } from './ServerLog';

const text = 'all server processes terminated; reinitializing\n';

describe('a watch for crashes', () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aurora-db-log-'));
    file = join(folder, 'one.0.log');
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  it.each([
    ['a line of the postmaster', 'UTC::@:[7]:LOG:  ', true],
    ['its line with a SQLSTATE', 'UTC::@:[7]:LOG:  00000: ', true],
    ["a user's line", 'UTC:127.0.0.1(5):app@shop:[7]:LOG:  ', false],
    ["the continuation of a user's line", 'x\n\tUTC::@:[7]:LOG:  ', false],
  ])('looks for %s', async (_, prefix, isCrash) => {
    const line = `2026-11-29 12:00:00 ${prefix}${text}`;
    const watch = new CrashWatch();
    const log = new ServerLog(file);
    await writeFile(file, line);
    await expect(watch.happened()).resolves.toBe(false);
    await watch.begin(log);
    await expect(watch.happened()).resolves.toBe(false);
    await appendFile(file, line.slice(0, -20));
    await expect(watch.happened()).resolves.toBe(false);
    await appendFile(file, line.slice(-20));
    await expect(watch.happened()).resolves.toBe(isCrash);
    await appendFile(file, 'x'.repeat(3_000_000));
    await expect(watch.happened()).resolves.toBe(false);
    await appendFile(file, `\n${line}`);
    await expect(watch.happened()).resolves.toBe(isCrash);
  });
});
