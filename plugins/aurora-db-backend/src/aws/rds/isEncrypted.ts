import type { DBCluster } from '@aws-sdk/client-rds';

/**
 * Whether the storage of a cluster or a snapshot is encrypted. `StorageEncryptionType` also tells
 * of a key that AWS owns. Older answers lack it.
 */
export function isEncrypted({
  StorageEncrypted = false,
  StorageEncryptionType = 'none',
}: Pick<DBCluster, 'StorageEncrypted' | 'StorageEncryptionType'>): boolean {
  return StorageEncrypted || StorageEncryptionType !== 'none';
}
