import type { EnvironmentConfig } from './EnvironmentConfig';

/** The usage of a quota. */
export interface AccountQuota {
  used: number;
  limit: number;
}

/** Reads RDS's quotas of an environment's account and region. */
export interface AccountQuotaReader {
  /** Returns quotas by RDS's AccountQuotaName, e.g. `DBClusters`. */
  read(
    environment: EnvironmentConfig,
  ): Promise<ReadonlyMap<string, AccountQuota>>;
}
