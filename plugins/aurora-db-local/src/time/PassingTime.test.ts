import { PassingTime } from './PassingTime';
import { RepeatingTask } from './RepeatingTask';

describe('time that passes when it is told to', () => {
  const start = Date.parse('2026-11-23T12:00:00Z');

  /** Tasks that record when they run. Each takes some turns of the event loop. */
  function repeating(time: PassingTime, periods: Record<string, number>) {
    const noted: string[] = [];
    const tasks = Object.entries(periods).map(
      ([name, period]) =>
        new RepeatingTask({
          name,
          run: async () => {
            const begun = time.now() - start;
            await new Promise(resolve => setTimeout(resolve, 5));
            noted.push(`${name} ${begun} to ${time.now() - start}`);
          },
          delay: () => period,
          log: message => void noted.push(message),
          time,
        }),
    );
    tasks.forEach(task => task.start());
    return { noted, tasks };
  }

  it('does not pass otherwise, and stops at the given time', async () => {
    const time = new PassingTime(start);
    const { noted } = repeating(time, { often: 5_000 });
    await time.pass(4_999);
    expect(noted).toEqual([]);
    expect(time.now()).toBe(start + 4_999);
    await time.pass(1);
    expect(noted).toEqual(['often 5000 to 5000']);
  });

  it('runs the tasks that are due in their order, each to its end before the next', async () => {
    const time = new PassingTime(start);
    const { noted } = repeating(time, { seldom: 15_000, often: 5_000 });
    await time.pass(16_000);
    expect(noted).toEqual([
      'often 5000 to 5000',
      'often 10000 to 10000',
      'seldom 15000 to 15000',
      'often 15000 to 15000',
    ]);
    expect(time.now()).toBe(start + 16_000);
  });

  it('runs no task that was cancelled', async () => {
    const time = new PassingTime(start);
    const { noted, tasks } = repeating(time, { often: 5_000 });
    await time.pass(5_000);
    await Promise.all(tasks.map(task => task.stop()));
    await time.pass(60_000);
    expect(noted).toEqual(['often 5000 to 5000']);
  });

  it('tells other clocks the time before a task runs at it', async () => {
    let other = start;
    const time = new PassingTime(start, now => (other = now));
    const seen: number[] = [];
    time.wake(3_000, async () => void seen.push(other - start));
    await time.pass(10_000);
    expect(seen).toEqual([3_000]);
    expect(other).toBe(start + 10_000);
  });
});
