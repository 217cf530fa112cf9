import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findRunningProcess } from '../processes/findRunningProcess';
import { startZombie } from '../testing/startZombie';
import { endOrphan } from './endOrphan';

describe('endOrphan', () => {
  let folder: string;
  const children: ChildProcess[] = [];

  beforeEach(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'aurora-db-orphan-')));
  });

  afterEach(async () => {
    for (const child of children.splice(0)) {
      child.kill('SIGKILL');
    }
    await rm(folder, { recursive: true, force: true });
  });

  const file = () => join(folder, 'postmaster.pid');

  /** A process that the system lists as `postgres`, although it is not. */
  async function work(cwd: string): Promise<ChildProcess> {
    const program = join(folder, 'postgres');
    await symlink('/bin/sleep', program);
    const child = spawn(program, ['60'], { cwd, stdio: 'ignore' });
    children.push(child);
    await once(child, 'spawn');
    return child;
  }

  it('ignores a server that has ended, even if no process reaps it', async () => {
    const zombie = await startZombie(folder);
    try {
      await writeFile(file(), `${zombie.pid}\n${folder}\n`);
      await endOrphan(folder);
      expect(existsSync(file())).toBe(false);
    } finally {
      await zombie.end();
    }
  });

  it("does not end a process that has a dead server's id and another working directory", async () => {
    const other = await work(tmpdir());
    await writeFile(file(), `${other.pid}\n${folder}\n`);
    await endOrphan(folder);
    expect(await findRunningProcess(other.pid ?? 0)).toBeDefined();
    expect(existsSync(file())).toBe(false);
  });

  it('ends a server that works there', async () => {
    const server = await work(folder);
    await writeFile(file(), `${server.pid}\n${folder}\n`);
    await endOrphan(folder);
    expect(await findRunningProcess(server.pid ?? 0)).toBeUndefined();
  });

  it('waits for the backends of a killed server', async () => {
    const zombie = await startZombie(folder);
    try {
      await writeFile(file(), `${zombie.pid}\n${folder}\n`);
      const backend = await work(folder);
      const left = endOrphan(folder).then(() =>
        findRunningProcess(backend.pid ?? 0),
      );
      // Long enough for an implementation that does not wait.
      await delay(200);
      backend.kill('SIGKILL');
      await expect(left).resolves.toBeUndefined();
      expect(existsSync(file())).toBe(false);
    } finally {
      await zombie.end();
    }
  });
});
