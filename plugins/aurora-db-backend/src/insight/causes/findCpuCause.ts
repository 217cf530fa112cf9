import {
  createMessage,
  type Message,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { WaitEvent } from '../../ports/LoadReader';
import { waitKindOf } from '../waitKindOf';
import { describeWait, percentOf, textsOf } from './describeCause';
import { type LoadDuring, sumOf, sumOfKind } from './loadDuring';
import { greatestOf, notableShare, partsOf, standingOut } from './standingOut';

const isCpu = (wait: WaitEvent) => waitKindOf(wait) === 'cpu';

/**
 * Finds the statement that uses the CPU. Sessions that wait use none, so a statement that waits for
 * a lock is not blamed, even if it has the greatest load. Without such a statement, contention for
 * structures in memory is what keeps a busy server from its work.
 */
export function findCpuCause(during: LoadDuring): Message | undefined {
  const { total, waits, statements } = during;
  const onCpu = sumOfKind(during, 'cpu');
  const parts = partsOf(during, isCpu);
  const found = standingOut(parts, onCpu);
  if (found.length > 0) {
    const isGreatest = found.every(({ text }) =>
      statements.slice(0, found.length).some(one => one.text === text),
    );
    return isGreatest
      ? createMessage('cause.statement', {
          percent: percentOf(sumOf(found), total),
          statement: textsOf(found),
        })
      : createMessage('cause.cpuStatement', {
          percent: percentOf(
            found.reduce((sum, { least }) => sum + least, 0),
            onCpu,
          ),
          statement: textsOf(found),
        });
  }
  const contended = greatestOf(waits.filter(({ kind }) => kind === 'lwlock'));
  return contended && contended.sessions >= notableShare * total
    ? describeWait(contended, [], total)
    : undefined;
}
