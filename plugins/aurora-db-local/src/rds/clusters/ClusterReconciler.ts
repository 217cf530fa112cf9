import type { PostgresCluster } from '../../postgres/PostgresCluster';
import type { Scope } from '../../service/AwsService';
import type { AutomatedBackups } from '../snapshots/AutomatedBackups';
import type { ClusterRecord } from './ClusterRecord';
import type { ClusterRestores } from '../snapshots/ClusterRestores';
import type { ClusterServers } from './ClusterServers';
import type { ClusterSnapshots } from '../snapshots/ClusterSnapshots';
import { eventKinds } from '../events/eventKinds';
import type { EventLog } from '../events/EventLog';
import type { InstanceChanges } from '../instances/InstanceChanges';
import type { InstanceServers } from '../instances/InstanceServers';
import type { InstanceStarts } from '../instances/InstanceStarts';
import type { LogExports } from '../LogExports';
import type { MasterUserSecrets } from './MasterUserSecrets';
import type { RdsStore } from '../RdsStore';
import { keepStatusVisible } from './keepStatusVisible';
import { statusesIn } from './statusesIn';
import type { StatusTransitions } from './StatusTransitions';
import type { WorkQueues } from '../WorkQueues';

export interface ReconcilerOptions {
  store: RdsStore;
  servers: ClusterServers;
  snapshots: ClusterSnapshots;
  backups: AutomatedBackups;
  restores: ClusterRestores;
  instances: InstanceChanges;
  instanceServers: InstanceServers;
  starts: InstanceStarts;
  statuses: StatusTransitions;
  masterUserSecrets: MasterUserSecrets;
  queues: WorkQueues;
  events: EventLog;
  logExports: LogExports;
  log: (message: string) => void;
}

/**
 * Brings servers to the state of their records. An operation changes a record, with a temporary
 * status (`creating`, `modifying`, …), and requests this work. A restart requests it for all
 * clusters, so interrupted work continues. Only one task at a time works on a cluster.
 */
export class ClusterReconciler {
  #stopping = new AbortController();

  constructor(private readonly options: ReconcilerOptions) {}

  /**
   * Queues the work on a cluster. Resolves when it is done. Failures are in statuses, events and
   * the log.
   */
  async request(
    { accountId, region }: Scope,
    identifier: string,
  ): Promise<void> {
    const scope = { accountId, region };
    const { signal } = this.#stopping;
    await this.options.queues.run(scope, identifier, async () => {
      const { store } = this.options;
      const begun = statusesIn(
        store.clusters.get(scope, identifier),
        store.membersOf(scope, identifier),
      );
      try {
        if (!signal.aborted) {
          await this.#reconcile(scope, identifier, signal);
        }
      } catch (error) {
        const failure =
          error instanceof Error ? error : new Error(String(error));
        if (!(signal.aborted && failure.name === 'AbortError')) {
          this.options.log(`Cluster ${identifier}: ${failure.message}`);
          await this.options.statuses.fail(scope, identifier, failure, begun);
        }
      }
    });
  }

  /** Brings every cluster to the state of its record. */
  async requestAll(): Promise<void> {
    this.#stopping = new AbortController();
    await this.options.starts.retryAll();
    await Promise.all(
      this.options.store.clusters
        .all()
        .map(({ scope, id }) => this.request(scope, id)),
    );
  }

  /**
   * Interrupts copies and recoveries, and waits for other work. The next start continues all of it.
   */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.options.queues.settled();
  }

  async #reconcile(
    scope: Scope,
    identifier: string,
    signal: AbortSignal,
  ): Promise<void> {
    const {
      store,
      servers,
      backups,
      instanceServers,
      masterUserSecrets,
      queues,
    } = this.options;
    const begun = Date.now();
    if (store.clusters.get(scope, identifier)) {
      await this.options.instances.rename(scope, identifier);
    }
    const cluster = store.clusters.get(scope, identifier);
    if (!cluster) {
      return;
    }
    if (
      servers.runningVersion(cluster) !== undefined &&
      servers.runningVersion(cluster) !== cluster.engineVersion
    ) {
      await servers.of(scope, cluster).stop();
    }
    const postgres = servers.of(scope, cluster);
    if (cluster.status === 'creating') {
      await this.#makeData(scope, cluster, postgres, signal);
    }
    await this.options.instances.remove(scope, cluster, postgres);
    if (cluster.status === 'failed') {
      return;
    }
    if (cluster.status === 'deleting') {
      await this.#delete(scope, cluster, postgres, begun, signal);
      return;
    }
    const prepared = await masterUserSecrets.prepare(scope, identifier);
    const instances = store.membersOf(scope, identifier);
    if (
      cluster.status === 'stopping' ||
      cluster.status === 'stopped' ||
      instances.length === 0
    ) {
      await postgres.stop();
      await masterUserSecrets.complete(scope, identifier, prepared);
    } else if (
      await instanceServers.run(scope, identifier, postgres, instances)
    ) {
      await masterUserSecrets.complete(scope, identifier, prepared);
    }
    await this.#takeSnapshots(scope, cluster, postgres, signal);
    await keepStatusVisible(begun);
    if (queues.waiting(scope, identifier) === 0) {
      await this.options.statuses.settle(scope, cluster, instances);
      await backups.keep(
        scope,
        store.cluster(scope, identifier),
        postgres,
        signal,
      );
    }
  }

  async #makeData(
    scope: Scope,
    cluster: ClusterRecord,
    postgres: PostgresCluster,
    signal: AbortSignal,
  ): Promise<void> {
    const { store, restores } = this.options;
    if (cluster.restore) {
      await restores.run(scope, cluster, cluster.restore, postgres, signal);
      await store.changeCluster(scope, cluster.identifier, {
        restore: undefined,
      });
    } else if (!postgres.exists) {
      await postgres.initialize();
    }
  }

  async #takeSnapshots(
    scope: Scope,
    { resourceId }: ClusterRecord,
    postgres: PostgresCluster,
    signal: AbortSignal,
  ): Promise<void> {
    const { snapshots } = this.options;
    const announced = snapshots
      .manual(scope)
      .filter(({ clusterResourceId }) => clusterResourceId === resourceId);
    for (const { identifier } of announced) {
      await snapshots.take(scope, identifier, postgres, signal);
    }
  }

  async #delete(
    scope: Scope,
    cluster: ClusterRecord,
    postgres: PostgresCluster,
    begun: number,
    signal: AbortSignal,
  ): Promise<void> {
    const { store, servers, snapshots, masterUserSecrets, events } =
      this.options;
    await postgres.stop();
    if (cluster.finalSnapshot !== undefined) {
      const { status } = await snapshots.take(
        scope,
        cluster.finalSnapshot,
        postgres,
        signal,
      );
      if (status !== 'available') {
        // Without the requested snapshot, nothing is deleted.
        await store.changeCluster(scope, cluster.identifier, {
          status: 'available',
          finalSnapshot: undefined,
        });
        return;
      }
    }
    await this.options.logExports.end(scope, cluster);
    await postgres.destroy();
    servers.forget(cluster);
    await snapshots.forgetAutomated(scope, cluster.resourceId);
    await masterUserSecrets.remove(scope, cluster);
    await keepStatusVisible(begun);
    // Before the cluster is gone: callers that wait for that look for the event next.
    await events.add(
      scope,
      'db-cluster',
      cluster.identifier,
      eventKinds.clusterDeleted,
    );
    await store.clusters.delete(scope, cluster.identifier);
  }
}
