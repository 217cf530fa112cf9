import { setTimeout as delay } from 'node:timers/promises';
import type { PostgresCluster } from '../postgres/PostgresCluster';
import type { Scope } from '../service';
import type { ClusterRecord } from './ClusterRecord';
import type { ClusterServers } from './ClusterServers';
import type { ClusterSnapshots } from './ClusterSnapshots';
import type { EventLog } from './EventLog';
import { InstanceParameters } from './InstanceParameters';
import type { InstanceRecord } from './InstanceRecord';
import type { ParameterCatalog } from './ParameterCatalog';
import type { RdsStore } from './RdsStore';
import { transitionEvents } from './transitionEvents';

/** How long a status on the way is to be seen at least; work that takes longer adds nothing. */
const shortestTransitionMs = 150;

/** Statuses with which an instance starts (again) with its cluster's present parameters. */
const booting = new Set([
  'creating',
  'rebooting',
  'starting',
  'upgrading',
  'incompatible-parameters',
]);

export interface ReconcilerOptions {
  store: RdsStore;
  servers: ClusterServers;
  snapshots: ClusterSnapshots;
  catalog: ParameterCatalog;
  events: EventLog;
  log: (message: string) => void;
}

/**
 * Makes servers what the records say. Operations change a record, with a status on the way (`creating`, `modifying`, …), and ask
 * for this; a restart asks for all. Whatever was interrupted is thus taken up where it was. One cluster's work never overlaps.
 */
export class ClusterReconciler {
  readonly #queues = new Map<string, Promise<void>>();
  readonly #waiting = new Map<string, number>();
  #stopped = false;

  readonly #parameters: InstanceParameters;

  constructor(private readonly options: ReconcilerOptions) {
    this.#parameters = new InstanceParameters(options.store, options.catalog);
  }

  /** Queues the work on a cluster. The promise resolves when it is done; failures are in statuses, events and the log. */
  request(scope: Scope, identifier: string): Promise<void> {
    const { accountId, region } = scope;
    const key = keyOf(scope, identifier);
    this.#waiting.set(key, (this.#waiting.get(key) ?? 0) + 1);
    const work = (this.#queues.get(key) ?? Promise.resolve()).then(async () => {
      this.#waiting.set(key, (this.#waiting.get(key) ?? 1) - 1);
      if (!this.#stopped) {
        await this.#reconcile({ accountId, region }, identifier);
      }
    });
    const settled = work.catch((error: Error) =>
      this.#fail({ accountId, region }, identifier, error),
    );
    this.#queues.set(key, settled);
    return settled;
  }

  /** Brings every cluster to the state that its record says. */
  async requestAll(): Promise<void> {
    this.#stopped = false;
    await Promise.all(
      this.options.store.clusters
        .all()
        .map(({ scope, id }) => this.request(scope, id)),
    );
  }

  /** Waits for the work that is under way; queued work is left to the next start. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#queues.values());
  }

  async #reconcile(scope: Scope, identifier: string): Promise<void> {
    const { store, servers } = this.options;
    const begun = Date.now();
    const cluster = store.clusters.get(scope, identifier);
    if (!cluster || cluster.status === 'failed') {
      return;
    }
    if (
      servers.runningVersion(cluster) !== undefined &&
      servers.runningVersion(cluster) !== cluster.engineVersion
    ) {
      await servers.of(scope, cluster).stop();
    }
    const postgres = servers.of(scope, cluster);
    if (cluster.status === 'creating' && !postgres.exists) {
      await postgres.initialize();
    }
    await this.#removeInstances(scope, cluster, postgres);
    if (cluster.status === 'deleting') {
      await this.#delete(scope, cluster, postgres, begun);
      return;
    }
    const instances = store.membersOf(scope, identifier);
    if (
      cluster.status === 'stopping' ||
      cluster.status === 'stopped' ||
      instances.length === 0
    ) {
      await postgres.stop();
    } else {
      await this.#run(scope, identifier, postgres);
    }
    await this.#takeSnapshots(scope, cluster, postgres);
    await seen(begun);
    if ((this.#waiting.get(keyOf(scope, identifier)) ?? 0) === 0) {
      await this.#settle(scope, identifier);
    }
  }

  /** Statuses on the way become those at the end. Where more work waits, the last of it does this. */
  async #settle(scope: Scope, identifier: string): Promise<void> {
    const { store, events } = this.options;
    const cluster = store.cluster(scope, identifier);
    const isStopped =
      cluster.status === 'stopping' || cluster.status === 'stopped';
    // Statuses are read again before each is changed: an operation may have come in while the others were written.
    const target = isStopped ? 'stopped' : 'available';
    for (const member of store.membersOf(scope, identifier)) {
      const { status } = store.instance(scope, member.identifier);
      if (status !== target && status !== 'deleting') {
        await store.changeInstance(scope, member.identifier, {
          status: target,
        });
        const [category, message] =
          transitionEvents['db-instance'][status] ?? [];
        if (category && message) {
          await events.add(
            scope,
            'db-instance',
            member.identifier,
            category,
            message,
          );
        }
      }
    }
    if (store.cluster(scope, identifier).status === cluster.status) {
      await store.changeCluster(scope, identifier, { status: target });
      const [category, message] =
        transitionEvents['db-cluster'][cluster.status] ?? [];
      if (category && message) {
        await events.add(scope, 'db-cluster', identifier, category, message);
      }
    }
  }

  async #run(
    scope: Scope,
    identifier: string,
    postgres: PostgresCluster,
  ): Promise<void> {
    const { store } = this.options;
    const members = () => store.membersOf(scope, identifier);
    let cluster = store.cluster(scope, identifier);
    if (!members().some(member => member.identifier === cluster.writer)) {
      cluster = await store.changeCluster(scope, identifier, {
        writer: members()[0]?.identifier,
      });
    }
    const isWriter = (member: InstanceRecord) =>
      member.identifier === cluster.writer;
    const reboots = members().filter(
      member => booting.has(member.status) || !member.booted,
    );
    if (postgres.writer.isRunning && reboots.some(isWriter)) {
      await postgres.stop();
    } else if (
      postgres.reader.isRunning &&
      reboots.some(member => member.status === 'rebooting')
    ) {
      await postgres.reader.stop();
    }
    for (const member of reboots) {
      await this.#parameters.noteBoot(scope, cluster, member);
    }

    const readers = () => members().filter(member => !isWriter(member));
    const parameters = (member: InstanceRecord | undefined) =>
      this.#parameters.of(scope, cluster, member);
    const writer = () => members().find(isWriter);
    if (!postgres.writer.isRunning) {
      await postgres.startWriter(parameters(writer()));
    }
    cluster = await this.#setUp(scope, cluster, postgres);
    if (readers().length > 0 && !postgres.reader.isRunning) {
      await postgres.startReader(parameters(readers()[0]));
    }
    if (cluster.failoverTo !== undefined) {
      cluster = await this.#failOver(scope, cluster, postgres, parameters);
    }
    await postgres.reload(parameters(writer()), parameters(readers()[0]));
  }

  async #setUp(
    scope: Scope,
    cluster: ClusterRecord,
    postgres: PostgresCluster,
  ): Promise<ClusterRecord> {
    const { store } = this.options;
    const { masterUsername, databaseName, passwordVerifier } = cluster;
    if (passwordVerifier === undefined) {
      return cluster;
    }
    if (cluster.isSetUp) {
      await postgres.setPassword(masterUsername, passwordVerifier);
    } else {
      await postgres.setUp({ masterUsername, databaseName, passwordVerifier });
    }
    // Another password may have been asked for meanwhile: that one waits for the next turn.
    const same =
      store.cluster(scope, cluster.identifier).passwordVerifier ===
      passwordVerifier;
    return store.changeCluster(scope, cluster.identifier, {
      isSetUp: true,
      ...(same && { passwordVerifier: undefined }),
    });
  }

  async #failOver(
    scope: Scope,
    cluster: ClusterRecord,
    postgres: PostgresCluster,
    parameters: (member: InstanceRecord | undefined) => Record<string, string>,
  ): Promise<ClusterRecord> {
    const { store, events } = this.options;
    const members = store.membersOf(scope, cluster.identifier);
    const target = members.find(
      ({ identifier }) => identifier === cluster.failoverTo,
    );
    if (!target || target.identifier === cluster.writer) {
      return store.changeCluster(scope, cluster.identifier, {
        failoverTo: undefined,
      });
    }
    await events.add(
      scope,
      'db-cluster',
      cluster.identifier,
      'failover',
      `Started cross AZ failover to DB instance: ${target.identifier}`,
    );
    const former = members.find(
      ({ identifier }) => identifier === cluster.writer,
    );
    await postgres.failOver(parameters(target), parameters(former));
    const changed = await store.changeCluster(scope, cluster.identifier, {
      writer: target.identifier,
      failoverTo: undefined,
    });
    await events.add(
      scope,
      'db-cluster',
      cluster.identifier,
      'failover',
      `Completed failover to DB instance: ${target.identifier}`,
    );
    return changed;
  }

  async #removeInstances(
    scope: Scope,
    cluster: ClusterRecord,
    postgres: PostgresCluster,
  ): Promise<void> {
    const { store, events } = this.options;
    const members = store.membersOf(scope, cluster.identifier);
    const leaving = members.filter(({ status }) => status === 'deleting');
    const staying = members.filter(({ status }) => status !== 'deleting');
    const begun = Date.now();
    if (leaving.length === 0) {
      return;
    }
    const [heir] = staying
      .filter(({ identifier }) => identifier !== cluster.writer)
      .sort((a, b) => a.promotionTier - b.promotionTier);
    if (staying.length === 0) {
      await postgres.stop();
      await postgres.removeReader();
    } else if (
      heir &&
      leaving.some(({ identifier }) => identifier === cluster.writer)
    ) {
      await this.#failOver(
        scope,
        { ...cluster, failoverTo: heir.identifier },
        postgres,
        member => this.#parameters.of(scope, cluster, member),
      );
    }
    if (staying.length === 1) {
      await postgres.removeReader();
    }
    await seen(begun);
    for (const { identifier } of leaving) {
      await store.instances.delete(scope, identifier);
      await events.add(
        scope,
        'db-instance',
        identifier,
        'deletion',
        'DB instance deleted',
      );
    }
    if (staying.length === 0) {
      await store.changeCluster(scope, cluster.identifier, {
        writer: undefined,
      });
    }
  }

  async #takeSnapshots(
    scope: Scope,
    cluster: ClusterRecord,
    postgres: PostgresCluster,
  ): Promise<void> {
    const { store, snapshots, events } = this.options;
    const announced = store.snapshots
      .list(scope)
      .filter(
        ({ status, clusterResourceId }) =>
          status === 'creating' && clusterResourceId === cluster.resourceId,
      );
    for (const { identifier } of announced) {
      await events.add(
        scope,
        'db-cluster-snapshot',
        identifier,
        'backup',
        'Creating manual cluster snapshot',
      );
      await snapshots.complete(scope, identifier, postgres);
      await events.add(
        scope,
        'db-cluster-snapshot',
        identifier,
        'backup',
        'Manual cluster snapshot created',
      );
    }
  }

  async #delete(
    scope: Scope,
    cluster: ClusterRecord,
    postgres: PostgresCluster,
    begun: number,
  ): Promise<void> {
    const { store, servers, snapshots, events } = this.options;
    await postgres.stop();
    if (cluster.finalSnapshot !== undefined) {
      await snapshots.complete(scope, cluster.finalSnapshot, postgres);
    }
    await postgres.destroy();
    servers.forget(cluster);
    await seen(begun);
    await store.clusters.delete(scope, cluster.identifier);
    await events.add(
      scope,
      'db-cluster',
      cluster.identifier,
      'deletion',
      'DB cluster deleted',
    );
  }

  async #fail(scope: Scope, identifier: string, error: Error): Promise<void> {
    const { store, events, log } = this.options;
    log(`Cluster ${identifier}: ${error.message}`);
    const cluster = store.clusters.get(scope, identifier);
    if (!cluster) {
      return;
    }
    const failing = store
      .membersOf(scope, identifier)
      .filter(({ status }) => status !== 'available' && status !== 'deleting');
    for (const instance of failing) {
      await store.changeInstance(scope, instance.identifier, {
        status: 'incompatible-parameters',
      });
    }
    if (failing.length > 0) {
      await store.changeCluster(scope, identifier, { status: 'available' });
    } else if (cluster.status === 'creating') {
      await store.changeCluster(scope, identifier, { status: 'failed' });
    }
    await events.add(
      scope,
      'db-cluster',
      identifier,
      'failure',
      `Work on the DB cluster failed: ${error.message}`,
    );
  }
}

function keyOf({ accountId, region }: Scope, identifier: string): string {
  return `${accountId}/${region}/${identifier}`;
}

async function seen(begun: number): Promise<void> {
  await delay(Math.max(0, begun + shortestTransitionMs - Date.now()));
}
