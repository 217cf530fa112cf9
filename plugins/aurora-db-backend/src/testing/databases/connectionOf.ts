import type { AuroraLocal } from '@aurora-db/local';
import { z } from 'zod';
import type { EnvironmentConfig } from '../../ports/EnvironmentConfig';

const secretSchema = z.object({
  username: z.string(),
  password: z.string(),
  host: z.string(),
  port: z.number(),
  dbname: z.string(),
});

/**
 * Options of pg's Client for the master user of a database, with verified TLS.
 *
 * @param secretArn - of the master secret, as the deploy's output has it
 */
export async function connectionOf(
  { services, url }: AuroraLocal,
  { accountId, region }: Pick<EnvironmentConfig, 'accountId' | 'region'>,
  secretArn: unknown,
) {
  const { SecretString } = await services.call(
    'secretsmanager',
    'GetSecretValue',
    { SecretId: secretArn },
    {
      accountId,
      region,
      requestId: 'test',
      principalArn: `arn:aws:iam::${accountId}:root`,
    },
  );
  const { username, dbname, ...rest } = secretSchema.parse(
    JSON.parse(z.string().parse(SecretString)),
  );
  const authority = await fetch(`${url}/_aurora-local/ca.pem`);
  return {
    ...rest,
    user: username,
    database: dbname,
    ssl: { ca: await authority.text() },
  };
}
