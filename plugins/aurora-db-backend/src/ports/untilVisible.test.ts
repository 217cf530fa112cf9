import { Absence, untilVisible } from './untilVisible';

describe('untilVisible', () => {
  it('finds a resource that AWS does not show at first', async () => {
    const read = jest
      .fn<Promise<string | undefined>, []>()
      .mockResolvedValueOnce(undefined)
      .mockResolvedValueOnce(undefined)
      .mockResolvedValue('found');
    expect(await untilVisible(read)).toBe('found');
    expect(read).toHaveBeenCalledTimes(3);
  });

  it('reads once if nothing was just created', async () => {
    const read = jest.fn(async () => undefined);
    expect(await untilVisible(read, { withinMs: 0 })).toBeUndefined();
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('stops if the resource stays absent', async () => {
    const read = async () => undefined;
    expect(await untilVisible(read, { withinMs: 5 })).toBeUndefined();
  });

  it('rejects with the reason of its signal', async () => {
    const controller = new AbortController();
    const looking = untilVisible(
      async () => {
        controller.abort(new Error('cancelled by the user'));
        return undefined;
      },
      { signal: controller.signal },
    );
    await expect(looking).rejects.toThrow('cancelled by the user');
  });
});

describe('Absence', () => {
  it('lasts from the last time that AWS showed the resource', () => {
    jest.useFakeTimers({ now: 0 });
    const absence = new Absence(60_000);
    expect(absence.isOver()).toBe(false);
    jest.setSystemTime(59_999);
    expect(absence.isOver()).toBe(false);
    absence.end();
    jest.setSystemTime(60_000);
    expect(absence.isOver()).toBe(false);
    jest.setSystemTime(120_000);
    expect(absence.isOver()).toBe(true);
    jest.useRealTimers();
  });
});
