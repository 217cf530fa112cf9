import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { LiveCluster } from '../../ports/ClusterReader';
import type { DatabaseStackWriter } from '../../ports/DatabaseStackWriter';
import type { DeletedDatabase, FinalSnapshots } from './FinalSnapshots';
import { type KeptResources, keptResourcesOf } from './keptResourcesOf';
import { stackState } from '../../database/stackState';
import { ConflictError } from '../../ports/errors/userErrors';

/**
 * What happens to the data. `stack`: the deployed template keeps a final snapshot. `own`: the run
 * takes a snapshot before the deletion. `discarded`: the data is deleted, as requested. `none`:
 * there is no cluster. `outside`: the cluster is not in the stack and stays.
 */
export type DataFate = 'stack' | 'own' | 'discarded' | 'none' | 'outside';

/** How a run deletes a database. */
export interface DeletionPlan {
  fate: DataFate;
  /** The deployed template, if it can be updated: JSON. */
  updatable?: string;
  /** What the deployed template keeps, if it was read. */
  keptResources?: KeptResources;
}

/** Decides how a database is deleted. Only reads. */
export class DeletionPlanner {
  readonly #stacks: Pick<DatabaseStackWriter, 'readTemplate'>;
  readonly #finalSnapshots: Pick<FinalSnapshots, 'assertPossible'>;

  constructor(
    stacks: Pick<DatabaseStackWriter, 'readTemplate'>,
    finalSnapshots: Pick<FinalSnapshots, 'assertPossible'>,
  ) {
    this.#stacks = stacks;
    this.#finalSnapshots = finalSnapshots;
  }

  /** Throws a ConflictError if the data cannot be kept as requested. */
  async plan(
    database: DeletedDatabase,
    cluster: LiveCluster | undefined,
    { finalSnapshot }: { finalSnapshot: boolean },
  ): Promise<DeletionPlan> {
    const { environment, names, stack } = database;
    const { kind } = stackState(names.stackName, stack.status);
    if (kind === 'reviewed' || kind === 'undone') {
      // Such a stack has no resources.
      return { fate: cluster ? 'outside' : 'none' };
    }
    const deployed = await this.#stacks.readTemplate(
      environment,
      stack.stackId,
    );
    const keptResources = keptResourcesOf(deployed);
    const isUpdatable = kind === 'updatable';
    const as = (fate: DataFate): DeletionPlan => ({
      fate,
      keptResources,
      ...(isUpdatable && { updatable: deployed }),
    });
    if (!cluster) {
      return as('none');
    }
    if (isUpdatable && !keptResources.hasCluster) {
      return as('outside');
    }
    if (!finalSnapshot) {
      return as('discarded');
    }
    // The policies that CloudFormation applies are known only after an update.
    await this.#finalSnapshots.assertPossible(database, cluster, {
      own: !isUpdatable,
      byStack: isUpdatable || keptResources.snapshot,
    });
    return as(isUpdatable ? 'stack' : 'own');
  }

  /**
   * Returns what the deployed template keeps just before the deletion: a deploy, or another
   * deletion, may have changed it. Throws a ConflictError if it keeps no snapshot.
   */
  async assertKept({
    environment,
    names,
    stack,
  }: DeletedDatabase): Promise<KeptResources> {
    const keptResources = keptResourcesOf(
      await this.#stacks.readTemplate(environment, stack.stackId),
    );
    if (!keptResources.snapshot) {
      throw new ConflictError(
        createMessage('delete.keepsNoSnapshot', {
          stackName: names.stackName,
        }),
      );
    }
    return keptResources;
  }
}

/** Describes what happens to the data, for the log. */
export function describePlan(
  { names, stack }: DeletedDatabase,
  { fate, keptResources, updatable }: DeletionPlan,
): string {
  const { clusterIdentifier, stackName } = names;
  switch (fate) {
    case 'stack':
      return `A final snapshot of ${clusterIdentifier} will be kept`;
    case 'own':
      return `${stackName} is in state ${stack.status}, in which its deletion policies can't be changed: a snapshot of ${clusterIdentifier} is taken before the deletion. What is written after that snapshot is lost`;
    case 'discarded':
      return !updatable && keptResources?.snapshot
        ? `${stackName} is in state ${stack.status}, in which its deletion policies can't be changed: CloudFormation takes a final snapshot of ${clusterIdentifier}, though none is asked for`
        : `No final snapshot: the data of ${clusterIdentifier} will be gone`;
    case 'outside':
      return `${clusterIdentifier} is not in the stack: it stays, with its data`;
    default:
      return `${clusterIdentifier} does not exist: there is no data to keep`;
  }
}
