import type { RdsContext } from './RdsContext';
import { modifyClusterNow } from './clusters/modifyCluster';
import { isMaintenanceDue } from './clusters/windows';
import { modifyInstanceNow } from './instances/modifyInstance';

/** Applies the changes that wait for the maintenance windows of clusters and instances. */
export class MaintenanceWindows {
  constructor(
    private readonly rds: Pick<
      RdsContext,
      'store' | 'reconciler' | 'clock' | 'logExports' | 'events'
    >,
  ) {}

  /** Begins the changes of every available cluster and instance whose window has come. */
  async beginDue(): Promise<void> {
    const { store, clock } = this.rds;
    const now = clock.now();
    const clusters = store.clusters
      .all()
      .filter(
        ({ scope, value: { identifier, status, pending, ...cluster } }) =>
          pending !== undefined &&
          status === 'available' &&
          store
            .membersOf(scope, identifier)
            .every(member => member.status === 'available') &&
          isMaintenanceDue(
            cluster.preferredMaintenanceWindow,
            pending.since,
            now,
          ),
      );
    await Promise.all(
      clusters.map(({ scope, value }) =>
        modifyClusterNow(this.rds, scope, value, {}),
      ),
    );
    const instances = store.instances
      .all()
      .filter(
        ({ scope, value: { clusterIdentifier, pending, ...instance } }) =>
          pending !== undefined &&
          instance.status === 'available' &&
          store.clusters.get(scope, clusterIdentifier)?.status ===
            'available' &&
          isMaintenanceDue(
            instance.preferredMaintenanceWindow,
            pending.since,
            now,
          ),
      );
    await Promise.all(
      instances.map(({ scope, value }) =>
        modifyInstanceNow(this.rds, scope, value, {}),
      ),
    );
  }
}
