import {
  createMessage,
  stackOutputs,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { OperationContext } from '../../stacks/ChangeSetRunner';
import type { ClusterReader } from '../../ports/ClusterReader';
import type { DataFate } from './DeletionPlanner';
import type { DeletedDatabase, FinalSnapshots } from './FinalSnapshots';
import { OperationError } from '../../ports/errors/userErrors';

/** What is left of a database whose stack is deleted. */
export interface DeletionOutcome {
  /** The snapshot that holds its data. */
  finalSnapshotId?: string;
  /** The secret with the master password of the snapshot. */
  secretArn?: string;
  /** Sentences for the user. */
  report: string;
}

/** Finds what a deletion leaves. */
export class DeletionOutcomes {
  readonly #clusters: Pick<ClusterReader, 'describe'>;
  readonly #finalSnapshots: Pick<FinalSnapshots, 'find'>;

  constructor(
    clusters: Pick<ClusterReader, 'describe'>,
    finalSnapshots: Pick<FinalSnapshots, 'find'>,
  ) {
    this.#clusters = clusters;
    this.#finalSnapshots = finalSnapshots;
  }

  /**
   * Throws an OperationError if the final snapshot is missing.
   *
   * @param expected - `fate` is absent if an earlier run deleted the stack
   */
  async find(
    database: DeletedDatabase,
    expected: { finalSnapshot: boolean; fate?: DataFate; keepsSecret: boolean },
    context: OperationContext,
  ): Promise<DeletionOutcome> {
    const { environment, names, stack } = database;
    const { base, clusterIdentifier } = names;
    const { finalSnapshot, fate, keepsSecret } = expected;
    const { accountId, region } = environment;
    const place = `account ${accountId}, ${region}`;
    const { snapshot, wasDeleted } = await this.#finalSnapshots.find(
      database,
      context,
    );
    const cluster = await this.#clusters.describe(
      environment,
      clusterIdentifier,
    );
    const left =
      cluster && cluster.status !== 'deleting'
        ? `Its cluster ${clusterIdentifier} (${place}) was not deleted with the stack and is still there, with its data. If you do not need it, delete it in the RDS console.`
        : undefined;
    if (snapshot) {
      const secretArn = keepsSecret
        ? stack.outputs[stackOutputs.secretArn]
        : undefined;
      const kept = `The data of ${base} as of ${snapshot.createdAt.toISOString()} stays in snapshot ${snapshot.id} (${place}), which does not expire.`;
      const opened = secretArn
        ? `Its master password stays in secret ${secretArn}.`
        : 'A restore of it gets a master password of its own.';
      return {
        finalSnapshotId: snapshot.id,
        ...(secretArn && { secretArn }),
        report: [kept, opened, ...(left ? [left] : [])].join(' '),
      };
    }
    if (left) {
      return { report: left };
    }
    if (!finalSnapshot) {
      return {
        report: `No final snapshot was taken, as asked for: the data of ${base} is gone.`,
      };
    }
    const hadNone = fate === 'none' || fate === 'outside';
    if (hadNone || (fate === undefined && !wasDeleted)) {
      return {
        report: `${base} had no cluster ${clusterIdentifier}, so there was no data to keep.`,
      };
    }
    throw new OperationError(
      createMessage('delete.snapshotMissing', {
        database: base,
        clusterIdentifier,
        accountId,
        region,
      }),
    );
  }
}
