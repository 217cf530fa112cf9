import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { databaseSettings } from '../src/database/databaseSettings.ts';
import {
  readDatabaseAddress,
  type DatabaseAddress,
} from '../src/database/readDatabaseAddress.ts';

/**
 * A database as the owner of its tables logs in to it: with the user and password of a secret, whatever the functions log in with.
 *
 * @param secretId - name or ARN; that of `DATABASE_SECRET_ID` when absent. A pointer is followed
 */
export async function readOwnerAddress(
  secretId: string | undefined,
): Promise<DatabaseAddress> {
  const settings = databaseSettings(
    secretId ? { ...process.env, DATABASE_SECRET_ID: secretId } : process.env,
  );
  return readDatabaseAddress(
    { ...settings, auth: 'secret' },
    new SecretsManagerClient(),
  );
}
