import {
  createMessage,
  type HealthRange,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { LocatedCluster } from '../database/ClusterLocator';
import type { ClusterInstances } from '../ports/ClusterReader';
import type { LoadReader } from '../ports/LoadReader';
import type { CachedLookup } from '../readings/CachedLookup';
import type { LoadReading } from './LoadReading';
import { type LoadRange, loadWindow } from './loadWindow';

/** Reads the load of databases, once for all viewers of all replicas. */
export class LoadReadings {
  readonly #reader: LoadReader;
  readonly #instances: CachedLookup<ClusterInstances>;
  readonly #now: () => number;

  constructor(options: {
    load: LoadReader;
    instances: CachedLookup<ClusterInstances>;
    now?: () => number;
  }) {
    this.#reader = options.load;
    this.#instances = options.instances;
    this.#now = options.now ?? Date.now;
  }

  /**
   * Returns the load over the last hour, and the statements of the last five minutes: those that
   * decide the health. It has priority over other ranges.
   */
  recent(located: LocatedCluster): Promise<LoadReading> {
    return this.#read(located, '1h', 'recent');
  }

  /** Never throws because of Performance Insights: see {@link LoadReading.problems}. */
  read(located: LocatedCluster, range: HealthRange): Promise<LoadReading> {
    return this.#read(located, range, range);
  }

  async #read(
    { environment, clusterIdentifier }: LocatedCluster,
    range: LoadRange,
    statementRange: LoadRange,
  ): Promise<LoadReading> {
    const { value } = await this.#instances.get(environment, clusterIdentifier);
    const now = this.#now();
    const readAt = new Date(now);
    const running = (value?.instances ?? []).flatMap(
      ({ id, resourceId, performanceInsights }) =>
        resourceId && performanceInsights ? [{ id, resourceId }] : [],
    );
    return {
      asOf: readAt,
      instances: await Promise.all(
        running.map(async ({ id, resourceId }) => ({
          instanceId: id,
          readAt,
          load: await this.#reader.readLoad(
            environment,
            resourceId,
            loadWindow(range, now),
          ),
          statements: await this.#reader.readStatements(
            environment,
            resourceId,
            loadWindow(statementRange, now),
          ),
        })),
      ),
      problems:
        running.length === 0 ? [createMessage('insight.noInstances')] : [],
    };
  }
}
