import type { DBCluster } from '@aws-sdk/client-rds';
import { isEncrypted } from './isEncrypted';

describe('isEncrypted', () => {
  it.each<[string, Partial<DBCluster>, boolean]>([
    [
      'a key of KMS',
      { StorageEncrypted: true, StorageEncryptionType: 'sse-kms' },
      true,
    ],
    [
      'a key that AWS owns',
      { StorageEncrypted: false, StorageEncryptionType: 'sse-rds' },
      true,
    ],
    [
      'no key',
      { StorageEncrypted: false, StorageEncryptionType: 'none' },
      false,
    ],
    ['an answer without the type', { StorageEncrypted: true }, true],
    ['an answer without both', {}, false],
  ])('knows %s', (_, cluster, expected) => {
    expect(isEncrypted(cluster)).toBe(expected);
  });
});
