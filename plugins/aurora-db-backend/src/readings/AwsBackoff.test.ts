import { testEnvironment } from '../testing/databases/testEnvironment';
import { AwsUnavailableError } from '../ports/errors/AwsUnavailableError';
import { AwsBackoff } from './AwsBackoff';
import { testMessage } from '../testing/faults/testMessage';

const throttled = new AwsUnavailableError(
  testMessage('AWS is throttling'),
  'throttled',
  '444444444444',
);
const prod = testEnvironment('prod');
const second = 1_000;

describe('a pause after failures', () => {
  let now: number;
  let random: number;
  let calls: number;
  let pause: AwsBackoff;

  beforeEach(() => {
    now = 0;
    random = 0;
    calls = 0;
    pause = new AwsBackoff(
      () => now,
      () => random,
    );
  });

  const fail = () =>
    pause.attempt(prod, async () => {
      calls += 1;
      throw throttled;
    });
  const succeed = () =>
    pause.attempt(prod, async () => {
      calls += 1;
    });
  /** Time until the next call to AWS, in whole seconds. */
  const lengthOfPause = async () => {
    const before = calls;
    const start = now;
    while (calls === before) {
      now += second;
      await fail();
    }
    return (now - start) / second;
  };

  it('grows up to a minute while AWS fails', async () => {
    random = 0.9999;
    await fail();
    const pauses: number[] = [];
    for (let i = 0; i < 5; i += 1) {
      pauses.push(await lengthOfPause());
    }
    expect(pauses).toEqual([10, 20, 40, 60, 60]);
  });

  it('is at least 5 s, even for the lowest random number', async () => {
    await fail();
    expect([await lengthOfPause(), await lengthOfPause()]).toEqual([5, 5]);
  });

  it('is random between the limits, so that replicas do not return at the same time', async () => {
    await fail();
    await lengthOfPause();
    random = 0.5;
    await lengthOfPause();
    // The limits after the third failure in a row: 5 and 40 seconds.
    expect(await lengthOfPause()).toBe(23);
  });

  it('counts concurrent failures as one', async () => {
    random = 0.9999;
    await Promise.all([fail(), fail(), fail()]);
    expect(await lengthOfPause()).toBe(10);
  });

  it('ends with the first success, and starts again with the next failure', async () => {
    random = 0.9999;
    await fail();
    await lengthOfPause();
    await lengthOfPause();
    now += 60 * second;
    expect(await succeed()).toBeUndefined();
    expect(await succeed()).toBeUndefined();
    expect(await fail()).toBe(throttled);
    expect(await lengthOfPause()).toBe(10);
  });

  it('returns the failure to other callers without a call to AWS', async () => {
    await fail();
    expect(await succeed()).toBe(throttled);
    expect(calls).toBe(1);
  });

  it('throws other errors and does not pause', async () => {
    const bug = new TypeError('a bug');
    await expect(
      pause.attempt(prod, async () => {
        throw bug;
      }),
    ).rejects.toBe(bug);
    expect(await succeed()).toBeUndefined();
  });

  it('starts if AWS does not answer in time, and ends with a late answer', async () => {
    jest.useFakeTimers();
    let answer: () => void = () => {};
    const slow = () =>
      pause.attempt(
        prod,
        () =>
          new Promise<void>(resolve => {
            answer = resolve;
          }),
      );
    const [failure] = await Promise.all([
      slow(),
      jest.advanceTimersByTimeAsync(8 * second),
    ]);
    jest.useRealTimers();
    expect(failure).toMatchObject({
      reason: 'unreachable',
      message: expect.stringContaining('has not answered for 8 seconds'),
    });
    expect(await succeed()).toBe(failure);
    answer();
    await new Promise(setImmediate);
    expect(await succeed()).toBeUndefined();
  });
});
