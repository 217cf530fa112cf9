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

/** Translates the status of a cluster or an instance. Rare ones stay as RDS names them. */
export function translateStatus(status: string, t: Translate): string {
  const known = translated.find(name => name === status);
  return known ? t(`status.${known}`) : status;
}
