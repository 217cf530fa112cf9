import type {
  LogLine,
  LogPage,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { readLinesSince, readNewestLines } from './readLogLines';

const hour = 60 * 60_000;
const pageSize = 100;

/** A log with a line at each of some times, read as CloudWatch Logs is: the oldest first. */
function logOf(times: number[], emptyPages = 0) {
  const calls: Array<[from: number, to: number, next?: string]> = [];
  const read = async (
    from: number,
    to: number,
    next?: string,
  ): Promise<LogPage> => {
    calls.push([from, to, next]);
    const page = Number(next ?? 0);
    const found = times.filter(at => at >= from && at <= to);
    const start = (page - emptyPages) * pageSize;
    const items = page < emptyPages ? [] : found.slice(start, start + pageSize);
    const isLast = page >= emptyPages && start + pageSize >= found.length;
    return {
      items: items.map((at): LogLine => ({
        id: `line ${at}`,
        at: new Date(at).toISOString(),
        instance: 'writer',
        text: `line ${at}`,
      })),
      ...(!isLast && { next: String(page + 1) }),
    };
  };
  return { read, calls };
}

const timesOf = (lines: LogLine[]) => lines.map(({ at }) => Date.parse(at));
const range = (from: number, to: number, step: number) =>
  Array.from(
    { length: Math.ceil((to - from) / step) },
    (_, i) => from + i * step,
  );

describe('readNewestLines', () => {
  it('reads the whole of a quiet time, in few calls, each line once', async () => {
    const times = [5, hour, 20 * hour, 7 * 24 * hour - 10];
    const { read, calls } = logOf(times);
    const { lines, start, isCut } = await readNewestLines(
      read,
      0,
      7 * 24 * hour,
    );
    expect(timesOf(lines)).toEqual(times);
    expect(start).toBe(0);
    expect(isCut).toBe(false);
    expect(calls.length).toBeLessThan(10);
  });

  it('begins at the end of a busy time, and older lines continue without a gap', async () => {
    const times = range(0, hour, 100);
    const { read } = logOf(times);
    const newest = await readNewestLines(read, 0, hour);
    expect(timesOf(newest.lines).at(-1)).toBe(times.at(-1));
    expect(newest.lines.length).toBeLessThan(2_000);
    const older = await readNewestLines(read, 0, newest.start - 1);
    const both = timesOf([...older.lines, ...newest.lines]);
    expect(both).toEqual(times.slice(-both.length));
  });

  it('reads on if CloudWatch Logs returns pages without lines', async () => {
    const { read } = logOf([hour - 5], 3);
    const { lines } = await readNewestLines(read, 0, hour);
    expect(timesOf(lines)).toEqual([hour - 5]);
  });

  it('says that lines are missing if a moment has too many', async () => {
    const { read } = logOf(range(hour - 1_000, hour, 0.5));
    const { lines, isCut } = await readNewestLines(read, 0, hour);
    expect(isCut).toBe(true);
    expect(lines).toHaveLength(1_000);
  });

  it('stops if there is no log', async () => {
    const unavailable = { code: 'log.exportOff', text: 'off' };
    const read = jest.fn(async () => ({ items: [], unavailable }));
    const result = await readNewestLines(read, 0, hour);
    expect(result.unavailable).toEqual(unavailable);
    expect(read).toHaveBeenCalledTimes(1);
  });
});

describe('readLinesSince', () => {
  it('reads all pages of a short time', async () => {
    const times = range(0, 5_000, 20);
    const { read, calls } = logOf(times);
    const { lines } = await readLinesSince(read, 0, 5_000);
    expect(timesOf(lines)).toEqual(times);
    expect(calls).toHaveLength(3);
  });
});
