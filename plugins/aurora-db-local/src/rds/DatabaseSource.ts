import type { Scope } from '../service/AwsService';
import type { ClusterRecord } from './clusters/ClusterRecord';
import type { InstanceRecord } from './instances/InstanceRecord';

/** A record, and the RDS structure that describes it. */
export interface Described<T> {
  record: T;
  /** `aurora-postgresql` if absent. */
  engine?: string;
  describe(): Record<string, unknown>;
}

/** Databases that RDS describes: those with servers, and those of a simulated fleet. */
export interface DatabaseSource {
  /** Whether one of its clusters has this identifier. */
  hasCluster(scope: Scope, identifier: string): boolean;
  clusters(scope: Scope): Described<ClusterRecord>[];
  instances(scope: Scope): Described<InstanceRecord>[];
}

/** The databases of several sources as one, in the order of their identifiers, as in RDS. */
export function combineSources(
  ...sources: readonly DatabaseSource[]
): DatabaseSource {
  return {
    hasCluster: (scope, identifier) =>
      sources.some(source => source.hasCluster(scope, identifier)),
    clusters: scope =>
      sources.flatMap(source => source.clusters(scope)).sort(byIdentifier),
    instances: scope =>
      sources.flatMap(source => source.instances(scope)).sort(byIdentifier),
  };
}

function byIdentifier(
  a: Described<{ identifier: string }>,
  b: Described<{ identifier: string }>,
): number {
  return a.record.identifier < b.record.identifier ? -1 : 1;
}
