import type { Message } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { WaitEvent } from '../../ports/LoadReader';
import { describeWait } from './describeCause';
import { type LoadDuring, sumOf } from './loadDuring';
import { greatestOf, partsOf, standingOut } from './standingOut';

/** Least share of the load that waits for the disk, if the disk is slow. */
const notableDiskShare = 0.2;

/** Waits for reads from the volume or from temporary files. */
export function isRead({ name, type }: WaitEvent): boolean {
  return type === 'IO' && /read|prefetch/i.test(name);
}

/** Waits for writes and commits. On Aurora, a commit waits for `IO:XactSync`. */
export function isWrite({ name, type }: WaitEvent): boolean {
  return (
    (type === 'IO' && !/read|prefetch/i.test(name)) ||
    (type === 'LWLock' && /:wal/i.test(name))
  );
}

/**
 * Finds the wait for the disk with the most load, and the statement that waits for the disk.
 *
 * @param counts - which waits are for the reads, or for the writes
 */
export function findDiskCause(
  during: LoadDuring,
  counts: (wait: WaitEvent) => boolean,
): Message | undefined {
  const { total } = during;
  const waits = during.waits.filter(counts);
  const greatest = greatestOf(waits);
  const onDisk = sumOf(waits);
  if (!greatest || onDisk <= 0 || onDisk < notableDiskShare * total) {
    return undefined;
  }
  const parts = partsOf(during, counts);
  return describeWait(greatest, standingOut(parts, onDisk), total);
}
