import type { Translate } from './useTexts';

const translated = [
  'available',
  'backing-up',
  'creating',
  'deleting',
  'failed',
  'failing-over',
  'missing',
  'modifying',
  'paused',
  'rebooting',
  'starting',
  'stopped',
  'stopping',
  'unknown',
  'upgrading',
] as const;

/** A cluster's or instance's status in the reader's language; RDS's rarer ones stay in its own words. */
export function translateStatus(status: string, t: Translate): string {
  const known = translated.find(name => name === status);
  return known ? t(`status.${known}`) : status;
}
