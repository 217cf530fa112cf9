import { AwsError, type Operation, type Scope } from '../../service/AwsService';
import { defineOperation } from '../../service/defineOperation';
import { clusterChange } from './clusterChange';
import { clusterInputs } from './clusterInputs';
import type { ClusterRecord } from './ClusterRecord';
import { page, passes } from '../listing';
import { modifyClusterLater, modifyClusterNow } from './modifyCluster';
import { forgetInstanceMonitoring } from '../instances/instanceMonitoring';
import { moveCluster } from './moveCluster';
import { newCluster } from './newCluster';
import {
  clusterNotFound,
  invalidClusterState,
  invalidCombination,
} from '../rdsFaults';
import type { RdsContext } from '../RdsContext';
import { resolveReferences } from '../resolveReferences';
import type { Described } from '../DatabaseSource';

/** RDS's default quota of clusters in an account and region. */
export const clusterLimit = 40;

/** Operations on DB clusters. */
export function clusterOperations(rds: RdsContext): Record<string, Operation> {
  const { store, reconciler } = rds;

  const answer = (scope: Scope, cluster: ClusterRecord) => ({
    DBCluster: rds.postgresDatabases.describeCluster(scope, cluster),
  });

  const move = async (
    scope: Scope,
    cluster: ClusterRecord,
    status: string,
    change?: Partial<ClusterRecord>,
  ) => answer(scope, await moveCluster(rds, scope, cluster, status, change));

  return {
    CreateDBCluster: defineOperation(
      clusterInputs.CreateDBCluster,
      async (input, context) => {
        checkClusterCanBeMade(rds, context, input.DBClusterIdentifier);
        const cluster = await newCluster(rds, context, {
          ...input,
          ...(await resolveReferences(rds.services, context, input)),
        });
        // Checked again, because another request may have run during the search for a port.
        checkClusterCanBeMade(rds, context, cluster.identifier);
        await store.clusters.put(context, cluster.identifier, cluster);
        void reconciler.request(context, cluster.identifier);
        return answer(context, cluster);
      },
    ),

    ModifyDBCluster: defineOperation(
      clusterInputs.ModifyDBCluster,
      async (input, context) => {
        const keys = await resolveReferences(rds.services, context, input);
        const cluster = store.cluster(context, input.DBClusterIdentifier);
        const change = clusterChange(rds, context, cluster, {
          ...input,
          ...keys,
        });
        if (cluster.status !== 'available') {
          throw invalidClusterState(
            `DB cluster ${cluster.identifier} is not in the available state: it is ${cluster.status}.`,
          );
        }
        const changed = await (
          input.ApplyImmediately ? modifyClusterNow : modifyClusterLater
        )(rds, context, cluster, change);
        await forgetInstanceMonitoring(
          store,
          context,
          cluster.identifier,
          input,
        );
        return answer(context, changed);
      },
    ),

    DeleteDBCluster: defineOperation(
      clusterInputs.DeleteDBCluster,
      async (input, context) => {
        const cluster = store.cluster(context, input.DBClusterIdentifier);
        if (cluster.deletionProtection) {
          throw invalidCombination(
            'Cannot delete protected Cluster, please disable deletion protection and try again.',
          );
        }
        if (
          !input.SkipFinalSnapshot &&
          input.FinalDBSnapshotIdentifier === undefined
        ) {
          throw invalidCombination(
            'FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.',
          );
        }
        if (
          input.SkipFinalSnapshot &&
          input.FinalDBSnapshotIdentifier !== undefined
        ) {
          throw invalidCombination(
            'FinalDBSnapshotIdentifier cannot be specified when SkipFinalSnapshot is true.',
          );
        }
        if (cluster.status === 'deleting') {
          throw invalidClusterState(
            `Cluster ${cluster.identifier} is already being deleted`,
          );
        }
        if (cluster.status === 'failed' && !input.SkipFinalSnapshot) {
          throw invalidClusterState(
            `Cluster ${cluster.identifier} is in failed state and has no data for a final snapshot: set SkipFinalSnapshot.`,
          );
        }
        if (
          store
            .membersOf(context, cluster.identifier)
            .some(({ status }) => status !== 'deleting')
        ) {
          throw invalidClusterState(
            'Cluster cannot be deleted, it still contains DB instances in non-deleting state.',
          );
        }
        const finalSnapshot = input.FinalDBSnapshotIdentifier;
        if (finalSnapshot !== undefined) {
          await rds.snapshots.announce(context, finalSnapshot, cluster, {
            type: 'manual',
            tags: [],
          });
        }
        return move(context, cluster, 'deleting', { finalSnapshot });
      },
    ),

    DescribeDBClusters: defineOperation(
      clusterInputs.DescribeDBClusters,
      async (input, context) => {
        const all = rds.databases.clusters(context);
        const clusters =
          input.DBClusterIdentifier === undefined
            ? all
            : [find(all, input.DBClusterIdentifier)];
        const matching = clusters.filter(
          ({ record, engine = 'aurora-postgresql' }) =>
            passes(input.Filters, {
              'db-cluster-id': [record.identifier, record.arn],
              'db-cluster-resource-id': [record.resourceId],
              engine: [engine],
              'clone-group-id': [],
              domain: [],
            }),
        );
        return page('DBClusters', matching, input, cluster =>
          cluster.describe(),
        );
      },
    ),

    StopDBCluster: defineOperation(
      clusterInputs.StopDBCluster,
      async (input, context) => {
        const cluster = store.cluster(context, input.DBClusterIdentifier);
        if (cluster.status !== 'available' || cluster.writer === undefined) {
          throw invalidClusterState(
            `DbCluster ${cluster.identifier} is in ${cluster.status} state${cluster.writer === undefined ? ' and has no instances' : ''}: only an available cluster can be stopped.`,
          );
        }
        return move(context, cluster, 'stopping');
      },
    ),

    StartDBCluster: defineOperation(
      clusterInputs.StartDBCluster,
      async (input, context) => {
        const cluster = store.cluster(context, input.DBClusterIdentifier);
        if (cluster.status !== 'stopped') {
          throw invalidClusterState(
            `DbCluster ${cluster.identifier} is in ${cluster.status} state but expected in one of stopped,inaccessible-encryption-credentials-recoverable.`,
          );
        }
        return move(context, cluster, 'starting');
      },
    ),

    FailoverDBCluster: defineOperation(
      clusterInputs.FailoverDBCluster,
      async (input, context) => {
        const cluster = store.cluster(context, input.DBClusterIdentifier);
        if (cluster.status !== 'available') {
          throw invalidClusterState(
            `Cannot fail over ${cluster.identifier}: it is in ${cluster.status} state.`,
          );
        }
        const readers = store
          .membersOf(context, cluster.identifier)
          .filter(
            ({ identifier, status }) =>
              identifier !== cluster.writer && status === 'available',
          )
          .sort((a, b) => a.promotionTier - b.promotionTier);
        const wanted =
          input.TargetDBInstanceIdentifier?.toLocaleLowerCase('en-US');
        const target =
          wanted === undefined
            ? readers[0]
            : readers.find(({ identifier }) => identifier === wanted);
        if (!target) {
          throw wanted === undefined
            ? invalidClusterState(
                `Cannot fail over ${cluster.identifier}: it has no available reader.`,
              )
            : invalidClusterState(
                `Cannot fail over to ${wanted}: it is no available reader of ${cluster.identifier}.`,
              );
        }
        const changed = await store.changeCluster(context, cluster.identifier, {
          status: 'failing-over',
          failoverTo: target.identifier,
        });
        void reconciler.request(context, cluster.identifier);
        return answer(context, changed);
      },
    ),

    RebootDBCluster: defineOperation(
      clusterInputs.RebootDBCluster,
      async (input, context) => {
        const cluster = store.cluster(context, input.DBClusterIdentifier);
        if (cluster.status !== 'available') {
          throw invalidClusterState(
            `DB cluster ${cluster.identifier} is not in the available state: it is ${cluster.status}.`,
          );
        }
        return move(context, cluster, 'rebooting');
      },
    ),
  };
}

/** Throws RDS's error if the identifier is in use or the quota is used up. */
export function checkClusterCanBeMade(
  { store, databases }: RdsContext,
  scope: Scope,
  identifier: string,
): void {
  if (databases.hasCluster(scope, identifier)) {
    throw new AwsError(
      'DBClusterAlreadyExistsFault',
      'DB Cluster already exists',
    );
  }
  if (store.clusters.list(scope).length >= clusterLimit) {
    throw new AwsError(
      'DBClusterQuotaExceededFault',
      `DB cluster quota of ${clusterLimit} exceeded`,
      403,
    );
  }
}

function find(
  clusters: readonly Described<ClusterRecord>[],
  wanted: string,
): Described<ClusterRecord> {
  const name = wanted.toLocaleLowerCase('en-US');
  const found = clusters.find(({ record: { identifier, arn, resourceId } }) =>
    [
      identifier,
      arn.toLocaleLowerCase('en-US'),
      resourceId.toLocaleLowerCase('en-US'),
    ].includes(name),
  );
  if (!found) {
    throw clusterNotFound(wanted);
  }
  return found;
}
