import type { EnvironmentConfig } from './EnvironmentConfig';

/** How much of a quota is used. */
export interface AccountQuota {
  used: number;
  limit: number;
}

/** Reads RDS's quotas of an environment's account and region. */
export interface AccountQuotaReader {
  /** By RDS's AccountQuotaName, e.g. `DBClusters`. */
  read(
    environment: EnvironmentConfig,
  ): Promise<ReadonlyMap<string, AccountQuota>>;
}
