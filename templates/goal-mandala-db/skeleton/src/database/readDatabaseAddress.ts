import { readFile } from 'node:fs/promises';
import {
  GetSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { Signer } from '@aws-sdk/rds-signer';
import { z } from 'zod';
import type { DatabaseSettings } from './databaseSettings.ts';

const location = z.object({
  host: z.string().min(1),
  port: z.coerce.number().int().min(1).max(65_535).default(5432),
  dbname: z.string().min(1),
});
const pointer = z.object({ secretArn: z.string().min(1) });
const login = location.extend({
  username: z.string().min(1),
  password: z.string().min(1),
});

/** A database, and how to log in to it. */
export interface DatabaseAddress {
  host: string;
  port: number;
  database: string;
  user: string;
  /** The password, or a token that is good for a login within 15 minutes. */
  password: () => Promise<string>;
  /** Authorities that the server's certificate is verified against, as PEM. */
  ca: string;
  /** Two addresses with the same key lead to the same place by the same login. */
  key: string;
}

/**
 * Asks Secrets Manager where the database is. The secret that `DATABASE_SECRET_ID` names holds JSON of one of three forms:
 *
 * - `{"username", "password", "host", "port", "dbname"}`: the database's own secret, as RDS and the database's stack write it;
 * - `{"secretArn"}`: which secret that is. It lets the application be switched to a restored database, and back, without a deployment;
 * - `{"host", "port", "dbname"}`: enough for a login with a token, so that the function needs no right to read a password.
 *
 * @throws an error that names the secret and what it lacks; never what it holds
 */
export async function readDatabaseAddress(
  settings: DatabaseSettings,
  secretsManager: SecretsManagerClient,
): Promise<DatabaseAddress> {
  const ca = await readAuthorities(settings.caFile);
  let name = settings.secretId;
  let content = await readSecret(name, secretsManager);
  const followed = pointer.safeParse(content);
  if (followed.success) {
    name = followed.data.secretArn;
    content = await readSecret(name, secretsManager);
  }
  if (settings.auth === 'iam') {
    const { host, port, dbname } = parse(location, content, name);
    const { user } = settings;
    const signer = new Signer({ hostname: host, port, username: user });
    return {
      host,
      port,
      database: dbname,
      user,
      password: () => signer.getAuthToken(),
      ca,
      key: JSON.stringify([host, port, dbname, user, ca]),
    };
  }
  const { host, port, dbname, username, password } = parse(
    login,
    content,
    name,
  );
  return {
    host,
    port,
    database: dbname,
    user: username,
    password: async () => password,
    ca,
    key: JSON.stringify([host, port, dbname, username, password, ca]),
  };
}

async function readAuthorities(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new Error(
      `DATABASE_CA_FILE is ${file}, which can't be read: "npm run ca" fetches it. Without it no server can be told from an impostor`,
      { cause: error },
    );
  }
}

async function readSecret(
  name: string,
  secretsManager: SecretsManagerClient,
): Promise<unknown> {
  const { SecretString } = await secretsManager.send(
    new GetSecretValueCommand({ SecretId: name }),
  );
  try {
    return JSON.parse(SecretString ?? '');
  } catch {
    // The parser's own words would quote the secret.
    throw new Error(`The secret ${name} holds no JSON`);
  }
}

function parse<Content>(
  schema: z.ZodType<Content>,
  content: unknown,
  name: string,
): Content {
  const parsed = schema.safeParse(content);
  if (!parsed.success) {
    const members = parsed.error.issues.map(({ path }) => path.join('.'));
    throw new Error(
      `The secret ${name} lacks a usable ${[...new Set(members)].join(', ')}`,
    );
  }
  return parsed.data;
}
