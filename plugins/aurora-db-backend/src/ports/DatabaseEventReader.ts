import type { EnvironmentConfig } from './EnvironmentConfig';

/** An event that RDS reports. */
export interface SourceEvent {
  at: Date;
  /** Identifier of the cluster or instance. */
  source: string;
  /** RDS's categories, such as `failover`. */
  categories: string[];
  text: string;
}

/** Reads RDS's events of an environment's account and region. */
export interface DatabaseEventReader {
  /**
   * Returns the events of a cluster or an instance, of up to 14 days. Makes one call per 100 events.
   * Throws an AwsUnavailableError if AWS gives no answer.
   */
  list(
    environment: EnvironmentConfig,
    source: { kind: 'cluster' | 'instance'; id: string },
    since: Date,
  ): Promise<SourceEvent[]>;
}
