import { readFile } from 'node:fs/promises';
import {
  GetSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { Signer } from '@aws-sdk/rds-signer';
import { z } from 'zod';
import { ConfigurationError } from './ConfigurationError.ts';
import type { DatabaseSettings } from './databaseSettings.ts';

const location = z.object({
  host: z.string().min(1),
  port: z.coerce.number().int().min(1).max(65_535).default(5432),
  dbname: z.string().min(1),
});
const jsonObject = z.record(z.string(), z.unknown());
const pointer = z.object({ secretArn: z.string().min(1) });
const login = location.extend({
  username: z.string().min(1),
  password: z.string().min(1),
});

/** Names of Secrets Manager's errors that stay until the configuration changes. */
const lasting = new Set([
  'AccessDeniedException',
  'DecryptionFailure',
  'InvalidParameterException',
  'InvalidRequestException',
  'ResourceNotFoundException',
]);

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
 * Reads the database's address from Secrets Manager. The secret that `DATABASE_SECRET_ID` names
 * contains JSON in one of these forms:
 *
 * - `{"host", "port", "dbname"}`: the database's connection secret, without a password. It is
 *   enough for a login with a token;
 * - `{"secretArn"}`: a pointer to that secret. It switches the application to a restored database
 *   and back without a deployment;
 * - `{"username", "password"}`, with or without `host`, `port` and `dbname`: the master secret of
 *   the database.
 *
 * Several secrets with commas between them are read as one: later ones add what earlier ones do not
 * have. A master secret that RDS manages has no host, which the connection secret adds.
 *
 * @throws ConfigurationError, which names the secret and the missing members, never its contents
 */
export async function readDatabaseAddress(
  settings: DatabaseSettings,
  secretsManager: SecretsManagerClient,
): Promise<DatabaseAddress> {
  const ca = await readAuthorities(settings.caFile);
  const { names, content } = await readSecrets(
    settings.secretId,
    secretsManager,
  );
  const name = names.join(' and ');
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
    throw new ConfigurationError(
      `DATABASE_CA_FILE is ${file}, which can't be read: "npm run ca" fetches it. Without it no server can be told from an impostor`,
      { cause: error },
    );
  }
}

/**
 * Merges the contents of secrets; the first one takes precedence. Pointers are followed once.
 */
async function readSecrets(
  ids: string,
  secretsManager: SecretsManagerClient,
  mayPoint = true,
): Promise<{ names: string[]; content: object }> {
  const parts = await Promise.all(
    ids.split(',').map(async id => {
      const name = id.trim();
      const content = await readSecret(name, secretsManager);
      const followed = pointer.safeParse(content);
      return mayPoint && followed.success
        ? readSecrets(followed.data.secretArn, secretsManager, false)
        : { names: [name], content };
    }),
  );
  return {
    names: parts.flatMap(({ names }) => names),
    content: Object.assign({}, ...parts.map(each => each.content).reverse()),
  };
}

async function readSecret(
  name: string,
  secretsManager: SecretsManagerClient,
): Promise<object> {
  const { SecretString } = await secretsManager
    .send(new GetSecretValueCommand({ SecretId: name }))
    .catch((error: unknown) => {
      throw error instanceof Error && lasting.has(error.name)
        ? new ConfigurationError(
            `The secret ${name} can't be read (${error.name}): correct its name, or the rights of the role that runs this`,
            { cause: error },
          )
        : error;
    });
  try {
    return jsonObject.parse(JSON.parse(SecretString ?? ''));
  } catch {
    // The parser's message would quote the secret.
    throw new ConfigurationError(`The secret ${name} holds no JSON object`);
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
    throw new ConfigurationError(
      `The secret ${name} lacks a usable ${[...new Set(members)].join(', ')}`,
    );
  }
  return parsed.data;
}
