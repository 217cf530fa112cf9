import { datapointDelay } from './untilNextDatapoint';

const tenPast = Date.UTC(2026, 10, 23, 12, 0, 10);

describe('datapointDelay', () => {
  it.each([0, 0.5, 1])(
    'ends 5 to 20 seconds after the next full minute (jitter %p)',
    jitter => {
      const at = new Date(tenPast + datapointDelay(tenPast, jitter));
      expect(at.getUTCMinutes()).toBe(1);
      expect(at.getUTCSeconds()).toBeGreaterThanOrEqual(5);
      expect(at.getUTCSeconds()).toBeLessThanOrEqual(20);
    },
  );
});
