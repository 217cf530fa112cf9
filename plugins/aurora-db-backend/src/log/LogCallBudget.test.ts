import { LogCallBudget } from './LogCallBudget';

describe('the budget of calls', () => {
  const waits: number[] = [];
  let now: number;
  let budget: LogCallBudget;

  beforeEach(() => {
    now = 1_000_000;
    waits.length = 0;
    budget = new LogCallBudget({
      now: () => now,
      wait: async ms => {
        waits.push(ms);
      },
    });
  });

  const take = (place = 'tokyo') => budget.take(place, now + 2_000);

  it('is five calls at once, then two per second', async () => {
    for (let calls = 0; calls < 8; calls += 1) {
      expect(await take()).toBe(true);
    }
    expect(waits).toEqual([500, 1_000, 1_500]);
  });

  it('refuses a call that would start after its deadline, which then costs nothing', async () => {
    for (let calls = 0; calls < 9; calls += 1) {
      await take();
    }
    expect(await take()).toBe(false);
    expect(await take()).toBe(false);
    now += 500;
    expect(await take()).toBe(true);
  });

  it('is full again after 2.5 seconds', async () => {
    for (let calls = 0; calls < 5; calls += 1) {
      await take();
    }
    now += 2_500;
    for (let calls = 0; calls < 5; calls += 1) {
      await take();
    }
    expect(waits).toEqual([]);
  });

  it('is separate for each account and region', async () => {
    for (let calls = 0; calls < 5; calls += 1) {
      await take();
    }
    expect(await take('osaka')).toBe(true);
    expect(waits).toEqual([]);
  });
});
