/**
 * Addresses at which the partitions of AWS publish the certificate authorities of databases, by the
 * beginning of their regions' names.
 */
const trustStores = [
  ['us-gov-', 'https://truststore.pki.us-gov-west-1.rds.amazonaws.com'],
  ['cn-', 'https://rds-truststore.s3.cn-north-1.amazonaws.com.cn'],
  ['', 'https://truststore.pki.rds.amazonaws.com'],
] as const;

/** Address of the certificate authorities that sign the databases of a region. */
export function authoritiesAddress(region: string): string {
  const [, trustStore] =
    trustStores.find(([prefix]) => region.startsWith(prefix)) ?? [];
  return `${trustStore}/${region}/${region}-bundle.pem`;
}
