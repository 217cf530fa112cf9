import { ConflictError } from '@backstage/errors';
import type { LiveCluster } from '../ports/ClusterReader';
import type { DeletedDatabase } from './FinalSnapshots';
import { stackState } from '../database/stackState';

/**
 * Throws a ConflictError if a database is protected against deletion. Deleting the stack of a protected cluster would delete its
 * instances before RDS refuses, so this comes first.
 */
export function assertUnprotected(
  { names, stack }: DeletedDatabase,
  cluster: LiveCluster | undefined,
  { disableProtection }: { disableProtection: boolean },
): void {
  const isUpdatable =
    stackState(names.stackName, stack.status).kind === 'updatable';
  if (cluster?.deletionProtection && !isUpdatable) {
    throw new ConflictError(
      `Deletion protection of ${names.clusterIdentifier} is on, and its stack is in state ${stack.status}, so that it can't be switched off here. Switch it off in the RDS console (Modify) and delete again`,
    );
  }
  const protections = [
    ...(cluster?.deletionProtection
      ? [`deletion protection of ${names.clusterIdentifier}`]
      : []),
    ...(stack.terminationProtection
      ? [`termination protection of ${names.stackName}`]
      : []),
  ];
  if (protections.length > 0 && !disableProtection) {
    throw new ConflictError(
      `Not deleted: ${protections.join(' and ')} ${protections.length > 1 ? 'are' : 'is'} on. To delete the database, tick "Turn off deletion protection" in the form (disableProtection: true)`,
    );
  }
}
