import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { LiveCluster } from '../../ports/ClusterReader';
import type { DatabaseStack } from '../../ports/DatabaseStacks';
import type { DeletedDatabase } from './FinalSnapshots';
import { stackState } from '../../database/stackState';
import { ConflictError } from '../../ports/errors/userErrors';

/**
 * Throws a ConflictError if a database is protected against deletion. Without this check,
 * CloudFormation would delete the instances before RDS refuses to delete the protected cluster.
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
      createMessage('delete.protectedInState', {
        clusterIdentifier: names.clusterIdentifier,
        stackStatus: stack.status,
      }),
    );
  }
  const code = protectionOf(cluster, stack);
  if (code && !disableProtection) {
    throw new ConflictError(createMessage(code, { ...names }));
  }
}

function protectionOf(
  cluster: LiveCluster | undefined,
  { terminationProtection }: DatabaseStack,
) {
  if (cluster?.deletionProtection) {
    return terminationProtection
      ? 'delete.protectedBoth'
      : 'delete.protectedCluster';
  }
  return terminationProtection ? 'delete.protectedStack' : undefined;
}
