import { fromAbsolute } from '@internationalized/date';

/** Whether a time in a time zone is that of UTC, so that both together would be a repetition. */
export function isUtc(time: number, zone: string): boolean {
  return fromAbsolute(time, zone).offset === 0;
}
