import type { EnvironmentConfig } from './EnvironmentConfig';

/** An event that RDS reports. */
export interface SourceEvent {
  at: Date;
  /** Identifier of the cluster, instance or snapshot. */
  source: string;
  /** RDS's categories, such as `failover`. */
  categories: string[];
  text: string;
}

/** A cluster or an instance, or all cluster snapshots of the account and region. */
export type EventSource =
  { kind: 'cluster' | 'instance'; id: string } | { kind: 'snapshots' };

/** Reads RDS's events of an environment's account and region. */
export interface DatabaseEventReader {
  /**
   * Returns the events of a source, also after its deletion. Makes one call per 100 events. Throws an
   * AwsUnavailableError if AWS gives no answer.
   *
   * @param since - at most 14 days ago, because RDS keeps no older events
   */
  list(
    environment: EnvironmentConfig,
    source: EventSource,
    since: Date,
  ): Promise<SourceEvent[]>;
}
