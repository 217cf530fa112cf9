import { invalidCombination, invalidValue } from '../rdsFaults';

/** A part of the week, in minutes from Sunday 00:00 UTC. It may end in the next week. */
interface WeeklyWindow {
  start: number;
  length: number;
}

const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const dayMinutes = 24 * 60;
const weekMinutes = 7 * dayMinutes;
/** Source: RDS's API reference, constraints of PreferredBackupWindow and PreferredMaintenanceWindow. */
const leastMinutes = 30;

const time = '([01]\\d|2[0-3]):([0-5]\\d)';
const daily = new RegExp(`^${time}-${time}$`);
const weekly = new RegExp(
  `^(${days.join('|')}):${time}-(${days.join('|')}):${time}$`,
);

/** Checks a `PreferredBackupWindow`. */
export function backupWindow(value: string): string {
  parseDaily(value);
  return value;
}

/** Checks a `PreferredMaintenanceWindow`. Returns it in lowercase, as RDS stores it. */
export function maintenanceWindow(value: string): string {
  const kept = value.toLocaleLowerCase('en-US');
  parseWeekly(kept);
  return kept;
}

/** Throws if a daily backup window overlaps the maintenance window, if there is one. */
export function checkApart(
  backup: string,
  maintenance: string | undefined,
): void {
  if (maintenance !== undefined && overlap(backup, maintenance)) {
    throw invalidCombination(
      `The backup window ${backup} and the maintenance window ${maintenance} must not overlap.`,
    );
  }
}

/** The windows of a new cluster. A window that is not given does not overlap the other one. */
export function newWindows(
  backup: string | undefined,
  maintenance: string | undefined,
): { preferredBackupWindow: string; preferredMaintenanceWindow: string } {
  if (backup !== undefined) {
    checkApart(backup, maintenance);
  }
  const preferredBackupWindow =
    backup ??
    ['18:00-18:30', '06:00-06:30'].find(
      window => maintenance === undefined || !overlap(window, maintenance),
    ) ??
    '18:00-18:30';
  const preferredMaintenanceWindow =
    maintenance ??
    ['sun:19:00-sun:19:30', 'sun:07:00-sun:07:30'].find(
      window => !overlap(preferredBackupWindow, window),
    ) ??
    'sun:19:00-sun:19:30';
  return { preferredBackupWindow, preferredMaintenanceWindow };
}

/**
 * Whether changes that wait since a time are due: the maintenance window is open, or has begun
 * meanwhile.
 */
export function isMaintenanceDue(
  window: string,
  since: Date,
  now: Date,
): boolean {
  const { start, length } = parseWeekly(window);
  const minute =
    (now.getUTCDay() * 24 + now.getUTCHours()) * 60 +
    now.getUTCMinutes() +
    (now.getUTCSeconds() + now.getUTCMilliseconds() / 1000) / 60;
  const minutesSinceStart = (minute - start + weekMinutes) % weekMinutes;
  const begun = now.getTime() - minutesSinceStart * 60_000;
  return minutesSinceStart < length || begun > since.getTime();
}

function overlap(backup: string, maintenance: string): boolean {
  const { start, length } = parseDaily(backup);
  const other = parseWeekly(maintenance);
  return days.some((_, day) =>
    meet({ start: start + day * dayMinutes, length }, other),
  );
}

/** Two windows of a repeating week overlap if one begins within the other. */
function meet(a: WeeklyWindow, b: WeeklyWindow): boolean {
  const distance = (from: number, to: number) =>
    (to - from + weekMinutes) % weekMinutes;
  return (
    distance(a.start, b.start) < a.length ||
    distance(b.start, a.start) < b.length
  );
}

function parseDaily(value: string): WeeklyWindow {
  const [, ...parts] = daily.exec(value) ?? [];
  if (parts.length === 0) {
    throw invalidValue(
      `Invalid backup window format: ${value}. Should be specified as a range hh24:mi-hh24:mi.`,
    );
  }
  const [h1 = 0, m1 = 0, h2 = 0, m2 = 0] = parts.map(Number);
  return span(value, 'backup', h1 * 60 + m1, h2 * 60 + m2, dayMinutes);
}

function parseWeekly(value: string): WeeklyWindow {
  const [, d1 = '', h1, m1, d2 = '', h2, m2] = weekly.exec(value) ?? [];
  if (d1 === '') {
    throw invalidValue(
      `Invalid maintenance window format: ${value}. Should be specified as a range ddd:hh24:mi-ddd:hh24:mi.`,
    );
  }
  const minute = (day: string, hours?: string, minutes?: string) =>
    days.indexOf(day) * dayMinutes + Number(hours) * 60 + Number(minutes);
  return span(
    value,
    'maintenance',
    minute(d1, h1, m1),
    minute(d2, h2, m2),
    weekMinutes,
  );
}

function span(
  value: string,
  kind: 'backup' | 'maintenance',
  start: number,
  end: number,
  period: number,
): WeeklyWindow {
  const length = (end - start + period) % period;
  if (length < leastMinutes) {
    throw invalidValue(
      `Invalid ${kind} window: ${value}. The ${kind} window must be at least ${leastMinutes} minutes.`,
    );
  }
  return { start, length };
}
