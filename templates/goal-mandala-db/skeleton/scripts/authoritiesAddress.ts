import { ConfigurationError } from '../src/database/ConfigurationError.ts';

/**
 * Addresses at which the partitions of AWS publish the certificate authorities of databases, by the
 * beginning of their regions' names.
 */
const trustStores = [
  ['us-gov-', 'https://truststore.pki.us-gov-west-1.rds.amazonaws.com'],
  ['cn-', 'https://rds-truststore.s3.cn-north-1.amazonaws.com.cn'],
  ['', 'https://truststore.pki.rds.amazonaws.com'],
] as const;
const thisMachine = /^https?:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?/;

/**
 * Address of the certificate authorities that sign the databases of `AWS_REGION`. If
 * `AWS_ENDPOINT_URL` leads to this machine, it is aurora-db-local's.
 *
 * @throws ConfigurationError if neither is set
 */
export function authoritiesAddress(
  {
    AWS_REGION: region,
    AWS_ENDPOINT_URL: endpoint = '',
  }: NodeJS.ProcessEnv = process.env,
): string {
  const [local] = thisMachine.exec(endpoint) ?? [];
  if (local) {
    return `${local}/_aurora-local/ca.pem`;
  }
  if (!region) {
    throw new ConfigurationError(
      'AWS_REGION is not set: it says whose authorities to fetch. Copy .env.example to .env, or name another place with --from',
    );
  }
  const [, trustStore] =
    trustStores.find(([prefix]) => region.startsWith(prefix)) ?? [];
  return `${trustStore}/${region}/${region}-bundle.pem`;
}
