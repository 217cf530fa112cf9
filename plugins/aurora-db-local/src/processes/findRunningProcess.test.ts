import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { findRunningProcess } from './findRunningProcess';
import { startZombie } from '../testing/startZombie';

describe('findRunningProcess', () => {
  it('finds a running process, and tells it from a later one with the same id', async () => {
    expect(await findRunningProcess(process.pid)).toEqual({
      pid: process.pid,
      startedAt: expect.stringMatching(/^\d+$/),
    });
  });

  it('does not find a process that has ended and was reaped', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    expect(await findRunningProcess(child.pid ?? 0)).toBeUndefined();
  });

  it('does not find a process that has ended and still answers signal 0, because no process reaps it', async () => {
    const zombie = await startZombie();
    try {
      expect(process.kill(zombie.pid, 0)).toBe(true);
      expect(await findRunningProcess(zombie.pid)).toBeUndefined();
    } finally {
      await zombie.end();
    }
  });

  describe('on a system without /proc', () => {
    let folder: string;
    const path = process.env.PATH;

    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'aurora-db-ps-'));
    });

    afterEach(async () => {
      process.env.PATH = path;
      await rm(folder, { recursive: true, force: true });
    });

    async function psThatPrints(line: string) {
      await writeFile(
        join(folder, 'ps'),
        `#!/bin/sh\n[ "$*" = "-o state=,lstart= -p ${process.pid}" ] && echo "${line}"\n`,
      );
      await chmod(join(folder, 'ps'), 0o755);
      process.env.PATH = `${folder}${delimiter}${path}`;
    }

    it('asks ps', async () => {
      await psThatPrints('Ss   Sun Nov 29 01:59:39 2026    ');
      expect(await findRunningProcess(process.pid, folder)).toEqual({
        pid: process.pid,
        startedAt: 'Sun Nov 29 01:59:39 2026',
      });
    });

    it('does not find a zombie of ps', async () => {
      await psThatPrints('Z+   Sun Nov 29 01:59:39 2026');
      expect(await findRunningProcess(process.pid, folder)).toBeUndefined();
    });

    it('uses signal 0 if ps has no answer', async () => {
      process.env.PATH = folder;
      expect(await findRunningProcess(process.pid, folder)).toEqual({
        pid: process.pid,
        startedAt: undefined,
      });
    });
  });
});
