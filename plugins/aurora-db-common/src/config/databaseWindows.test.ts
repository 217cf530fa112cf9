import {
  backupWindowSchema,
  databaseWindows,
  maintenanceWindowSchema,
  windowsOverlap,
} from './databaseWindows';
import { regionUtcOffsets } from './regionUtcOffsets';

describe('databaseWindows', () => {
  it.each([
    ['ap-northeast-1', '18:00-19:00', 'sun:19:30-sun:20:30'],
    ['ap-south-1', '21:30-22:30', 'sun:23:00-mon:00:00'],
    ['eu-west-1', '03:00-04:00', 'mon:04:30-mon:05:30'],
    ['us-east-1', '08:00-09:00', 'mon:09:30-mon:10:30'],
    ['us-west-2', '11:00-12:00', 'mon:12:30-mon:13:30'],
    ['ap-southeast-6', '15:00-16:00', 'sun:16:30-sun:17:30'],
    ['xx-unknown-9', '03:00-04:00', 'mon:04:30-mon:05:30'],
  ])(
    'puts the windows of %s into its night, in UTC',
    (region, backup, maintenance) => {
      expect(databaseWindows(region)).toEqual({ backup, maintenance });
    },
  );

  it('uses the configured windows', () => {
    expect(
      databaseWindows('eu-west-1', { maintenance: 'wed:22:00-wed:23:00' }),
    ).toEqual({ backup: '03:00-04:00', maintenance: 'wed:22:00-wed:23:00' });
  });

  it('gives each region windows that RDS accepts', () => {
    for (const region of Object.keys(regionUtcOffsets)) {
      const windows = databaseWindows(region);
      expect(backupWindowSchema.safeParse(windows.backup).success).toBe(true);
      expect(
        maintenanceWindowSchema.safeParse(windows.maintenance).success,
      ).toBe(true);
      expect(windowsOverlap(windows)).toBe(false);
    }
  });
});

describe('regionUtcOffsets', () => {
  it.each([
    ['af-south-1', 'Africa/Johannesburg'],
    ['ap-northeast-1', 'Asia/Tokyo'],
    ['ap-south-2', 'Asia/Kolkata'],
    ['ap-southeast-3', 'Asia/Jakarta'],
    ['ap-southeast-4', 'Australia/Melbourne'],
    ['ap-southeast-6', 'Pacific/Auckland'],
    ['ca-central-1', 'America/Montreal'],
    ['ca-west-1', 'America/Edmonton'],
    ['eu-west-2', 'Europe/London'],
    ['il-central-1', 'Asia/Jerusalem'],
    ['me-central-1', 'Asia/Dubai'],
    ['me-south-1', 'Asia/Bahrain'],
    ['mx-central-1', 'America/Mexico_City'],
    ['sa-east-1', 'America/Sao_Paulo'],
    ['us-east-2', 'America/New_York'],
    ['us-gov-west-1', 'America/Los_Angeles'],
  ])('has the standard time of %s', (region, timeZone) => {
    const offsetOf = (date: Date) => {
      const local = new Date(
        `${new Intl.DateTimeFormat('sv-SE', {
          timeZone,
          dateStyle: 'short',
          timeStyle: 'medium',
        })
          .format(date)
          .replace(' ', 'T')}Z`,
      );
      return (local.getTime() - date.getTime()) / 60_000;
    };
    const offsets = ['2026-01-15T00:00:00Z', '2026-07-15T00:00:00Z'].map(date =>
      offsetOf(new Date(date)),
    );
    expect(regionUtcOffsets[region]).toBe(Math.min(...offsets));
  });
});

describe('backupWindowSchema', () => {
  it.each(['18:00-19:00', '23:45-00:15', '00:00-23:59'])('accepts %s', text => {
    expect(backupWindowSchema.parse(text)).toBe(text);
  });

  it.each([
    '18:00-18:29',
    '18:00-18:00',
    '24:00-25:00',
    '18:00',
    'sun:18:00-sun:19:00',
    '',
  ])('refuses %j', text => {
    expect(backupWindowSchema.safeParse(text).error?.issues[0]?.message).toBe(
      'expected a backup window in UTC such as 18:00-19:00, of at least 30 minutes',
    );
  });
});

describe('maintenanceWindowSchema', () => {
  it.each(['sun:19:30-sun:20:30', 'sun:23:45-mon:00:15'])(
    'accepts %s',
    text => {
      expect(maintenanceWindowSchema.parse(text)).toBe(text);
    },
  );

  it.each([
    'sun:19:30-sun:19:59',
    'sun:19:30-sun:19:30',
    'sun:19:30-mon:19:30',
    'mon:19:30-sun:20:30',
    'Sun:19:30-Sun:20:30',
    '19:30-20:30',
  ])('refuses %j', text => {
    expect(
      maintenanceWindowSchema.safeParse(text).error?.issues[0]?.message,
    ).toMatch(/^expected a maintenance window in UTC such as sun:19:30/);
  });
});

describe('windowsOverlap', () => {
  it.each([
    ['18:00-19:00', 'sun:18:30-sun:19:30', true],
    ['18:00-19:00', 'wed:17:30-wed:18:01', true],
    ['18:00-19:00', 'wed:17:00-thu:16:59', true],
    ['23:30-00:30', 'mon:00:00-mon:00:30', true],
    ['03:00-04:00', 'sun:23:00-mon:03:30', true],
    ['18:00-19:00', 'sun:19:00-sun:20:00', false],
    ['18:00-19:00', 'sun:17:00-sun:18:00', false],
    ['23:30-00:30', 'mon:00:30-mon:01:00', false],
  ])('compares %s and %s: %s', (backup, maintenance, overlap) => {
    expect(windowsOverlap({ backup, maintenance })).toBe(overlap);
  });
});
