import { z } from 'zod';
import { defineOperation } from '../../service/defineOperation';
import { booleanInput } from '../../service/inputs';
import type { Operation, Scope } from '../../service/AwsService';
import { identifierInput } from '../identifierInput';
import {
  invalidClusterState,
  invalidCombination,
  invalidSnapshotState,
  invalidValue,
} from '../rdsFaults';
import type { RdsContext } from '../RdsContext';
import { resolveReferences } from '../resolveReferences';
import { mergeTags, tagsInput } from '../Tag';
import {
  type ClusterSnapshotRecord,
  describeClusterSnapshot,
} from './ClusterSnapshotRecord';
import { findSnapshot, type OwnedSnapshot } from './findSnapshot';

const inputs = {
  CreateDBClusterSnapshot: z.strictObject({
    DBClusterIdentifier: z.string(),
    DBClusterSnapshotIdentifier: identifierInput('DBClusterSnapshotIdentifier'),
    Tags: tagsInput,
  }),
  CopyDBClusterSnapshot: z.strictObject({
    SourceDBClusterSnapshotIdentifier: z.string(),
    TargetDBClusterSnapshotIdentifier: identifierInput(
      'TargetDBClusterSnapshotIdentifier',
    ),
    KmsKeyId: z.string().min(1).optional(),
    PreSignedUrl: z.url().optional(),
    CopyTags: booleanInput.default(false),
    Tags: tagsInput,
  }),
  DeleteDBClusterSnapshot: z.strictObject({
    DBClusterSnapshotIdentifier: z.string(),
  }),
};

/** Operations that create and delete cluster snapshots. */
export function snapshotOperations({
  store,
  snapshots,
  snapshotCopies,
  reconciler,
  queues,
  services,
}: RdsContext): Record<string, Operation> {
  function checkUnused(snapshot: ClusterSnapshotRecord): void {
    if (snapshots.isBeingRestored(snapshot)) {
      throw invalidSnapshotState(
        `The snapshot ${snapshot.identifier} is being restored.`,
      );
    }
    if (snapshots.isBeingCopied(snapshot)) {
      throw invalidSnapshotState(
        `The snapshot ${snapshot.identifier} is being copied.`,
      );
    }
  }

  return {
    CreateDBClusterSnapshot: defineOperation(
      inputs.CreateDBClusterSnapshot,
      async (input, context) => {
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
    ),

    CopyDBClusterSnapshot: defineOperation(
      inputs.CopyDBClusterSnapshot,
      async (input, context) => {
        checkRegion(context, input);
        const keys = await resolveReferences(services, context, {
          KmsKeyId: input.KmsKeyId,
        });
        const source = findSnapshot(
          store,
          context,
          input.SourceDBClusterSnapshotIdentifier,
        );
        const { record } = source;
        if (record.status !== 'available') {
          throw invalidSnapshotState(
            `The source snapshot ${record.identifier} is not in the available state: it is ${record.status}.`,
          );
        }
        checkKey(context, source, input.KmsKeyId);
        const isOwn = source.owner.accountId === context.accountId;
        const copied = input.CopyTags && isOwn ? record.tags : [];
        const snapshot = await snapshots.announceCopy(
          context,
          input.TargetDBClusterSnapshotIdentifier,
          record,
          {
            kmsKeyId: keys.KmsKeyId,
            tags: mergeTags(copied, input.Tags),
          },
        );
        snapshotCopies.request(context, snapshot);
        return { DBClusterSnapshot: describeClusterSnapshot(snapshot) };
      },
    ),

    DeleteDBClusterSnapshot: defineOperation(
      inputs.DeleteDBClusterSnapshot,
      async (input, context) => {
        const snapshot = store.snapshot(
          context,
          input.DBClusterSnapshotIdentifier,
        );
        if (snapshot.type !== 'manual') {
          throw invalidSnapshotState('Only manual snapshots may be deleted.');
        }
        if (!['available', 'failed', 'copying'].includes(snapshot.status)) {
          throw invalidSnapshotState(
            `The snapshot ${snapshot.identifier} is in ${snapshot.status} state.`,
          );
        }
        checkUnused(snapshot);
        await snapshotCopies.cancel(snapshot);
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
    ),
  };
}

/** The SDKs sign a URL if a caller gives them the region of the source. */
function checkRegion(
  { region }: Scope,
  {
    SourceDBClusterSnapshotIdentifier: identifier,
    PreSignedUrl,
  }: z.output<typeof inputs.CopyDBClusterSnapshot>,
): void {
  const [prefix, , , ofArn] = identifier.split(':');
  const ofUrl =
    PreSignedUrl &&
    new URL(PreSignedUrl).searchParams.get('X-Amz-Credential')?.split('/')[2];
  const source = prefix === 'arn' ? ofArn : (ofUrl ?? region);
  if (source !== region) {
    throw invalidValue(
      `The source ${identifier} is in ${source}. aurora-db-local copies snapshots within a region only, here within ${region}.`,
    );
  }
}

/** Source: RDS's API reference of CopyDBClusterSnapshot, KmsKeyId. */
function checkKey(
  { accountId }: Scope,
  { owner, record }: OwnedSnapshot,
  kmsKeyId: string | undefined,
): void {
  if (kmsKeyId !== undefined && !record.storageEncrypted) {
    throw invalidCombination(
      `KmsKeyId cannot be specified, because the source snapshot ${record.identifier} is not encrypted.`,
    );
  }
  if (
    kmsKeyId === undefined &&
    record.storageEncrypted &&
    owner.accountId !== accountId
  ) {
    throw invalidCombination(
      `The source snapshot ${record.identifier} is encrypted and belongs to another account: specify KmsKeyId, a key of this account.`,
    );
  }
}
