import type { LoggerService } from '@backstage/backend-plugin-api';
import type { LocatedCluster } from '../database/LocatedCluster';
import { LRUCache } from 'lru-cache';
import type { InstanceReading } from './LoadReading';
import type { LoadReadings } from './LoadReadings';
import { withinTime } from '../readings/withinTime';

/** How long an answer waits for a reading of the load, in ms. */
const patienceMs = 500;

/** Databases with a problem whose last reading is kept, and for how long, in ms. */
const kept = { max: 200, ttl: 5 * 60_000 };

/** The load that causes are found in. */
export interface CausingLoad {
  /** Differs from that of an earlier reading. */
  version: string;
  instances: InstanceReading[];
}

/** Reads the load in which the causes of a database's health are found. */
export class LoadCauses {
  readonly #readings: Pick<LoadReadings, 'recent'>;
  readonly #logger: Pick<LoggerService, 'warn'>;
  /** The last readings, by database. */
  readonly #known = new LRUCache<string, CausingLoad>(kept);
  /** Readings that have not ended, by database. They resolve to none when the time is over. */
  readonly #pending = new Map<string, Promise<CausingLoad | undefined>>();

  constructor(options: {
    readings: Pick<LoadReadings, 'recent'>;
    logger: Pick<LoggerService, 'warn'>;
  }) {
    this.#readings = options.readings;
    this.#logger = options.logger;
  }

  /**
   * Returns the load of the last minutes; undefined if there is none. If reading it takes too long
   * or fails, returns the last one, which lacks the newest minutes. Never rejects, because the
   * health of a database does not depend on it.
   *
   * @param needsStatements - whether a load tells too little without the waits of each statement.
   *   They are read with the next reading, so that a user who also opens the load sees all of it.
   */
  async read(
    located: LocatedCluster,
    needsStatements: (instances: readonly InstanceReading[]) => boolean,
  ): Promise<CausingLoad | undefined> {
    const key = JSON.stringify([located.environment.name, located.entityRef]);
    let pending = this.#pending.get(key);
    if (!pending) {
      const known = this.#known.get(key);
      const withStatements =
        known !== undefined && needsStatements(known.instances);
      const reading = this.#readIn(located, withStatements).then(load => {
        this.#pending.delete(key);
        if (load) {
          this.#known.set(key, load);
        }
        return load;
      });
      pending = withinTime(reading, patienceMs);
      this.#pending.set(key, pending);
    }
    return (await pending) ?? this.#known.get(key);
  }

  async #readIn(
    located: LocatedCluster,
    withStatements: boolean,
  ): Promise<CausingLoad | undefined> {
    try {
      const { instances } = await this.#readings.recent(
        located,
        withStatements,
      );
      const versions = instances.map(
        ({ instanceId, readAt, statements }) =>
          `${instanceId} ${readAt.getTime()} ${statements?.length}`,
      );
      return instances.length > 0
        ? { version: versions.join(' '), instances }
        : undefined;
    } catch (error) {
      this.#logger.warn(
        `The load of ${located.clusterIdentifier} is unknown: ${error}`,
      );
      return undefined;
    }
  }
}
