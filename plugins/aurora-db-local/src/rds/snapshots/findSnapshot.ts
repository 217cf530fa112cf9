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
  const owner = ownerOf(scope, identifier);
  if (owner.accountId === scope.accountId) {
    return { owner, record: store.snapshot(scope, identifier) };
  }
  const name = identifier.split(':').slice(6).join(':');
  const record = store.snapshots.get(owner, name.toLocaleLowerCase('en-US'));
  if (!record || !isSharedWith(record, scope.accountId)) {
    throw snapshotNotFound(identifier);
  }
  return { owner, record };
}

/** The same for work that has begun, which goes on if the snapshot is not shared any more. */
export function findOwnedSnapshot(
  store: RdsStore,
  scope: Scope,
  identifier: string,
): OwnedSnapshot {
  const owner = ownerOf(scope, identifier);
  return { owner, record: store.snapshot(owner, identifier) };
}

function ownerOf({ accountId, region }: Scope, identifier: string): Scope {
  const [prefix, , , ofRegion, owner = accountId] = identifier.split(':');
  return {
    accountId: prefix === 'arn' && ofRegion === region ? owner : accountId,
    region,
  };
}

/** Whether another account can copy and restore it. */
export function isSharedWith(
  { sharedWith }: ClusterSnapshotRecord,
  accountId: string,
): boolean {
  return sharedWith.includes(accountId) || sharedWith.includes('all');
}
