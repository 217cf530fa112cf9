import type { Scope } from '../../service/AwsService';
import { snapshotNotFound } from '../rdsFaults';
import type { RdsStore } from '../RdsStore';
import type { ClusterSnapshotRecord } from './ClusterSnapshotRecord';

/** A snapshot and the account that has it. */
export interface OwnedSnapshot {
  owner: Scope;
  record: ClusterSnapshotRecord;
}

/**
 * A snapshot that an account can copy and restore: its own one, by identifier or ARN, or, by ARN, one
 * that another account shares with it.
 */
export function findSnapshot(
  store: RdsStore,
  scope: Scope,
  identifier: string,
): OwnedSnapshot {
  const found = findOwnedSnapshot(store, scope, identifier);
  if (
    found.owner.accountId !== scope.accountId &&
    !isSharedWith(found.record, scope.accountId)
  ) {
    throw snapshotNotFound(identifier);
  }
  return found;
}

/** The same for work that has begun, which goes on if the snapshot is not shared any more. */
export function findOwnedSnapshot(
  store: RdsStore,
  { accountId, region }: Scope,
  identifier: string,
): OwnedSnapshot {
  const [prefix, , , ofRegion, ofAccount = accountId] = identifier.split(':');
  const owner = {
    accountId: prefix === 'arn' && ofRegion === region ? ofAccount : accountId,
    region,
  };
  return { owner, record: store.snapshot(owner, identifier) };
}

/** Whether another account can copy and restore it. */
export function isSharedWith(
  { sharedWith }: ClusterSnapshotRecord,
  accountId: string,
): boolean {
  return sharedWith.includes(accountId) || sharedWith.includes('all');
}
