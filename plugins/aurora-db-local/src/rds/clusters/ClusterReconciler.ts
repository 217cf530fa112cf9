import type { PostgresCluster } from '../../postgres/PostgresCluster';
import type { Scope } from '../../service/AwsService';
import type { AutomatedBackups } from '../snapshots/AutomatedBackups';
import type { ClusterRecord } from './ClusterRecord';
import type { ClusterRestores } from '../snapshots/ClusterRestores';
import type { ClusterServers } from './ClusterServers';
import type { ClusterSnapshots } from '../snapshots/ClusterSnapshots';
import type { EventLog } from '../events/EventLog';
import type { InstanceChanges } from '../instances/InstanceChanges';
import type { InstanceParameters } from '../instances/InstanceParameters';
import {
  incompatibleParameters,
  type InstanceRecord,
  waitsForCorrection,
} from '../instances/InstanceRecord';
import type { InstanceStarts } from '../instances/InstanceStarts';
import type { MasterUserSecrets } from './MasterUserSecrets';
import type { RdsStore } from '../RdsStore';
import { keepStatusVisible } from './keepStatusVisible';
import { statusesIn, type Statuses } from './statusesIn';
import { transitionEvents } from '../events/transitionEvents';
import type { WorkQueues } from '../WorkQueues';

/** Statuses in which an instance starts with its cluster's current parameters. */
const booting = new Set([
  'creating',
  'rebooting',
  'starting',
  'upgrading',
  incompatibleParameters,
]);

export interface ReconcilerOptions {
  store: RdsStore;
  servers: ClusterServers;
  snapshots: ClusterSnapshots;
  backups: AutomatedBackups;
  restores: ClusterRestores;
  instances: InstanceChanges;
  starts: InstanceStarts;
  masterUserSecrets: MasterUserSecrets;
  parameters: InstanceParameters;
  queues: WorkQueues;
  events: EventLog;
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
        await this.#fail(
          scope,
          identifier,
          error instanceof Error ? error : new Error(String(error)),
          begun,
          signal,
        );
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
    const { store, servers, backups, masterUserSecrets, queues } = this.options;
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
    } else if (await this.#run(scope, identifier, postgres, instances)) {
      await masterUserSecrets.complete(scope, identifier, prepared);
    }
    await this.#takeSnapshots(scope, cluster, postgres, signal);
    await keepStatusVisible(begun);
    if (queues.waiting(scope, identifier) === 0) {
      await this.#settle(scope, cluster, instances);
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

  /**
   * Replaces temporary statuses by final ones, if they are those that this work began with. An
   * operation sets another status shortly before it requests its work. If more work waits, the last
   * task does this.
   */
  async #settle(
    scope: Scope,
    cluster: ClusterRecord,
    instances: readonly InstanceRecord[],
  ): Promise<void> {
    const { store } = this.options;
    const { identifier } = cluster;
    const isStopped =
      cluster.status === 'stopping' || cluster.status === 'stopped';
    const target = isStopped ? 'stopped' : 'available';
    const onTheWay = statusesIn(cluster, instances);
    const unsettled = () =>
      onTheWay
        .unchanged(store.membersOf(scope, identifier))
        .filter(
          member => member.status !== target && !waitsForCorrection(member),
        );
    const isUnsettled = () =>
      cluster.status !== target &&
      store.cluster(scope, identifier).status === cluster.status;
    // Events come before the final statuses: a client that sees a status finds its event.
    for (const member of unsettled()) {
      await this.#tell(scope, 'db-instance', member.identifier, member.status);
    }
    if (isUnsettled()) {
      await this.#tell(scope, 'db-cluster', identifier, cluster.status);
    }
    // All at the same moment, so that an operation that one status allows is not refused because of
    // another.
    await Promise.all([
      ...unsettled().map(member =>
        store.changeInstance(scope, member.identifier, { status: target }),
      ),
      isUnsettled() &&
        store.changeCluster(scope, identifier, { status: target }),
    ]);
  }

  /** Reports that a temporary status has ended. */
  async #tell(
    scope: Scope,
    kind: keyof typeof transitionEvents,
    identifier: string,
    status: string,
  ): Promise<void> {
    const [category, message] = transitionEvents[kind][status] ?? [];
    if (category && message) {
      await this.options.events.add(scope, kind, identifier, category, message);
    }
  }

  /** Returns whether the writer runs. */
  async #run(
    scope: Scope,
    identifier: string,
    postgres: PostgresCluster,
    instances: readonly InstanceRecord[],
  ): Promise<boolean> {
    const { store, parameters, starts } = this.options;
    const members = () => store.membersOf(scope, identifier);
    let cluster = store.cluster(scope, identifier);
    if (!members().some(member => member.identifier === cluster.writer)) {
      cluster = await store.changeCluster(scope, identifier, {
        writer: (
          members().find(({ renamedFrom }) => renamedFrom === cluster.writer) ??
          members()[0]
        )?.identifier,
      });
    }
    const isWriter = (member: InstanceRecord) =>
      member.identifier === cluster.writer;
    const writer = () => members().find(isWriter);
    const readers = () =>
      members().filter(
        member => !isWriter(member) && !waitsForCorrection(member),
      );
    const asked = instances.filter(
      member =>
        (booting.has(member.status) && !waitsForCorrection(member)) ||
        !member.booted,
    );
    const isDown =
      !postgres.writer.isRunning &&
      members().some(member => isWriter(member) && waitsForCorrection(member));
    if (isDown && asked.length === 0) {
      return false;
    }
    // A reader cannot run without its writer, which therefore tries again too.
    const reboots = isDown
      ? instances.filter(member => asked.includes(member) || isWriter(member))
      : asked;
    if (postgres.writer.isRunning && reboots.some(isWriter)) {
      await postgres.stop();
    } else if (
      postgres.reader.isRunning &&
      reboots.some(member => member.status === 'rebooting')
    ) {
      await postgres.reader.stop();
    }
    for (const member of reboots) {
      await parameters.noteBoot(scope, cluster, member);
    }
    for (const member of members()) {
      await parameters.noteChanges(scope, cluster, member);
    }
    const now = (member: InstanceRecord | undefined) =>
      parameters.of(scope, cluster, member);
    const first = writer();
    if (first && !postgres.writer.isRunning) {
      const runs = await starts.attempt(
        scope,
        cluster,
        first,
        reboots,
        values => postgres.startWriter(values),
      );
      if (!runs) {
        return false;
      }
      if (isDown) {
        await store.changeInstance(scope, first.identifier, {
          status: 'available',
        });
      }
    }
    cluster = await this.#setUp(scope, cluster, postgres);
    const [reader] = readers();
    if (reader && !postgres.reader.isRunning) {
      await starts.attempt(
        scope,
        cluster,
        reader,
        readers().filter(member =>
          reboots.some(({ identifier: one }) => one === member.identifier),
        ),
        values => postgres.startReader(values),
      );
    }
    if (cluster.failoverTo !== undefined) {
      cluster = await this.options.instances.failOver(scope, cluster, postgres);
    }
    const refused = await postgres.reload(now(writer()), now(readers()[0]));
    for (const member of members()) {
      await starts.noteRefused(
        scope,
        member,
        isWriter(member) ? refused.writer : refused.reader,
      );
    }
    return true;
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
    // If another password was requested meanwhile, it is set by the next task.
    const same =
      store.cluster(scope, cluster.identifier).passwordVerifier ===
      passwordVerifier;
    return store.changeCluster(scope, cluster.identifier, {
      isSetUp: true,
      ...(same && { passwordVerifier: undefined }),
    });
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
      'deletion',
      'DB cluster deleted',
    );
    await store.clusters.delete(scope, cluster.identifier);
  }

  async #fail(
    scope: Scope,
    identifier: string,
    error: Error,
    begun: Statuses,
    signal: AbortSignal,
  ): Promise<void> {
    const { store, events, log } = this.options;
    if (signal.aborted && error.name === 'AbortError') {
      return;
    }
    log(`Cluster ${identifier}: ${error.message}`);
    const cluster = store.clusters.get(scope, identifier);
    if (!cluster) {
      return;
    }
    // Before the status, because clients look for the event when they see the status.
    await events.add(
      scope,
      'db-cluster',
      identifier,
      'failure',
      `Work on the DB cluster failed: ${error.message}`,
    );
    const isRestore = cluster.restore !== undefined;
    const failing = begun
      .unchanged(store.membersOf(scope, identifier))
      .filter(({ status }) => status !== 'available' && status !== 'deleting');
    const isStillborn =
      cluster.status === 'creating' && (isRestore || failing.length === 0);
    // All at the same moment, and only those that this work began with: see `#settle`.
    await Promise.all([
      ...failing.map(instance =>
        store.changeInstance(scope, instance.identifier, {
          status: isRestore ? 'incompatible-restore' : incompatibleParameters,
        }),
      ),
      cluster.status === begun.cluster &&
        cluster.status !== 'deleting' &&
        store.changeCluster(
          scope,
          identifier,
          isStillborn
            ? { status: 'failed', restore: undefined }
            : { status: 'available' },
        ),
    ]);
  }
}
