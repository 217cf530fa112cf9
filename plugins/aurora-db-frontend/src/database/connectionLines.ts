import {
  caBundleUrl,
  masterUsername,
  type Cluster,
} from '@aurora-db/backstage-plugin-aurora-db-common';

/** File name of AWS's certificate bundle, which {@link certificatesUrlOf} links to. */
const rootCertificates = 'global-bundle.pem';

/** Lines that connect to a database, without a password. */
export interface ConnectionLines {
  /** A shell command. psql asks for the password. */
  psql: string;
  /** A line for a `.env` file of Prisma. The user replaces `PASSWORD`. */
  databaseUrl: string;
}

/** The address of the cluster's certificate authorities, which depends on its AWS partition. */
export function certificatesUrlOf({ arn = '' }: Cluster): string {
  const [, , , region = ''] = arn.split(':');
  return caBundleUrl(region);
}

/**
 * Lines that connect to a cluster's writer and verify its certificate. Undefined while it has no
 * endpoint.
 */
export function connectionLines(cluster: Cluster): ConnectionLines | undefined {
  const { endpoint, port, databaseName = 'DATABASE' } = cluster;
  const user = cluster.masterUsername ?? masterUsername;
  if (!endpoint || !port) {
    return undefined;
  }
  return {
    psql: `psql "host=${endpoint} port=${port} dbname=${databaseName} user=${user} sslmode=verify-full sslrootcert=${rootCertificates}"`,
    databaseUrl: `DATABASE_URL="postgresql://${user}:PASSWORD@${endpoint}:${port}/${databaseName}?sslmode=verify-full&sslrootcert=${rootCertificates}"`,
  };
}
