import {
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { startZombie } from '../testing/startZombie';
import { FileStateStore } from './FileStateStore';

const schema = z.object({ name: z.string(), at: z.coerce.date() });
const tokyo = { accountId: '111111111111', region: 'ap-northeast-1' };
const virginia = { accountId: '111111111111', region: 'us-east-1' };
const at = new Date('2026-01-02T03:04:05Z');

describe('FileStateStore', () => {
  let directory: string;
  let store: FileStateStore;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'aurora-db-store-'));
    store = await FileStateStore.open(directory);
  });

  afterEach(async () => {
    await store.close();
    await rm(directory, { recursive: true, force: true });
  });

  async function reopen() {
    await store.close();
    store = await FileStateStore.open(directory);
    return store.collection('things', schema);
  }

  it('returns after a restart what was put, including dates, by account and region', async () => {
    const things = await store.collection('things', schema);
    await things.put(tokyo, 'a', { name: 'A', at });
    await things.put(virginia, 'a', { name: 'other', at });
    await things.put(tokyo, 'b', { name: 'B', at });
    await things.delete(tokyo, 'b');

    const reread = await reopen();
    expect(reread.list(tokyo)).toEqual([{ name: 'A', at }]);
    expect(reread.get(virginia, 'a')).toEqual({ name: 'other', at });
    expect(reread.all()).toHaveLength(2);
  });

  it('has a record on disk when put resolves', async () => {
    const things = await store.collection('things', schema);
    await things.put(tokyo, 'a', { name: 'A', at });
    expect(
      await readFile(join(directory, 'state', 'things.json'), 'utf8'),
    ).toContain('"name":"A"');
  });

  it('writes the state at the time of put, not later changes of the object', async () => {
    const things = await store.collection('things', schema);
    const value = { name: 'as put', at };
    const written = things.put(tokyo, 'a', value);
    value.name = 'changed later';
    await written;
    expect((await reopen()).get(tokyo, 'a')?.name).toBe('as put');
  });

  it('keeps everything of many simultaneous puts and leaves no temporary file', async () => {
    const things = await store.collection('things', schema);
    await Promise.all(
      Array.from({ length: 500 }, (_, index) =>
        things.put(tokyo, `${index}`, { name: `${index}`, at }),
      ),
    );
    expect(await readdir(join(directory, 'state'))).toEqual(['things.json']);
    expect((await reopen()).list(tokyo)).toHaveLength(500);
  });

  it('makes its files readable only by their owner', async () => {
    const things = await store.collection('things', schema);
    await things.put(tokyo, 'a', { name: 'A', at });
    expect(
      (await stat(join(directory, 'state', 'things.json'))).mode.toString(8),
    ).toMatch(/600$/);
    expect((await stat(join(directory, 'state'))).mode.toString(8)).toMatch(
      /700$/,
    );
  });

  it.each([
    ['cut off', '{"version":1,"records":[{"acc'],
    ['of another kind', '{"version":2,"records":[]}'],
    [
      'holding a wrong record',
      '{"version":1,"records":[{"accountId":"1","region":"r","id":"a","value":{"name":7,"at":"2026-01-01T00:00:00Z"}}]}',
    ],
  ])(
    'refuses a file that is %s, naming it and the way out',
    async (_, content) => {
      const path = join(directory, 'state', 'things.json');
      await writeFile(path, content);
      await expect(store.collection('things', schema)).rejects.toThrow(
        new RegExp(
          `${path} is not a valid state .*(Restore the file from a copy, or delete the state folder)`,
          's',
        ),
      );
    },
  );

  it('names the invalid record of a file', async () => {
    await writeFile(
      join(directory, 'state', 'things.json'),
      '{"version":1,"records":[{"accountId":"1","region":"r","id":"my-thing","value":{"name":7}}]}',
    );
    await expect(store.collection('things', schema)).rejects.toThrow(
      /record 'my-thing' of account 1 in r/,
    );
  });

  it('gives a collection to one owner only', async () => {
    await store.collection('things', schema);
    await expect(store.collection('things', schema)).rejects.toThrow(
      /'things' is already open/,
    );
  });

  it('lets no second server use the folder while the first one runs', async () => {
    await expect(FileStateStore.open(directory)).rejects.toThrow(
      new RegExp(
        `in use by another aurora-db-local \\(process ${process.pid}\\)`,
      ),
    );
    await store.close();
    store = await FileStateStore.open(directory);
  });

  it.each([
    ['whose process is gone', { pid: 2 ** 22 + 1, processStart: '1' }],
    [
      'whose process id went to another program',
      { pid: process.pid, processStart: 'long ago' },
    ],
    ['that nobody can read', 'rubbish'],
  ])('takes over a lock %s', async (_, owner) => {
    await store.close();
    await writeFile(join(directory, 'lock'), JSON.stringify(owner));
    store = await FileStateStore.open(directory);
    expect(
      JSON.parse(await readFile(join(directory, 'lock'), 'utf8')),
    ).toMatchObject({ pid: process.pid });
    expect(await readdir(directory)).toEqual(['lock', 'state']);
  });

  it('takes over the lock of a process that has ended, even if no process reaps it', async () => {
    await store.close();
    const { pid, startedAt, end } = await startZombie();
    try {
      await writeFile(
        join(directory, 'lock'),
        JSON.stringify({ pid, processStart: startedAt }),
      );
      store = await FileStateStore.open(directory);
    } finally {
      await end();
    }
    expect(
      JSON.parse(await readFile(join(directory, 'lock'), 'utf8')),
    ).toMatchObject({ pid: process.pid });
  });
});
