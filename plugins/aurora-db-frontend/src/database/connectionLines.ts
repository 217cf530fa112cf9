import {
  caBundleUrl,
  databaseNames,
  environmentShortNames,
  masterUsername,
  type Cluster,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { parseEntityRef } from '@backstage/catalog-model';

/** File name of AWS's certificate bundle, which {@link certificatesUrlOf} links to. */
const rootCertificates = 'global-bundle.pem';

/** Lines that connect to a database, without a password. */
export interface ConnectionLines {
  /** A shell command. psql asks for the password. */
  psql: string;
  /** A line for a `.env` file of Prisma. The user replaces `PASSWORD`. */
  databaseUrl: string;
}

/**
 * The PostgreSQL database in a cluster. A restored cluster has the database name of its source,
 * which its own name does not show.
 */
export function postgresDatabaseOf(cluster: Cluster): string | undefined {
  if (cluster.databaseName || cluster.restoredFrom) {
    return cluster.databaseName;
  }
  const { name } = parseEntityRef(cluster.entityRef);
  const suffix = `-${environmentShortNames[cluster.environment]}`;
  return name.endsWith(suffix)
    ? databaseNames(name.slice(0, -suffix.length), cluster.environment)
        .databaseName
    : undefined;
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
  const { endpoint, port } = cluster;
  if (!endpoint || !port) {
    return undefined;
  }
  const database = postgresDatabaseOf(cluster) ?? 'DATABASE';
  return {
    psql: `psql "host=${endpoint} port=${port} dbname=${database} user=${masterUsername} sslmode=verify-full sslrootcert=${rootCertificates}"`,
    databaseUrl: `DATABASE_URL="postgresql://${masterUsername}:PASSWORD@${endpoint}:${port}/${database}?sslmode=verify-full&sslrootcert=${rootCertificates}"`,
  };
}
