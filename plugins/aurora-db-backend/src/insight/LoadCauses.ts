import type { LoggerService } from '@backstage/backend-plugin-api';
import type { LocatedCluster } from '../database/ClusterLocator';
import type { InstanceReading } from './LoadReading';
import type { LoadReadings } from './LoadReadings';
import { withinTime } from '../readings/withinTime';

/** How long an answer waits for a reading of the load, in ms. The next answer has it. */
const patienceMs = 500;

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
   * Returns the load of the last minutes; undefined if there is none or it takes too long. Never
   * rejects, because the health of a database does not depend on it.
   */
  async read(located: LocatedCluster): Promise<CausingLoad | undefined> {
    const key = JSON.stringify([located.environment.name, located.entityRef]);
    const pending = this.#pending.get(key);
    if (pending) {
      return pending;
    }
    const reading = this.#readIn(located).finally(() =>
      this.#pending.delete(key),
    );
    const started = withinTime(reading, patienceMs);
    this.#pending.set(key, started);
    return started;
  }

  async #readIn(located: LocatedCluster): Promise<CausingLoad | undefined> {
    try {
      const { instances } = await this.#readings.recent(located);
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
