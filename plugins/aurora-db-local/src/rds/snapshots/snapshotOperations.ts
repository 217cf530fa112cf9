import { z } from 'zod';
import { booleanInput } from '../../service/inputs';
import type { Operation } from '../../service/AwsService';
import {
  type ClusterSnapshotRecord,
  describeClusterSnapshot,
} from './ClusterSnapshotRecord';
import { identifierInput } from '../identifierInput';
import { filtersInput, page, pageInput, passes } from '../listing';
import {
  invalidClusterState,
  invalidSnapshotState,
  snapshotNotFound,
} from '../rdsFaults';
import type { RdsContext } from '../RdsContext';
import { rdsArn } from '../RdsStore';
import { tagsInput } from '../Tag';

const inputs = {
  CreateDBClusterSnapshot: z.object({
    DBClusterIdentifier: z.string(),
    DBClusterSnapshotIdentifier: identifierInput('DBClusterSnapshotIdentifier'),
    Tags: tagsInput,
  }),
  DeleteDBClusterSnapshot: z.object({
    DBClusterSnapshotIdentifier: z.string(),
  }),
  DescribeDBClusterSnapshots: z.object({
    ...pageInput,
    Filters: filtersInput,
    DBClusterIdentifier: z.string().optional(),
    DBClusterSnapshotIdentifier: z.string().optional(),
    DbClusterResourceId: z.string().optional(),
    SnapshotType: z.string().optional(),
    IncludePublic: booleanInput.default(false),
    IncludeShared: booleanInput.default(false),
  }),
};

/** Operations on cluster snapshots. */
export function snapshotOperations({
  store,
  snapshots,
  reconciler,
  queues,
}: RdsContext): Record<string, Operation> {
  const describe = (snapshot: ClusterSnapshotRecord) =>
    describeClusterSnapshot(snapshot, snapshots.progressOf(snapshot));

  return {
    async CreateDBClusterSnapshot(rawInput, context) {
      const input = inputs.CreateDBClusterSnapshot.parse(rawInput);
      const cluster = store.cluster(context, input.DBClusterIdentifier);
      if (cluster.status !== 'available') {
        throw invalidClusterState(
          `The cluster ${cluster.identifier} is not in the available state: it is ${cluster.status}.`,
        );
      }
      // Set before the first wait, so that the second of two concurrent requests sees that the
      // cluster is backing up.
      await store.changeCluster(context, cluster.identifier, {
        status: 'backing-up',
      });
      const snapshot = await snapshots
        .announce(context, input.DBClusterSnapshotIdentifier, cluster, {
          type: 'manual',
          tags: input.Tags,
        })
        .catch(async error => {
          await store.changeCluster(context, cluster.identifier, {
            status: cluster.status,
          });
          throw error;
        });
      void reconciler.request(context, cluster.identifier);
      return { DBClusterSnapshot: describeClusterSnapshot(snapshot) };
    },

    async DeleteDBClusterSnapshot(rawInput, context) {
      const snapshot = store.snapshot(
        context,
        inputs.DeleteDBClusterSnapshot.parse(rawInput)
          .DBClusterSnapshotIdentifier,
      );
      if (snapshot.type !== 'manual') {
        throw invalidSnapshotState('Only manual snapshots may be deleted.');
      }
      if (!['available', 'failed'].includes(snapshot.status)) {
        throw invalidSnapshotState(
          `The snapshot ${snapshot.identifier} is in ${snapshot.status} state.`,
        );
      }
      if (snapshots.isBeingRestored(context, snapshot)) {
        throw invalidSnapshotState(
          `The snapshot ${snapshot.identifier} is being restored.`,
        );
      }
      // A restore to a time, as part of the work on its cluster, may be copying it.
      await queues.run(context, snapshot.clusterIdentifier, () =>
        snapshots.delete(context, snapshot),
      );
      return {
        DBClusterSnapshot: describeClusterSnapshot({
          ...snapshot,
          status: 'deleted',
        }),
      };
    },

    async DescribeDBClusterSnapshots(rawInput, context) {
      const input = inputs.DescribeDBClusterSnapshots.parse(rawInput);
      const wanted = input.DBClusterSnapshotIdentifier;
      const held =
        wanted === undefined
          ? store.snapshots
              .list(context)
              .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime())
          : [store.snapshot(context, wanted)];
      const clusterName = input.DBClusterIdentifier?.replace(
        /^arn:.*:/,
        '',
      ).toLocaleLowerCase('en-US');
      const matching = held
        .filter(
          ({ type }) =>
            input.SnapshotType === undefined || input.SnapshotType === type,
        )
        .filter(
          snapshot =>
            clusterName === undefined ||
            snapshot.clusterIdentifier === clusterName,
        )
        .filter(
          snapshot =>
            input.DbClusterResourceId === undefined ||
            snapshot.clusterResourceId === input.DbClusterResourceId,
        )
        .filter(snapshot =>
          passes(input.Filters, {
            'db-cluster-id': [
              snapshot.clusterIdentifier,
              rdsArn(context, 'cluster', snapshot.clusterIdentifier),
            ],
            'db-cluster-snapshot-id': [snapshot.identifier, snapshot.arn],
            'snapshot-type': [snapshot.type],
            engine: ['aurora-postgresql'],
          }),
        );
      if (wanted !== undefined && matching.length === 0) {
        throw snapshotNotFound(wanted);
      }
      return page('DBClusterSnapshots', matching, input, describe);
    },
  };
}
