import { appendFile, copyFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { statisticSetOf } from './Datapoint';
import { MetricArchive } from './MetricArchive';
import type { MetricSource } from './MetricStore';

const day = 24 * 60 * 60_000;
const noon = Date.parse('2026-11-20T12:00:00Z');

const source: MetricSource = {
  accountId: '123456789012',
  region: 'ap-northeast-1',
  namespace: 'AWS/RDS',
  metricName: 'EngineUptime',
  unit: 'Seconds',
  views: [[{ Name: 'DBInstanceIdentifier', Value: 'writer' }]],
};

describe('MetricArchive', () => {
  let directory: string;
  const logged: string[] = [];

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'aurora-db-archive-'));
    logged.length = 0;
  });

  afterEach(async () => {
    await rm(directory, { recursive: true, force: true });
  });

  const open = () =>
    MetricArchive.open(directory, message => logged.push(message));
  const files = () => readdir(join(directory, 'cloudwatch'));
  const file = (name: string) => join(directory, 'cloudwatch', name);

  async function append(archive: MetricArchive, ...values: number[]) {
    const pending = values.map((value, index) => ({
      source,
      minute: noon + index * 60_000,
      set: statisticSetOf(value),
    }));
    await archive.append(pending, noon);
  }

  /** Minutes since noon and sums of the loaded values. */
  async function load(now: number) {
    const loaded: Array<[number, number]> = [];
    await (
      await open()
    ).load(now, (from, minute, { sum }) => {
      expect(from).toEqual(source);
      loaded.push([(minute - noon) / 60_000, sum]);
    });
    return loaded;
  }

  it('continues after a line that a kill truncated', async () => {
    await append(await open(), 1, 2);
    await appendFile(
      file('2026-11-20.minutes.ndjson'),
      '{"minute":1763640120000,"poi',
    );
    await append(await open(), 4);
    expect(await load(noon)).toEqual([
      [0, 1],
      [1, 2],
      [0, 4],
    ]);
    expect(logged).toEqual([
      expect.stringContaining(
        '1 unreadable line(s) in 2026-11-20.minutes.ndjson',
      ),
    ]);
  });

  it('combines the days before yesterday', async () => {
    await append(await open(), 1, 2, 3, 4, 5, 6);
    expect(await load(noon + day)).toHaveLength(6);
    expect(await load(noon + 2 * day)).toEqual([
      [0, 15],
      [5, 6],
    ]);
    expect(await files()).toEqual(['2026-11-20.five-minutes.ndjson']);
  });

  it('counts no value twice if a kill left both the day and its combined form', async () => {
    await append(await open(), 1, 2, 3);
    await copyFile(file('2026-11-20.minutes.ndjson'), file('backup'));
    await load(noon + 2 * day);
    await copyFile(file('backup'), file('2026-11-20.minutes.ndjson'));
    await rm(file('backup'));
    expect(await load(noon + 2 * day)).toEqual([[0, 6]]);
  });

  it('removes values older than 15 days', async () => {
    await append(await open(), 1);
    expect(await load(noon + 15 * day)).toHaveLength(1);
    expect(await load(noon + 16 * day)).toEqual([]);
    expect(await files()).toEqual([]);
  });
});
