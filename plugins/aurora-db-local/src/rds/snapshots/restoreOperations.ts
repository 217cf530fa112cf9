import { defineOperation } from '../../service/defineOperation';
import type { Operation, Scope } from '../../service/AwsService';
import {
  clusterInputs,
  type RestoreToTimeInput,
} from '../clusters/clusterInputs';
import type { ClusterRecord } from '../clusters/ClusterRecord';
import { checkClusterCanBeMade } from '../clusters/clusterOperations';
import {
  checkUpgrade,
  chooseEngineVersion,
} from '../engine/engineVersionRules';
import { newRestoredCluster } from '../clusters/newCluster';
import {
  clusterNotFound,
  invalidClusterState,
  invalidCombination,
  invalidSnapshotState,
  invalidValue,
} from '../rdsFaults';
import type { RdsContext } from '../RdsContext';
import { resolveReferences } from '../resolveReferences';
import { findSnapshot } from './findSnapshot';

/**
 * Operations that create a cluster from another's data. Callers create its instances afterwards, as
 * in RDS.
 */
export function restoreOperations(rds: RdsContext): Record<string, Operation> {
  const { store, reconciler, backups } = rds;

  async function begin(scope: Scope, cluster: ClusterRecord) {
    // Checked again, because another request may have run during the search for a port.
    checkClusterCanBeMade(rds, scope, cluster.identifier);
    await store.clusters.put(scope, cluster.identifier, cluster);
    void reconciler.request(scope, cluster.identifier);
    return { DBCluster: rds.postgresDatabases.describeCluster(scope, cluster) };
  }

  return {
    RestoreDBClusterFromSnapshot: defineOperation(
      clusterInputs.RestoreDBClusterFromSnapshot,
      async (input, context) => {
        checkClusterCanBeMade(rds, context, input.DBClusterIdentifier);
        checkEngine(input.Engine, input.EngineMode);
        const { record: snapshot } = findSnapshot(
          store,
          context,
          input.SnapshotIdentifier,
        );
        if (snapshot.status !== 'available') {
          throw invalidSnapshotState(
            `The DB cluster snapshot ${snapshot.identifier} is not in the available state: it is ${snapshot.status}.`,
          );
        }
        const cluster = await newRestoredCluster(
          rds,
          context,
          {
            ...input,
            ...(await resolveReferences(rds.services, context, input)),
          },
          {
            ...snapshot,
            engineVersion: versionFor(
              rds,
              snapshot.engineVersion,
              input.EngineVersion,
            ),
          },
          {
            from: 'snapshot',
            snapshotIdentifier: snapshot.identifier,
            snapshotArn: snapshot.arn,
          },
        );
        return begin(context, cluster);
      },
    ),

    RestoreDBClusterToPointInTime: defineOperation(
      clusterInputs.RestoreDBClusterToPointInTime,
      async (input, context) => {
        checkTimes(input);
        checkEngine('aurora-postgresql', input.EngineMode);
        const source = sourceOf(rds, context, input);
        if (input.KmsKeyId !== undefined && !source.storageEncrypted) {
          throw invalidCombination(
            `KmsKeyId cannot be specified, because the source DB cluster ${source.identifier} is not encrypted.`,
          );
        }
        checkClusterCanBeMade(rds, context, input.DBClusterIdentifier);
        const window = backups.window(context, source);
        if (!window || source.status === 'deleting') {
          throw invalidClusterState(
            `DB cluster ${source.identifier} is in ${source.status} state and has ${window ? 'no longer' : 'not yet'} a time to which it can be restored.`,
          );
        }
        const time = input.RestoreToTime ?? window.latest;
        if (time < window.earliest || time > window.latest) {
          throw invalidValue(
            `The specified RestoreToTime ${time.toISOString()} is invalid: it must be between the EarliestRestorableTime ` +
              `${window.earliest.toISOString()} and the LatestRestorableTime ${window.latest.toISOString()} of ${source.identifier}.`,
          );
        }
        const cluster = await newRestoredCluster(
          rds,
          context,
          {
            ...input,
            ...(await resolveReferences(rds.services, context, input)),
          },
          source,
          {
            from: 'time',
            sourceIdentifier: source.identifier,
            sourceResourceId: source.resourceId,
            time,
          },
        );
        return begin(context, cluster);
      },
    ),
  };
}

function checkEngine(engine: string, mode: string): void {
  if (engine !== 'aurora-postgresql') {
    throw invalidValue(
      `Invalid DB engine: ${engine}. aurora-db-local offers aurora-postgresql.`,
    );
  }
  if (mode !== 'provisioned') {
    throw invalidCombination(
      `The engine mode ${mode} you requested is currently unavailable.`,
    );
  }
}

/** Source: RDS's API reference of RestoreDBClusterToPointInTime, constraints of RestoreToTime. */
function checkTimes(input: RestoreToTimeInput): void {
  if (!['full-copy', 'copy-on-write'].includes(input.RestoreType)) {
    throw invalidValue(
      `Invalid RestoreType: ${input.RestoreType}. Valid values are full-copy and copy-on-write.`,
    );
  }
  if (input.RestoreToTime !== undefined && input.UseLatestRestorableTime) {
    throw invalidCombination(
      'RestoreToTime and UseLatestRestorableTime cannot be specified together.',
    );
  }
  if (input.RestoreToTime === undefined && !input.UseLatestRestorableTime) {
    throw invalidCombination(
      'Either RestoreToTime or UseLatestRestorableTime must be specified.',
    );
  }
  if (
    input.RestoreToTime !== undefined &&
    input.RestoreType === 'copy-on-write'
  ) {
    throw invalidCombination(
      'RestoreToTime cannot be specified when RestoreType is copy-on-write.',
    );
  }
}

function sourceOf(
  { store }: RdsContext,
  scope: Scope,
  {
    SourceDBClusterIdentifier: identifier,
    SourceDbClusterResourceId: resourceId,
  }: RestoreToTimeInput,
): ClusterRecord {
  if ((identifier === undefined) === (resourceId === undefined)) {
    throw invalidCombination(
      'Specify either SourceDBClusterIdentifier or SourceDbClusterResourceId.',
    );
  }
  if (identifier !== undefined) {
    return store.cluster(scope, identifier);
  }
  const found = store.clusters
    .list(scope)
    .find(cluster => cluster.resourceId === resourceId);
  if (!found) {
    throw clusterNotFound(resourceId ?? '');
  }
  return found;
}

/** A snapshot can be restored to its own version or a newer one. */
function versionFor(
  rds: RdsContext,
  ofSnapshot: string,
  asked: string | undefined,
): string {
  const offered = rds.servers.versions;
  const wanted =
    asked === undefined || asked.includes('.')
      ? (asked ?? ofSnapshot)
      : chooseEngineVersion(asked, offered);
  checkUpgrade(ofSnapshot, wanted, offered);
  return wanted;
}
