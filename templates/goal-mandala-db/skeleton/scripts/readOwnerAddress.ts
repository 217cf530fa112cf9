import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ConfigurationError } from '../src/database/ConfigurationError.ts';
import { databaseSettings } from '../src/database/databaseSettings.ts';
import {
  readDatabaseAddress,
  type DatabaseAddress,
} from '../src/database/readDatabaseAddress.ts';

/**
 * The secrets that the owner of the tables logs in with when none are given:
 * `DATABASE_OWNER_SECRET_ID`, for what it lacks `DATABASE_SECRET_ID`.
 */
export function ownerSecretIds(
  variables: NodeJS.ProcessEnv = process.env,
): string {
  const { secretId } = databaseSettings(variables);
  const owner = variables.DATABASE_OWNER_SECRET_ID;
  return owner ? `${owner},${secretId}` : secretId;
}

/**
 * Reads the address of a database for the owner of its tables, who logs in with the user and
 * password of a secret.
 *
 * @param secretIds - names or ARNs with commas between them; the first one takes precedence. By
 *   default those of `ownerSecretIds`. Pointers are followed
 */
export async function readOwnerAddress(
  secretIds: string | undefined,
): Promise<DatabaseAddress> {
  const { caFile, user } = databaseSettings({
    ...process.env,
    ...(secretIds && { DATABASE_SECRET_ID: secretIds }),
  });
  try {
    return await readDatabaseAddress(
      { caFile, user, auth: 'secret', secretId: secretIds ?? ownerSecretIds() },
      new SecretsManagerClient(),
    );
  } catch (error) {
    throw error instanceof ConfigurationError &&
      /lacks a usable .*password/.test(error.message)
      ? new ConfigurationError(
          `${error.message}. The owner's password is in the master secret (output SecretArn of the database's stack): name it in DATABASE_OWNER_SECRET_ID, or with --secret`,
          { cause: error },
        )
      : error;
  }
}
