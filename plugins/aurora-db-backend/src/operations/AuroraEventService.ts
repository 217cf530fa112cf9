import {
  auroraDbClusterReadPermission,
  type DatabaseEvent,
  type DatabaseEventList,
  type HealthRange,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { DatabaseAccess } from '../access/DatabaseAccess';
import type { LocatedCluster } from '../database/LocatedCluster';
import type { ClusterInstances, LiveCluster } from '../ports/ClusterReader';
import type { SourceEvent } from '../ports/DatabaseEventReader';
import type { CachedLookup } from '../readings/CachedLookup';
import type { Reading } from '../readings/Reading';
import type { EventReads } from './EventReads';

const hour = 3_600_000;
const rangeMs: Readonly<Record<HealthRange, number>> = {
  '1h': hour,
  '3h': 3 * hour,
  '12h': 12 * hour,
  '24h': 24 * hour,
  '7d': 7 * 24 * hour,
};

/** RDS's categories, the most telling first. An event can have several. */
const categories = [
  'failover',
  'failure',
  'recovery',
  'availability',
  'low storage',
  'maintenance',
  'security patching',
  'backup',
  'restoration',
  'creation',
  'deletion',
  'configuration change',
  'notification',
];

/** Lists what RDS reports about a database. */
export class AuroraEventService {
  readonly #access: Pick<DatabaseAccess, 'find'>;
  readonly #clusters: Pick<CachedLookup<LiveCluster>, 'get'>;
  readonly #instances: Pick<CachedLookup<ClusterInstances>, 'get'>;
  readonly #reads: EventReads;

  constructor(options: {
    access: Pick<DatabaseAccess, 'find'>;
    clusters: Pick<CachedLookup<LiveCluster>, 'get'>;
    instances: Pick<CachedLookup<ClusterInstances>, 'get'>;
    reads: EventReads;
  }) {
    this.#access = options.access;
    this.#clusters = options.clusters;
    this.#instances = options.instances;
    this.#reads = options.reads;
  }

  /**
   * Returns the events of the cluster, its instances and its automated snapshots, the newest first.
   * Checks the permission first.
   */
  async list(
    entityRef: string,
    range: HealthRange,
    credentials: BackstageCredentials,
    now: Date = new Date(),
  ): Promise<DatabaseEventList> {
    const located = await this.#access.find(
      entityRef,
      credentials,
      auroraDbClusterReadPermission,
    );
    const { environment, clusterIdentifier, stack } = located;
    const live = await readOrThrow(
      this.#clusters.get(environment, clusterIdentifier),
    );
    const events = await this.#eventsOf(located, live);
    // RDS also has the events of a deleted cluster of the same name.
    const created = live?.createdAt ?? stack?.createdAt ?? new Date(0);
    const since = Math.max(now.getTime() - rangeMs[range], created.getTime());
    const items = events
      .filter(({ at }) => at.getTime() >= since)
      .sort((one, other) => other.at.getTime() - one.at.getTime())
      .map(toDatabaseEvent);
    return { items };
  }

  async #eventsOf(
    { environment, clusterIdentifier }: LocatedCluster,
    live: LiveCluster | undefined,
  ): Promise<SourceEvent[]> {
    const known = await readOrThrow(
      this.#instances.get(environment, clusterIdentifier),
    );
    const present = (known?.instances ?? []).map(({ id }) => id);
    const instances = this.#reads.instancesOf(
      [live?.resourceId, environment.accountId, clusterIdentifier].join(' '),
      present,
    );
    const found = await Promise.all([
      this.#reads.eventsOf(environment, {
        kind: 'cluster',
        id: clusterIdentifier,
      }),
      this.#snapshotEvents(environment, clusterIdentifier),
      ...instances.map(id =>
        this.#reads.eventsOf(environment, { kind: 'instance', id }),
      ),
    ]);
    return found.flat();
  }

  /** Events of the automated snapshots, which RDS names after the cluster. */
  async #snapshotEvents(
    environment: LocatedCluster['environment'],
    clusterIdentifier: string,
  ): Promise<SourceEvent[]> {
    const events = await this.#reads.eventsOf(environment, {
      kind: 'snapshots',
    });
    const name = new RegExp(
      `^rds:${clusterIdentifier}-\\d{4}-\\d\\d-\\d\\d-\\d\\d-\\d\\d$`,
    );
    return events.filter(({ source }) => name.test(source));
  }
}

function toDatabaseEvent(event: SourceEvent): DatabaseEvent {
  const { at, source, text } = event;
  const [first = 'notification'] = event.categories;
  const category = categories.find(one => event.categories.includes(one));
  return { at: at.toISOString(), source, category: category ?? first, text };
}

async function readOrThrow<T>(reading: Promise<Reading<T>>): Promise<T> {
  const { value, failure } = await reading;
  if (failure) {
    throw failure;
  }
  return value;
}
