import { z } from 'zod';
import { booleanInput } from '../inputs';
import { AwsError, type Operation } from '../service';
import { describeClusterSnapshot } from './ClusterSnapshotRecord';
import { identifierInput } from './identifierInput';
import { filtersInput, page, pageInput, passes } from './listing';
import { invalidClusterState, snapshotNotFound } from './rdsFaults';
import type { RdsRoom } from './RdsRoom';
import { tagsInput } from './Tag';

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

/** Operations on manual cluster snapshots. */
export function snapshotOperations({
  store,
  snapshots,
  reconciler,
}: RdsRoom): Record<string, Operation> {
  return {
    async CreateDBClusterSnapshot(rawInput, context) {
      const input = inputs.CreateDBClusterSnapshot.parse(rawInput);
      const cluster = store.cluster(context, input.DBClusterIdentifier);
      if (cluster.status !== 'available') {
        throw invalidClusterState(
          `The cluster ${cluster.identifier} is not in the available state: it is ${cluster.status}.`,
        );
      }
      const snapshot = await snapshots.announce(
        context,
        input.DBClusterSnapshotIdentifier,
        cluster,
        input.Tags,
      );
      await store.changeCluster(context, cluster.identifier, {
        status: 'backing-up',
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
      if (snapshot.status === 'creating') {
        throw new AwsError(
          'InvalidDBClusterSnapshotStateFault',
          `The snapshot ${snapshot.identifier} is in creating state.`,
        );
      }
      await snapshots.delete(context, snapshot);
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
          ? store.snapshots.list(context)
          : [store.snapshot(context, wanted)];
      const clusterName = input.DBClusterIdentifier?.replace(
        /^arn:.*:/,
        '',
      ).toLocaleLowerCase('en-US');
      const matching = held
        .filter(
          () =>
            input.SnapshotType === undefined || input.SnapshotType === 'manual',
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
            'db-cluster-id': [snapshot.clusterIdentifier],
            'db-cluster-snapshot-id': [snapshot.identifier],
            'snapshot-type': ['manual'],
            engine: ['aurora-postgresql'],
          }),
        );
      if (wanted !== undefined && matching.length === 0) {
        throw snapshotNotFound(wanted);
      }
      return page(
        'DBClusterSnapshots',
        matching.map(describeClusterSnapshot),
        input,
      );
    },
  };
}
