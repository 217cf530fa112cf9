import type { PostgresCluster } from '../../postgres/PostgresCluster';
import type { Scope } from '../../service/AwsService';
import type { ClusterRecord } from '../clusters/ClusterRecord';
import { type EventKind, eventKinds } from '../events/eventKinds';
import type { EventLog } from '../events/EventLog';
import type { InstanceParameters } from './InstanceParameters';
import type { RdsStore } from '../RdsStore';
import { keepStatusVisible } from '../clusters/keepStatusVisible';

/** Deletes instances and changes the writer. */
export class InstanceChanges {
  constructor(
    private readonly options: {
      store: RdsStore;
      parameters: InstanceParameters;
      events: EventLog;
    },
  ) {}

  /** Makes the instance in `failoverTo` the writer. */
  async failOver(
    scope: Scope,
    cluster: ClusterRecord,
    postgres: PostgresCluster,
  ): Promise<ClusterRecord> {
    const { store, events, parameters } = this.options;
    const members = store.membersOf(scope, cluster.identifier);
    const target = members.find(
      ({ identifier }) => identifier === cluster.failoverTo,
    );
    if (!target || target.identifier === cluster.writer) {
      return store.changeCluster(scope, cluster.identifier, {
        failoverTo: undefined,
      });
    }
    const former = members.find(
      ({ identifier }) => identifier === cluster.writer,
    );
    await events.add(
      scope,
      'db-cluster',
      cluster.identifier,
      eventKinds.failoverBegun(
        target.identifier,
        target.availabilityZone === former?.availabilityZone,
      ),
    );
    // All readers are one server, which has the name of the oldest one.
    const [reader] = members.filter(
      ({ identifier }) => identifier !== target.identifier,
    );
    const tell = (kind: EventKind) =>
      events.add(scope, 'db-cluster', cluster.identifier, kind);
    // Both servers start again, as on Aurora.
    const restarted = [target, ...(former ? [former] : [])].filter(
      ({ status }) => status !== 'deleting',
    );
    const tellInstances = async (kind: EventKind) => {
      for (const { identifier } of restarted) {
        await events.add(scope, 'db-instance', identifier, kind);
      }
    };
    await tellInstances(eventKinds.instanceShutdown);
    try {
      await postgres.failOver(
        {
          instance: target.identifier,
          parameters: parameters.of(scope, cluster, target),
        },
        {
          instance: reader?.identifier ?? target.identifier,
          parameters: parameters.of(scope, cluster, former),
        },
      );
    } catch (error) {
      await tell(eventKinds.failoverFailed);
      throw error;
    }
    const changed = await store.changeCluster(scope, cluster.identifier, {
      writer: target.identifier,
      failoverTo: undefined,
    });
    await tellInstances(eventKinds.instanceRestarted);
    await tell(eventKinds.failoverCompleted(target.identifier));
    return changed;
  }

  /** Changes identifiers of instances, which then restart, as in RDS. */
  async rename(scope: Scope, clusterIdentifier: string): Promise<void> {
    const { store } = this.options;
    for (const member of store.membersOf(scope, clusterIdentifier)) {
      const { identifier, renameTo, status } = member;
      if (renameTo !== undefined) {
        const { writer, failoverTo } = store.cluster(scope, clusterIdentifier);
        if (store.instances.get(scope, renameTo)) {
          // Another instance took it meanwhile.
          await store.changeInstance(scope, identifier, {
            renameTo: undefined,
          });
          continue;
        }
        await store.renameInstance(
          scope,
          { ...member, status: status === 'renaming' ? 'rebooting' : status },
          renameTo,
        );
        await store.changeCluster(scope, clusterIdentifier, {
          ...(writer === identifier && { writer: renameTo }),
          ...(failoverTo === identifier && { failoverTo: renameTo }),
        });
      }
    }
  }

  /** Removes the instances whose deletion was requested. */
  async remove(
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
      await this.failOver(
        scope,
        { ...cluster, failoverTo: heir.identifier },
        postgres,
      );
    }
    if (staying.length === 1) {
      await postgres.removeReader();
    }
    await keepStatusVisible(begun);
    for (const { identifier } of leaving) {
      await events.add(
        scope,
        'db-instance',
        identifier,
        eventKinds.instanceDeleted,
      );
      await store.instances.delete(scope, identifier);
    }
    if (staying.length === 0) {
      await store.changeCluster(scope, cluster.identifier, {
        writer: undefined,
      });
    }
  }
}
