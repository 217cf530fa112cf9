import { z } from 'zod';
import { regionUtcOffsets } from './regionUtcOffsets';

const minutesPerDay = 24 * 60;
const minutesPerWeek = 7 * minutesPerDay;
/** Shortest window that RDS accepts, in minutes. Source: CreateDBCluster in the RDS API. */
const shortestWindow = 30;

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const time = '([01]\\d|2[0-3]):([0-5]\\d)';
const day = `(${weekdays.join('|')})`;
const backupPattern = new RegExp(`^${time}-${time}$`);
const maintenancePattern = new RegExp(`^${day}:${time}-${day}:${time}$`);

/** Minutes of a week, from Monday 00:00 UTC. */
interface Interval {
  start: number;
  length: number;
}

const minutesOf = (hours = '', minutes = '') =>
  Number(hours) * 60 + Number(minutes);

const modulo = (value: number, divisor: number) =>
  ((value % divisor) + divisor) % divisor;

function readBackupWindow(text: string): Interval | undefined {
  const [whole, ...parts] = backupPattern.exec(text) ?? [];
  if (whole === undefined) {
    return undefined;
  }
  const start = minutesOf(parts[0], parts[1]);
  const end = minutesOf(parts[2], parts[3]);
  return { start, length: modulo(end - start, minutesPerDay) };
}

function readMaintenanceWindow(text: string): Interval | undefined {
  const [whole, ...parts] = maintenancePattern.exec(text) ?? [];
  if (whole === undefined) {
    return undefined;
  }
  const dayOf = (name = '') =>
    weekdays.findIndex(weekday => weekday === name) * minutesPerDay;
  const start = dayOf(parts[0]) + minutesOf(parts[1], parts[2]);
  const end = dayOf(parts[3]) + minutesOf(parts[4], parts[5]);
  return { start, length: modulo(end - start, minutesPerWeek) };
}

/** A daily backup window of RDS in UTC, such as `18:00-19:00`. @public */
export const backupWindowSchema = z
  .string('expected a backup window in UTC such as 18:00-19:00')
  .refine(text => (readBackupWindow(text)?.length ?? 0) >= shortestWindow, {
    error: `expected a backup window in UTC such as 18:00-19:00, of at least ${shortestWindow} minutes`,
  });

/** A weekly maintenance window of RDS in UTC, such as `sun:19:30-sun:20:30`. @public */
export const maintenanceWindowSchema = z
  .string('expected a maintenance window in UTC such as sun:19:30-sun:20:30')
  .refine(
    text => {
      const { length = 0 } = readMaintenanceWindow(text) ?? {};
      return length >= shortestWindow && length < minutesPerDay;
    },
    {
      error: `expected a maintenance window in UTC such as sun:19:30-sun:20:30, of at least ${shortestWindow} minutes and less than a day`,
    },
  );

/** The daily and weekly windows of backup and maintenance, in UTC. @public */
export interface DatabaseWindows {
  /** Daily, e.g. `18:00-19:00`. */
  backup: string;
  /** Weekly, e.g. `sun:19:30-sun:20:30`. */
  maintenance: string;
}

function writeTime(minute: number): string {
  const ofDay = modulo(minute, minutesPerDay);
  const twoDigits = (value: number) => String(value).padStart(2, '0');
  return `${twoDigits(Math.floor(ofDay / 60))}:${twoDigits(ofDay % 60)}`;
}

function writeDayAndTime(minute: number): string {
  const ofWeek = modulo(minute, minutesPerWeek);
  return `${weekdays[Math.floor(ofWeek / minutesPerDay)]}:${writeTime(ofWeek)}`;
}

/**
 * Returns the windows of a database. The defaults are 03:00 to 04:00 for backup and Monday 04:30 to
 * 05:30 for maintenance. They are in the region's standard time, or in UTC if {@link
 * regionUtcOffsets} lacks the region.
 *
 * @public
 */
export function databaseWindows(
  region: string,
  configured: Partial<DatabaseWindows> = {},
): DatabaseWindows {
  const offset = regionUtcOffsets[region] ?? 0;
  const backupStart = 3 * 60 - offset;
  // The week begins on Monday.
  const maintenanceStart = 4 * 60 + 30 - offset;
  return {
    backup:
      configured.backup ??
      `${writeTime(backupStart)}-${writeTime(backupStart + 60)}`,
    maintenance:
      configured.maintenance ??
      `${writeDayAndTime(maintenanceStart)}-${writeDayAndTime(maintenanceStart + 60)}`,
  };
}

/**
 * Whether the backup window of any day overlaps the maintenance window. RDS refuses overlapping
 * windows.
 *
 * @public
 */
export function windowsOverlap({
  backup,
  maintenance,
}: DatabaseWindows): boolean {
  const daily = readBackupWindow(backup);
  const weekly = readMaintenanceWindow(maintenance);
  if (!daily || !weekly) {
    return false;
  }
  return weekdays.some((_, index) => {
    const start = daily.start + index * minutesPerDay;
    return (
      modulo(weekly.start - start, minutesPerWeek) < daily.length ||
      modulo(start - weekly.start, minutesPerWeek) < weekly.length
    );
  });
}
