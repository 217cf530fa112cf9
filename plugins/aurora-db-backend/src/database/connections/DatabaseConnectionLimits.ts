import type { Cluster } from '@aurora-db/backstage-plugin-aurora-db-common';
import { LRUCache } from 'lru-cache';
import type { ClusterInstances, LiveCluster } from '../../ports/ClusterReader';
import type {
  ConnectionSettingReads,
  ConnectionSettings,
} from '../../readings/ConnectionSettings';
import { withinTime } from '../../readings/withinTime';
import { connectionLimits } from '../connectionLimits';
import type { LocatedCluster } from '../LocatedCluster';
import { existingConnectionLimits } from './existingConnectionLimits';

/** What RDS says about a database: `live` is absent if there is no such cluster. */
interface Described {
  live: LiveCluster | undefined;
  /** Absent if the instances were not read. */
  instances?: ClusterInstances;
}

/** Number of clusters whose earlier limits are known. */
const mostClusters = 5_000;
/** Longest wait for parameter groups, in ms. A later request has their values. */
const patienceMs = 2_000;

const nothingKnown: ConnectionSettings = { ofInstances: new Map() };

/**
 * The max_connections of databases: of the portal's by their stack, of existing ones by their
 * parameter groups.
 */
export class DatabaseConnectionLimits {
  readonly #settings: ConnectionSettingReads;
  /** By cluster: the limits of its instances when they waited for no reboot. */
  readonly #before = new LRUCache<string, ReadonlyMap<string, number>>({
    max: mostClusters,
  });

  constructor(settings: ConnectionSettingReads) {
    this.#settings = settings;
  }

  /** Reads the parameter groups that are not known. Never throws because of AWS. */
  async read(
    located: LocatedCluster,
    described: Described,
  ): Promise<Cluster['maxConnections']> {
    const readable = readableOf(located, described);
    const settings =
      readable &&
      (await withinTime(this.#settings.read(...readable), patienceMs));
    return this.#describe(located, described, settings);
  }

  /** Returns what is known. Reads a few other parameter groups a minute. */
  peek(
    located: LocatedCluster,
    described: Described,
  ): Cluster['maxConnections'] {
    const readable = readableOf(located, described);
    const settings = readable && this.#settings.peek(...readable);
    return this.#describe(located, described, settings);
  }

  #describe(
    located: LocatedCluster,
    { live, instances }: Described,
    settings: ConnectionSettings = nothingKnown,
  ): Cluster['maxConnections'] {
    const { environment, clusterIdentifier } = located;
    if (located.origin === 'portal') {
      const capacity = live?.capacity ?? environment.config;
      return connectionLimits(located.stack, live, capacity);
    }
    if (!live) {
      return { pendingReboot: false };
    }
    const { accountId, region, endpoint } = environment;
    const key = JSON.stringify([
      accountId,
      region,
      endpoint,
      live.resourceId ?? clusterIdentifier,
    ]);
    const before = this.#before.get(key) ?? new Map<string, number>();
    const { limits, inForce } = existingConnectionLimits(
      live,
      instances?.instances,
      settings,
      before,
    );
    // Only of instances that exist: autoscaling gives each new reader another identifier.
    const stillThere = [...before].filter(([id]) =>
      live.members.some(member => member.id === id),
    );
    this.#before.set(key, new Map([...stillThere, ...inForce]));
    return limits;
  }
}

/** Undefined if the limits do not follow from parameter groups. */
function readableOf(
  { origin, environment }: LocatedCluster,
  { live, instances }: Described,
): Parameters<ConnectionSettingReads['read']> | undefined {
  const described =
    instances?.instances ?? (live?.members.length === 0 ? [] : undefined);
  return origin === 'existing' && live && described
    ? [environment, live, described]
    : undefined;
}
