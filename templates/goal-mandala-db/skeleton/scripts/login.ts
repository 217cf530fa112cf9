// npm run login: logs in as the functions do, with a token of their role, and says what is missing.
// The role is DATABASE_ROLE_ARN, or that of the caller's credentials.
import './loadEnvironment.ts';
import './tellErrors.ts';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { Signer } from '@aws-sdk/rds-signer';
import pg from 'pg';
import { databaseSettings } from '../src/database/databaseSettings.ts';
import { readDatabaseAddress } from '../src/database/readDatabaseAddress.ts';
import { functionCredentials } from './functionCredentials.ts';
import { loginError } from './loginError.ts';

/** Longest time for a connection, in milliseconds. */
const connectWithinMs = 10_000;

const settings = databaseSettings({ ...process.env, DATABASE_AUTH: 'iam' });
const credentials = await functionCredentials();
const [address, { Arn: role = 'unknown' }] = await Promise.all([
  readDatabaseAddress(settings, new SecretsManagerClient({ credentials })),
  new STSClient({ credentials }).send(new GetCallerIdentityCommand()),
]);
const { host, port, database, user, ca } = address;
const token = await new Signer({
  hostname: host,
  port,
  username: user,
  credentials,
}).getAuthToken();
const client = new pg.Client({
  host,
  port,
  database,
  user,
  password: token,
  ssl: { ca },
  connectionTimeoutMillis: connectWithinMs,
});
const place = `${database} at ${host}:${port}`;
try {
  await client.connect();
  const { rows } = await client.query<{ version: string; tls: string }>(
    `SELECT current_setting('server_version') AS version, ssl.version AS tls FROM pg_stat_ssl ssl WHERE pid = pg_backend_pid()`,
  );
  console.log(
    `${user} is logged in to ${place} with a token of ${role}: PostgreSQL ${rows[0]?.version}, ${rows[0]?.tls}, certificate verified`,
  );
} catch (error) {
  throw loginError(error, { place, user, role, caFile: settings.caFile });
} finally {
  await client.end().catch(() => undefined);
}
