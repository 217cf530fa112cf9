import type {
  ChangeSetRunner,
  OperationContext,
} from '../../stacks/ChangeSetRunner';
import { deletionTemplate } from '../../stacks/deletionTemplate';
import type { DatabaseStack } from '../../ports/DatabaseStacks';
import type { DatabaseStackWriter } from '../../ports/DatabaseStackWriter';
import type { DeletionPlan, DeletionPlanner } from './DeletionPlanner';
import type { DeletedDatabase, FinalSnapshots } from './FinalSnapshots';

/** How to delete. */
export interface DeleteOptions {
  /** Whether a last snapshot of the data is kept. */
  finalSnapshot: boolean;
  /** Whether to switch deletion protection off first. */
  disableProtection: boolean;
  dryRun: boolean;
  /** Entity reference of the user. */
  requestedBy?: string;
}

/**
 * Prepares a stack so that CloudFormation can delete it, and so that the deletion keeps the data as
 * requested.
 */
export class DeletionPreparation {
  readonly #stacks: Pick<DatabaseStackWriter, 'setTerminationProtection'>;
  readonly #runner: Pick<ChangeSetRunner, 'apply'>;
  readonly #finalSnapshots: Pick<FinalSnapshots, 'take'>;
  readonly #planner: Pick<DeletionPlanner, 'assertKept'>;

  constructor(parts: {
    stacks: Pick<DatabaseStackWriter, 'setTerminationProtection'>;
    runner: Pick<ChangeSetRunner, 'apply'>;
    finalSnapshots: Pick<FinalSnapshots, 'take'>;
    planner: Pick<DeletionPlanner, 'assertKept'>;
  }) {
    this.#stacks = parts.stacks;
    this.#runner = parts.runner;
    this.#finalSnapshots = parts.finalSnapshots;
    this.#planner = parts.planner;
  }

  /**
   * Throws a ConflictError if the data cannot be kept as requested, or if another run changes the
   * stack. Throws an Error that explains the failure if AWS fails.
   */
  async prepare(
    database: DeletedDatabase,
    plan: DeletionPlan,
    options: DeleteOptions,
    context: OperationContext,
  ): Promise<{ stack: DatabaseStack; plan: DeletionPlan }> {
    const { environment } = database;
    const stack = await this.#update(database, plan, options, context);
    if (plan.fate === 'own') {
      await this.#finalSnapshots.take(database, options.requestedBy, context);
    }
    if (stack.terminationProtection) {
      await this.#stacks.setTerminationProtection(
        environment,
        stack.stackId,
        false,
      );
      context.log('Termination protection of the stack is off');
    }
    const keptResources =
      plan.fate === 'stack'
        ? await this.#planner.assertKept(database)
        : plan.keptResources;
    context.signal?.throwIfAborted();
    return {
      stack,
      plan: { ...plan, ...(keptResources && { keptResources }) },
    };
  }

  /** Changes the deployed template, if CloudFormation can update it. */
  async #update(
    { environment, names, stack, run }: DeletedDatabase,
    { updatable }: DeletionPlan,
    { finalSnapshot }: DeleteOptions,
    context: OperationContext,
  ): Promise<DatabaseStack> {
    if (updatable === undefined) {
      return stack;
    }
    const { template, changes, notes } = deletionTemplate(updatable, {
      finalSnapshot,
    });
    for (const note of notes) {
      context.log(note);
    }
    if (changes.length === 0) {
      return stack;
    }
    for (const change of changes) {
      context.log(`Preparing: ${change}`);
    }
    const applied = await this.#runner.apply(
      {
        environment,
        stackName: names.stackName,
        existing: stack,
        template,
        tags: Object.fromEntries(
          Object.entries(stack.tags).filter(([key]) => !key.startsWith('aws:')),
        ),
        allowInstanceReplacement: false,
        run,
      },
      context,
      { dryRun: false },
    );
    return applied.stack ?? stack;
  }
}
