import { z } from 'zod';
import { ConfigurationError } from './ConfigurationError.ts';

const environment = z.object({
  DATABASE_SECRET_ID: z
    .string({
      error:
        'is not set: give the name or ARN of the secret that holds the address',
    })
    .min(
      1,
      'is empty: give the name or ARN of the secret that holds the address',
    ),
  DATABASE_AUTH: z
    .enum(['secret', 'iam'], {
      error: issue =>
        `is ${JSON.stringify(issue.input)}: use "iam" (a token of the function's role) or "secret" (the secret's password)`,
    })
    .default('iam'),
  DATABASE_USER: z.string().min(1).default('lambda-user'),
  DATABASE_CA_FILE: z.string().min(1).default('certs/rds-ca.pem'),
});

/** The secret of the database's address, and the way of logging in. */
export interface DatabaseSettings {
  /**
   * Name or ARN of the secret that has the database's address, or several with commas between them;
   * see `readDatabaseAddress`.
   */
  secretId: string;
  /**
   * `iam`: a token of the role that runs this, no password. `secret`: the secret's user and
   * password.
   */
  auth: 'iam' | 'secret';
  /** The user of a login with a token. */
  user: string;
  /** File with the authorities (PEM) that the server's certificate is verified against. */
  caFile: string;
}

/**
 * Reads `DATABASE_SECRET_ID`, `DATABASE_AUTH` (`iam`), `DATABASE_USER` (`lambda-user`) and
 * `DATABASE_CA_FILE` (`certs/rds-ca.pem`).
 *
 * @throws ConfigurationError, which names the variable, its value and the allowed values
 */
export function databaseSettings(
  variables: NodeJS.ProcessEnv = process.env,
): DatabaseSettings {
  const parsed = environment.safeParse(variables);
  if (!parsed.success) {
    throw new ConfigurationError(
      parsed.error.issues
        .map(({ path, message }) => `${path.join('.')} ${message}`)
        .join('\n'),
    );
  }
  const { data } = parsed;
  return {
    secretId: data.DATABASE_SECRET_ID,
    auth: data.DATABASE_AUTH,
    user: data.DATABASE_USER,
    caFile: data.DATABASE_CA_FILE,
  };
}
