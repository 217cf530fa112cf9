import {
  auroraDbRestoreCreatePermission,
  auroraDbSnapshotCreatePermission,
  type Cluster,
  type DatabaseOperation,
  type SnapshotList,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { explainError } from '../api/explainError';
import { entityNameOf } from '../catalog/entityNameOf';
import { translateStatus } from '../translation/translateStatus';
import { useTexts, type Texts } from '../translation/useTexts';
import { usePermissionRefusal, type Refusal } from './usePermissionRefusal';

/** Why each action on a database is not possible now. Absent if it is possible. */
export interface DatabaseActionStates {
  snapshot?: Refusal;
  restore?: Refusal;
}

/** What the card knows of a database. */
interface DatabaseState {
  cluster?: Cluster;
  /** Why the cluster could not be read. */
  clusterError?: Error;
  snapshots?: SnapshotList;
  operations?: DatabaseOperation[];
}

const unknownCluster = (error: Error | undefined, texts: Texts): Refusal =>
  error
    ? {
        reason: texts.t('actions.clusterError', {
          reason: explainError(error, texts),
        }),
      }
    : { reason: texts.t('actions.clusterUnknown'), isPassing: true };

function snapshotRefusal(
  { cluster, clusterError, snapshots }: DatabaseState,
  texts: Texts,
): Refusal | undefined {
  const { t } = texts;
  if (!cluster) {
    return unknownCluster(clusterError, texts);
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
  { cluster, clusterError, snapshots, operations }: DatabaseState,
  texts: Texts,
): Refusal | undefined {
  const { t } = texts;
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
    : unknownCluster(clusterError, texts);
}

/** Decides by permissions and by the database's state which actions are possible. */
export function useDatabaseActions(
  entityRef: string,
  state: DatabaseState,
): DatabaseActionStates {
  const texts = useTexts();
  const snapshotDenied = usePermissionRefusal(
    auroraDbSnapshotCreatePermission,
    entityRef,
  );
  const restoreDenied = usePermissionRefusal(
    auroraDbRestoreCreatePermission,
    entityRef,
  );
  return {
    snapshot: snapshotDenied ?? snapshotRefusal(state, texts),
    restore: restoreDenied ?? restoreRefusal(state, texts),
  };
}
