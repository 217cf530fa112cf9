import {
  caBundleUrl,
  databaseNames,
  environmentShortNames,
  masterUsername,
  type Cluster,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { parseEntityRef } from '@backstage/catalog-model';

/** AWS's bundle of certificate authorities, as {@link certificatesUrlOf} is called once saved. */
const rootCertificates = 'global-bundle.pem';

/** Where a person or a program connects to; no password in it. */
export interface ConnectionLines {
  /** A command for a shell: psql asks for the password. */
  psql: string;
  /** A line for a `.env` file, for Prisma; `PASSWORD` is to be replaced. */
  databaseUrl: string;
}

/**
 * The PostgreSQL database in a cluster. A restored one is called as its source's was, which its own name does not tell.
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

/** Where AWS publishes the certificate authorities of a cluster, which depends on the partition that it is in. */
export function certificatesUrlOf({ arn = '' }: Cluster): string {
  const [, , , region = ''] = arn.split(':');
  return caBundleUrl(region);
}

/** Lines that connect to a cluster's writer with its certificate verified; none while it has no endpoint. */
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
