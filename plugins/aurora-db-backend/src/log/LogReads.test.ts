import type { LogEventPage, LogQuery } from '../ports/LogEventReader';
import { testEnvironment } from '../testing/databases/testEnvironment';
import { LogCallBudget } from './LogCallBudget';
import { LogReads } from './LogReads';

const environment = testEnvironment('prod');
const query = { logGroupName: '/a', from: 0, to: 1_000, limit: 100 };
const event = { id: 'a', at: 5, stream: 'orders-1.0', text: 'x' };

/** Reads of pages, with a clock that only waits and calls move. */
function testReads(pages: (query: LogQuery) => LogEventPage | undefined) {
  let now = 0;
  let isStopped = false;
  const filter = jest.fn(async (_: unknown, asked: LogQuery) => pages(asked));
  const time = {
    now: () => now,
    wait: async (ms: number) => {
      now += isStopped ? 0 : ms;
    },
  };
  const reads = new LogReads(
    { filter },
    { ...time, budget: new LogCallBudget(time) },
  );
  return {
    filter,
    pass: (ms: number) => {
      now += ms;
    },
    /** Waits no longer pass time: all calls are at the same moment. */
    stop: () => {
      isStopped = true;
    },
    read: (asked: Partial<LogQuery> = {}, enough = 100) =>
      reads.read(
        environment,
        { ...query, ...asked },
        events => events.length >= enough,
      ),
  };
}

const endless = ({ next = '0' }: LogQuery) => ({
  events: [],
  next: String(Number(next) + 1),
});

describe('reading a log', () => {
  it('continues over empty pages', async () => {
    const { read, filter } = testReads(({ next = '0' }) =>
      next === '3' ? { events: [event] } : endless({ ...query, next }),
    );
    expect(await read()).toEqual({ events: [event] });
    expect(filter).toHaveBeenCalledTimes(4);
  });

  it('ends after ten calls, and continues from there', async () => {
    const { read, filter } = testReads(endless);
    expect(await read()).toEqual({ events: [], rest: { next: '10' } });
    expect(await read({ next: '10' })).toEqual({
      events: [],
      rest: { next: '20' },
    });
    expect(filter).toHaveBeenCalledTimes(20);
  });

  it('ends after eight seconds', async () => {
    const { read, filter, pass } = testReads(asked => {
      pass(3_000);
      return endless(asked);
    });
    expect(await read()).toEqual({ events: [], rest: { next: '3' } });
    expect(filter).toHaveBeenCalledTimes(3);
  });

  it('ends when there are enough events', async () => {
    const { read } = testReads(() => ({ events: [event], next: '1' }));
    expect(await read({}, 1)).toEqual({ events: [event], rest: { next: '1' } });
  });

  it('says that there is no such group', async () => {
    const { read } = testReads(() => undefined);
    expect(await read()).toBeUndefined();
  });

  it('shares the calls of viewers who ask the same at the same time, and keeps nothing', async () => {
    const { read, filter } = testReads(() => ({ events: [event] }));
    const parts = await Promise.all([read(), read(), read({ to: 2_000 })]);
    expect(parts[1]).toBe(parts[0]);
    expect(filter).toHaveBeenCalledTimes(2);
    await read();
    expect(filter).toHaveBeenCalledTimes(3);
  });

  it('shares a failure, and reads again afterwards', async () => {
    let fails = true;
    const { read } = testReads(() => {
      if (fails) {
        throw new Error('no answer');
      }
      return { events: [event] };
    });
    await expect(Promise.all([read(), read()])).rejects.toThrow('no answer');
    fails = false;
    expect(await read()).toEqual({ events: [event] });
  });

  it('answers without events if its turn comes too late, and continues there', async () => {
    const { read, filter, stop } = testReads(endless);
    await read();
    stop();
    const parts = await Promise.all(
      Array.from({ length: 30 }, (_, from) => read({ from, next: '7' })),
    );
    // Of 8 s, at two calls per second.
    expect(filter.mock.calls.length).toBeLessThanOrEqual(10 + 17);
    expect(parts.at(-1)).toEqual({ events: [], rest: { next: '7' } });
  });
});
