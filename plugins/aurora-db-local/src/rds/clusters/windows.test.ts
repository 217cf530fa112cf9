import {
  checkApart,
  isMaintenanceDue,
  maintenanceWindow,
  newWindows,
} from './windows';

describe('windows of a cluster', () => {
  it.each([
    ['18:00-19:00', 'sun:19:00-sun:19:30'],
    ['18:00-19:00', 'sun:17:30-sun:18:00'],
    ['23:30-00:30', 'mon:00:30-mon:01:00'],
    ['00:00-00:30', 'sat:23:30-sun:00:00'],
  ])('do not overlap if one begins as the other ends: %s and %s', (a, b) => {
    expect(() => checkApart(a, b)).not.toThrow();
  });

  it.each([
    ['18:00-19:00', 'tue:18:59-tue:19:29'],
    ['18:00-19:00', 'tue:18:10-tue:18:40'],
    ['18:10-18:40', 'tue:18:00-tue:19:00'],
    ['23:45-00:15', 'fri:00:00-fri:00:30'],
    ['23:45-00:15', 'sat:23:30-sun:00:00'],
    ['00:10-00:40', 'sat:23:45-sun:00:15'],
    ['06:00-06:30', 'mon:12:00-wed:12:00'],
  ])(
    'overlap on any day, also past midnight and the end of the week: %s and %s',
    (a, b) => {
      expect(() => checkApart(a, b)).toThrow(
        `The backup window ${a} and the maintenance window ${b} must not overlap.`,
      );
    },
  );

  it('are chosen so that they do not overlap the given one', () => {
    expect(newWindows(undefined, undefined)).toEqual({
      preferredBackupWindow: '18:00-18:30',
      preferredMaintenanceWindow: 'sun:19:00-sun:19:30',
    });
    expect(newWindows('18:30-19:30', undefined)).toEqual({
      preferredBackupWindow: '18:30-19:30',
      preferredMaintenanceWindow: 'sun:07:00-sun:07:30',
    });
    expect(newWindows(undefined, 'mon:17:00-mon:18:30')).toEqual({
      preferredBackupWindow: '06:00-06:30',
      preferredMaintenanceWindow: 'mon:17:00-mon:18:30',
    });
  });

  it('are stored in lowercase', () => {
    expect(maintenanceWindow('Sun:19:00-SUN:19:30')).toBe(
      'sun:19:00-sun:19:30',
    );
  });
});

describe('changes that wait since Monday at noon', () => {
  // A Monday.
  const since = new Date('2026-11-23T12:00:00Z');

  it.each([
    ['before the window', 'tue:03:00-tue:03:30', '2026-11-24T02:59:59Z', false],
    ['as it opens', 'tue:03:00-tue:03:30', '2026-11-24T03:00:00Z', true],
    [
      'after it, if it passed',
      'tue:03:00-tue:03:30',
      '2026-11-26T00:00:00Z',
      true,
    ],
    [
      'if the last one was before',
      'mon:10:00-mon:10:30',
      '2026-11-29T09:00:00Z',
      false,
    ],
    [
      'if it is open already',
      'mon:11:50-mon:12:20',
      '2026-11-23T12:00:00Z',
      true,
    ],
    [
      'over the end of the week',
      'sat:23:45-sun:00:15',
      '2026-11-29T00:10:00Z',
      true,
    ],
    ['before that', 'sat:23:45-sun:00:15', '2026-11-28T23:44:00Z', false],
    ['weeks later', 'mon:10:00-mon:10:30', '2026-12-20T09:00:00Z', true],
  ])('are due, or not, %s', (_when, window, now, isDue) => {
    expect(isMaintenanceDue(window, since, new Date(now))).toBe(isDue);
  });
});
