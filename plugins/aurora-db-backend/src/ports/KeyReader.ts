import type { EnvironmentConfig } from './EnvironmentConfig';

/** A key of KMS. */
export interface EncryptionKey {
  /** For example `Enabled` or `PendingDeletion`. */
  state: string;
  /** For example `ENCRYPT_DECRYPT SYMMETRIC_DEFAULT`. */
  usage: string;
  /** Whether RDS can encrypt storage with it. */
  canEncrypt: boolean;
}

/** Reads keys from KMS in an environment's region. */
export interface KeyReader {
  /** Returns undefined if there is no such key. */
  find(
    environment: EnvironmentConfig,
    arn: string,
  ): Promise<EncryptionKey | undefined>;
}
