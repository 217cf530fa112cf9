import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { AuroraDbConfig } from '../ports/EnvironmentConfig';
import { assertUnprotected } from './assertUnprotected';
import type {
  ChangeSetRunner,
  OperationContext,
} from '../stacks/ChangeSetRunner';
import type { ClusterReader } from '../ports/ClusterReader';
import type {
  ClusterSnapshotReader,
  ClusterSnapshotWriter,
} from '../ports/ClusterSnapshots';
import {
  databaseOfEntityRef,
  type NamedDatabase,
} from '../database/databaseOfEntityRef';
import type {
  DatabaseStack,
  DatabaseStackReader,
} from '../ports/DatabaseStacks';
import type { DatabaseStackWriter } from '../ports/DatabaseStackWriter';
import {
  DeletionPlanner,
  type DeletionPlan,
  describePlan,
} from './DeletionPlanner';
import { type DeletionOutcome, DeletionRemains } from './DeletionRemains';
import { deletionTemplate } from '../stacks/deletionTemplate';
import { type DeletedDatabase, FinalSnapshots } from './FinalSnapshots';
import { fullEntityRef } from '../database/fullEntityRef';
import { operationToken, runToken } from '../stacks/operationTokens';
import { strangerOf } from '../stacks/StackClearance';
import type { StackFollower } from '../stacks/StackFollower';
import { stackState } from '../database/stackState';
import { ConflictError, InputError, NotFoundError } from '../ports/userErrors';

/** A database that is to be deleted. */
export interface DeletionTarget extends NamedDatabase {
  stack: DatabaseStack;
}

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

/** Deletes databases. Keeps no state, like the deploy service. */
export class AuroraDeleteService {
  readonly #config: AuroraDbConfig;
  readonly #stacks: DatabaseStackReader & DatabaseStackWriter;
  readonly #follower: StackFollower;
  readonly #runner: ChangeSetRunner;
  readonly #clusters: ClusterReader;
  readonly #finalSnapshots: FinalSnapshots;
  readonly #planner: DeletionPlanner;
  readonly #remains: DeletionRemains;

  constructor(parts: {
    config: AuroraDbConfig;
    stacks: DatabaseStackReader & DatabaseStackWriter;
    follower: StackFollower;
    runner: ChangeSetRunner;
    clusters: ClusterReader;
    snapshots: ClusterSnapshotReader & ClusterSnapshotWriter;
  }) {
    this.#config = parts.config;
    this.#stacks = parts.stacks;
    this.#follower = parts.follower;
    this.#runner = parts.runner;
    this.#clusters = parts.clusters;
    this.#finalSnapshots = new FinalSnapshots(parts);
    this.#planner = new DeletionPlanner(parts.stacks, this.#finalSnapshots);
    this.#remains = new DeletionRemains(parts.clusters, this.#finalSnapshots);
  }

  /** The database that a reference names, without a look at AWS. Throws an InputError if it can't be one of ours. */
  parse(entityRef: string): NamedDatabase {
    const named = databaseOfEntityRef(
      this.#config.environments,
      fullEntityRef('entityRef', entityRef, 'resource'),
    );
    if (!named) {
      throw new InputError(createMessage('delete.notOurs', { entityRef }));
    }
    return named;
  }

  /**
   * A database with its stack; undefined if there is none, or the stack of its name is not its own.
   *
   * @param stackId - if it is known already: finds the stack after its deletion too
   */
  async find(
    named: NamedDatabase,
    stackId?: string,
  ): Promise<DeletionTarget | undefined> {
    const { environment, name, names } = named;
    const stack = await this.#stacks.describe(
      environment,
      stackId ?? names.stackName,
    );
    return stack && !strangerOf(environment, name, stack)
      ? { ...named, stack }
      : undefined;
  }

  /** Says that there is no database to delete. */
  missing({ environment, names }: NamedDatabase): NotFoundError {
    return new NotFoundError(
      createMessage('delete.nothing', {
        entityRef: names.entityRef,
        accountId: environment.accountId,
        stackName: names.stackName,
      }),
    );
  }

  /** Whether this very run, before it was interrupted, began the last operation on the stack. */
  async isOwnWork(
    target: DeletionTarget,
    runId: string,
    options: DeleteOptions,
  ): Promise<boolean> {
    const { environment, stack } = target;
    const run = runOf(target, runId, options);
    return (
      (await this.#follower.findLast(environment, stack, run)) !== undefined
    );
  }

  /**
   * Deletes a database, and answers what is left; undefined after a dry run. A run that is repeated goes on where it was interrupted.
   * Throws a ConflictError if protection is on, another run is at work, or the data can't be kept as asked for: nothing is deleted
   * then. Throws an Error that explains the failure if AWS fails.
   */
  async delete(
    target: DeletionTarget,
    runId: string,
    options: DeleteOptions,
    context: OperationContext,
  ): Promise<DeletionOutcome | undefined> {
    const { environment, names } = target;
    const { log } = context;
    const run = runOf(target, runId, options);
    let { stack } = target;
    const state = stackState(names.stackName, stack.status);
    if (stack.status === 'DELETE_COMPLETE') {
      log(`${names.stackName} is deleted already`);
      return this.#end({ ...target, run }, options, context);
    }
    if (state.kind === 'busy') {
      const running = await this.#follower.findLast(environment, stack, run);
      if (!running) {
        throw new ConflictError(state.reason);
      }
      log(
        `Resuming the operation that this task started on ${names.stackName}`,
      );
      stack = await this.#runner.finish(running, context);
      if (running.kind === 'delete') {
        return this.#end({ ...target, run }, options, context);
      }
    }
    const database = { environment, names, stack, run };
    const cluster = await this.#clusters.describe(
      environment,
      names.clusterIdentifier,
    );
    assertUnprotected(database, cluster, options);
    const plan = await this.#planner.plan(database, cluster, options);
    log(describePlan(database, plan));
    if (options.dryRun) {
      log(`${names.stackName} would be deleted`);
      return undefined;
    }
    const ready = await this.#prepare(database, plan, options, context).catch(
      error => {
        log(
          `${names.base} is not deleted. If its protection is off already, deploying it again turns that on`,
        );
        throw error;
      },
    );
    const { stackId, stackName, updatedAt, createdAt } = ready.stack;
    const token = operationToken(run, 'delete', updatedAt ?? createdAt);
    log(`Deleting ${stackName}`);
    await this.#stacks.deleteStack(environment, stackId, token);
    await context.onStackChange?.();
    await this.#runner.finish(
      { environment, stackId, stackName, kind: 'delete', token },
      context,
    );
    return this.#end(
      { ...database, stack: ready.stack },
      options,
      context,
      ready.plan,
    );
  }

  /** Makes the stack one that can be deleted, and sure that the data is kept as asked for. */
  async #prepare(
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
    const keepsakes =
      plan.fate === 'stack'
        ? await this.#planner.assertKept(database)
        : plan.keepsakes;
    context.signal?.throwIfAborted();
    return { stack, plan: { ...plan, ...(keepsakes && { keepsakes }) } };
  }

  /** Makes the deployed template, if it can be updated, one whose deletion is allowed and does what was asked for. */
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

  /** Looks at what is left, and says it. */
  async #end(
    database: DeletedDatabase,
    { finalSnapshot }: DeleteOptions,
    context: OperationContext,
    plan?: DeletionPlan,
  ): Promise<DeletionOutcome> {
    const { base } = database.names;
    try {
      const outcome = await this.#remains.find(
        database,
        {
          finalSnapshot,
          fate: plan?.fate,
          keepsSecret: plan?.keepsakes?.secret ?? false,
        },
        context,
      );
      context.log(outcome.report);
      context.log(`${base} is deleted`);
      return outcome;
    } catch (error) {
      context.log(
        `The stack of ${base} is deleted. Run this again to see what is left of its data`,
      );
      throw error;
    }
  }
}

function runOf(
  { names: { entityRef } }: NamedDatabase,
  runId: string,
  { requestedBy: _, ...options }: DeleteOptions,
): string {
  return runToken(runId, { entityRef, ...options });
}
