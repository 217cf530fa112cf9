import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WalArchive } from './WalArchive';

const segment = (timeline: number, position: number) =>
  `${String(timeline).padStart(8, '0')}${String(position).padStart(16, '0')}`;

describe('a WAL archive', () => {
  let root: string;
  let archive: WalArchive;
  let live: string;
  const write = (folder: string, name: string, content: string) =>
    writeFile(join(folder, name), content);

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'aurora-db-wal-'));
    archive = new WalArchive(join(root, 'archive'));
    live = join(root, 'data');
    await archive.prepare();
    await mkdir(join(live, 'pg_wal', 'archive_status'), { recursive: true });
    await mkdir(join(root, 'copy'));
  });

  afterEach(() => rm(root, { recursive: true, force: true }));

  it('copies a range over all timelines, with their histories, and what only the server has', async () => {
    await write(archive.directory, segment(1, 3), 'before');
    await write(archive.directory, segment(1, 4), 'first');
    await write(archive.directory, segment(2, 5), 'archived');
    await write(archive.directory, `${segment(1, 5)}.partial`, 'half');
    await write(archive.directory, '00000002.history', 'fork');
    // The server has begun to reuse this file.
    await write(join(live, 'pg_wal'), segment(2, 5), 'overwritten');
    await write(join(live, 'pg_wal'), segment(2, 6), 'last');
    await write(join(live, 'pg_wal'), segment(2, 7), 'made in advance');

    const copy = join(root, 'copy');
    await archive.copyTo(copy, {
      live,
      first: segment(1, 4),
      last: segment(2, 6),
    });
    const copied = await Promise.all(
      (await readdir(copy)).map(async name => [
        name,
        await readFile(join(copy, name), 'utf8'),
      ]),
    );
    expect(Object.fromEntries(copied)).toEqual({
      [segment(1, 4)]: 'first',
      [segment(2, 5)]: 'archived',
      [segment(2, 6)]: 'last',
      '00000002.history': 'fork',
    });
  });

  it('archives what an ended server did not archive', async () => {
    await write(join(live, 'pg_wal'), segment(1, 8), 'ready');
    await write(join(live, 'pg_wal'), segment(1, 9), 'under way');
    await write(
      join(live, 'pg_wal', 'archive_status'),
      `${segment(1, 8)}.ready`,
      '',
    );
    await archive.takeRest(live);
    expect(await readdir(archive.directory)).toEqual([segment(1, 8)]);
  });

  it('keeps the segments that its oldest backup needs and deletes earlier ones', async () => {
    for (const name of [
      segment(1, 3),
      `${segment(1, 3)}.00000028.backup`,
      segment(1, 4),
      segment(2, 3),
      segment(2, 5),
      '00000002.history',
    ]) {
      await write(archive.directory, name, '');
    }
    await archive.prune(segment(1, 4));
    expect((await readdir(archive.directory)).sort()).toEqual([
      segment(1, 4),
      '00000002.history',
      segment(2, 5),
    ]);
  });
});
