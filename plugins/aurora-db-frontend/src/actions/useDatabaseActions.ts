import {
  auroraDbRestoreCreatePermission,
  auroraDbSnapshotCreatePermission,
  type Cluster,
  type DatabaseOperation,
  type SnapshotList,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { entityNameOf } from '../translation/entityNameOf';
import { translateStatus } from '../translation/translateStatus';
import { useTexts, type Translate } from '../translation/useTexts';
import { usePermissionRefusal, type Refusal } from './usePermissionRefusal';

/** Why each of the actions on a database can't be taken now; absent where it can. */
export interface DatabaseActionStates {
  snapshot?: Refusal;
  restore?: Refusal;
}

function snapshotRefusal(
  cluster: Cluster | undefined,
  snapshots: SnapshotList | undefined,
  t: Translate,
): Refusal | undefined {
  if (!cluster) {
    return { reason: t('actions.clusterUnknown'), isPassing: true };
  }
  if (cluster.status !== 'available') {
    return {
      reason: t('actions.clusterNotAvailable', {
        status: translateStatus(cluster.status, t),
      }),
    };
  }
  const quota = snapshots?.quota;
  return quota && quota.used >= quota.limit
    ? {
        reason: t('actions.quotaUsed', {
          used: String(quota.used),
          limit: String(quota.limit),
        }),
      }
    : undefined;
}

function restoreRefusal(
  cluster: Cluster | undefined,
  snapshots: SnapshotList | undefined,
  operations: DatabaseOperation[] | undefined,
  t: Translate,
): Refusal | undefined {
  const running = operations?.find(
    ({ kind, status, message }) =>
      kind === 'restore' &&
      status === 'running' &&
      message?.code === 'operation.restoredTo',
  );
  if (running) {
    const target = String(running.message?.params?.target ?? '');
    return {
      reason: t('actions.otherRestore', { target: entityNameOf(target) }),
    };
  }
  const hasSource =
    cluster?.backup.latestRestorableTime ||
    snapshots?.items.some(({ status }) => status === 'available');
  if (hasSource) {
    return undefined;
  }
  return cluster && snapshots
    ? { reason: t('actions.nothingToRestore') }
    : { reason: t('actions.clusterUnknown'), isPassing: true };
}

/** What may be done to a database now, by permissions and by its state. */
export function useDatabaseActions(
  entityRef: string,
  state: {
    cluster?: Cluster;
    snapshots?: SnapshotList;
    operations?: DatabaseOperation[];
  },
): DatabaseActionStates {
  const { t } = useTexts();
  const { cluster, snapshots, operations } = state;
  const snapshotDenied = usePermissionRefusal(
    auroraDbSnapshotCreatePermission,
    entityRef,
  );
  const restoreDenied = usePermissionRefusal(
    auroraDbRestoreCreatePermission,
    entityRef,
  );
  return {
    snapshot: snapshotDenied ?? snapshotRefusal(cluster, snapshots, t),
    restore: restoreDenied ?? restoreRefusal(cluster, snapshots, operations, t),
  };
}
