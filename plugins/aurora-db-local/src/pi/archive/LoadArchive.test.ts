import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoadRecord } from '../LoadRecord';
import { dayMs, LoadArchive } from './LoadArchive';

const day = Date.parse('2026-11-23T00:00:00Z');

const statement = { id: 'A', dbId: '1', text: 'SELECT ?' };

const recordAt = (at: number, wait: string, sessions: number): LoadRecord => ({
  at,
  samples: 60,
  load: [
    {
      key: {
        waitType: 'Lock',
        wait,
        sessionType: undefined,
        statement,
        sql: { id: 'B', text: 'SELECT 1' },
      },
      sessions,
    },
  ],
  counters: {
    'db.User.numbackends': { sum: 60, minimum: 1, maximum: 1 },
    'db.state.idle_count': { sum: 30, minimum: 0, maximum: 1 },
  },
  statisticsSeconds: 60,
  statistics: [{ statement, counters: [1, 2.5, 3] }],
});

describe('LoadArchive', () => {
  let directory: string;
  let logged: string[];
  const open = () => LoadArchive.open(directory, line => logged.push(line));
  const read = async (
    archive: LoadArchive,
    from = day,
    to = day + 9 * dayMs,
  ) => {
    const minutes = [];
    for await (const minute of archive.read('db-A', from, to)) {
      minutes.push(minute);
    }
    return minutes;
  };

  beforeEach(async () => {
    logged = [];
    directory = await mkdtemp(join(tmpdir(), 'aurora-db-local-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  it('returns what was appended, also after a restart that numbers again', async () => {
    const records = [
      recordAt(day, 'Lock:a', 1),
      recordAt(day + 60_000, 'Lock:b', 2),
      recordAt(day + dayMs, 'Lock:c', 3),
    ];
    for (const record of records) {
      await (await open()).append('db-A', [record]);
    }
    expect(await read(await open())).toEqual(records);
    expect(await read(await open(), day + 60_000, day + dayMs)).toEqual([
      records[1],
    ]);
  });

  it('loses only the line that a kill truncated, and says so', async () => {
    const archive = await open();
    const [first, last] = [
      recordAt(day, 'Lock:a', 1),
      recordAt(day + 120_000, 'Lock:c', 3),
    ];
    await archive.append('db-A', [first]);
    await appendFile(
      join(directory, 'performance-insights/db-A/2026-11-23.ndjson'),
      '{"minute":17639424',
    );
    await archive.append('db-A', [last]);
    expect(await read(archive)).toEqual([first, last]);
    expect(logged).toEqual([expect.stringContaining('1 unreadable line')]);
  });

  it('gives earlier keys of a statement its better text', async () => {
    const archive = await open();
    const record = recordAt(day, 'Lock:a', 1);
    await archive.append('db-A', [record]);
    const better = { ...statement, text: 'SELECT ? FROM t' };
    await archive.append('db-A', [
      {
        ...record,
        statistics: [],
        load: record.load.map(one => ({
          ...one,
          key: { ...one.key, statement: better },
        })),
      },
    ]);
    for (const { load } of await read(archive)) {
      expect(load[0]?.key.statement?.text).toBe('SELECT ? FROM t');
    }
  });

  it('removes days before the retention, and an instance', async () => {
    const archive = await open();
    await archive.append('db-A', [recordAt(day, 'Lock:a', 1)]);
    await archive.append('db-A', [recordAt(day + dayMs, 'Lock:b', 1)]);
    await archive.age('db-A', day + dayMs);
    expect((await read(archive)).map(({ at }) => at)).toEqual([day + dayMs]);
    await archive.delete('db-A');
    expect(await read(archive)).toEqual([]);
    expect(await archive.list()).toEqual([]);
  });
});
