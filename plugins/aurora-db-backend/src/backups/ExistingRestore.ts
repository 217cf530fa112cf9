import type {
  DatabaseConfig,
  RestoreOrigin,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { ExistingCluster } from '../database/LocatedCluster';
import type { ClusterInstances, LiveCluster } from '../ports/ClusterReader';

/** A restore of a database that the portal did not create. */
export interface ExistingRestore {
  source: ExistingCluster;
  live: LiveCluster;
  instances: ClusterInstances['instances'];
  config: DatabaseConfig;
  engineVersion: string;
  /** Whether the data of the source is encrypted. */
  isEncrypted: boolean;
  /** The KMS key of the data. */
  kmsKeyArn?: string;
  origin: RestoreOrigin;
}
