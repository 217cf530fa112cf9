import type { Scope } from '../../service/AwsService';
import { eventKinds } from '../events/eventKinds';
import type { EventLog } from '../events/EventLog';
import { transitionEvents } from '../events/transitionEvents';
import {
  incompatibleParameters,
  type InstanceRecord,
  waitsForCorrection,
} from '../instances/InstanceRecord';
import type { RdsStore } from '../RdsStore';
import type { ClusterRecord } from './ClusterRecord';
import { statusesIn, type Statuses } from './statusesIn';

/** Replaces the temporary statuses of a cluster and its instances when the work on them ends. */
export class StatusTransitions {
  constructor(
    private readonly options: { store: RdsStore; events: EventLog },
  ) {}

  /**
   * Replaces temporary statuses by final ones, if they are those that this work began with. An
   * operation sets another status shortly before it requests its work. If more work waits, the last
   * task does this.
   */
  async settle(
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
      await this.#tell(
        scope,
        'db-instance',
        member.identifier,
        member.changesClass ? 'class-changing' : member.status,
      );
    }
    if (isUnsettled()) {
      await this.#tell(scope, 'db-cluster', identifier, cluster.status);
    }
    // All at the same moment, so that an operation that one status allows is not refused because of
    // another.
    await Promise.all([
      ...unsettled().map(member =>
        store.changeInstance(scope, member.identifier, {
          status: target,
          changesClass: undefined,
        }),
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
    const event = transitionEvents[kind][status];
    if (event) {
      await this.options.events.add(scope, kind, identifier, event);
    }
  }

  /**
   * Ends the statuses that work began with, after that work failed, and tells the reason by an
   * event.
   */
  async fail(
    scope: Scope,
    identifier: string,
    error: Error,
    begun: Statuses,
  ): Promise<void> {
    const { store, events } = this.options;
    const cluster = store.clusters.get(scope, identifier);
    if (!cluster) {
      return;
    }
    // Before the status, because clients look for the event when they see the status.
    await events.add(
      scope,
      'db-cluster',
      identifier,
      eventKinds.clusterFailed(error.message),
    );
    const isRestore = cluster.restore !== undefined;
    const failing = begun
      .unchanged(store.membersOf(scope, identifier))
      .filter(({ status }) => status !== 'available' && status !== 'deleting');
    const isStillborn =
      cluster.status === 'creating' && (isRestore || failing.length === 0);
    // All at the same moment, and only those that this work began with: see `settle`.
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
