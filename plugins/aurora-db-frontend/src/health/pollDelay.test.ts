import { pollDelay } from './pollDelay';

const tenPast = Date.UTC(2026, 10, 23, 12, 0, 10);

describe('pollDelay', () => {
  it.each([0, 0.5, 1])(
    'waits until 5 to 20 seconds after the next full minute (jitter %p)',
    jitter => {
      const at = new Date(tenPast + pollDelay(tenPast, ['available'], jitter));
      expect(at.getUTCMinutes()).toBe(1);
      expect(at.getUTCSeconds()).toBeGreaterThanOrEqual(5);
      expect(at.getUTCSeconds()).toBeLessThanOrEqual(20);
    },
  );

  it.each(['creating', 'backing-up', 'failing-over', 'deleting', 'modifying'])(
    'looks every few seconds while a cluster is %s',
    status => {
      expect(pollDelay(tenPast, ['available', status], 0)).toBe(5_000);
    },
  );

  it.each(['available', 'stopped', 'paused', 'failed', undefined])(
    'keeps to the minute while a cluster is %s',
    status => {
      expect(pollDelay(tenPast, [status], 0)).toBe(55_000);
    },
  );
});
