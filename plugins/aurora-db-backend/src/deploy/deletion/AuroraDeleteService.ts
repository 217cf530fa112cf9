import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import { assertNotInvalid } from '../../config/environmentConfig';
import type { AuroraDbConfig } from '../../ports/EnvironmentConfig';
import { assertUnprotected } from './assertUnprotected';
import type {
  ChangeSetRunner,
  OperationContext,
} from '../../stacks/ChangeSetRunner';
import type { ClusterReader } from '../../ports/ClusterReader';
import type {
  ClusterSnapshotReader,
  ClusterSnapshotWriter,
} from '../../ports/ClusterSnapshots';
import {
  databasesOfEntityRef,
  invalidEnvironmentOf,
  type NamedDatabase,
} from '../../database/databasesOfEntityRef';
import type {
  DatabaseStack,
  DatabaseStackReader,
} from '../../ports/DatabaseStacks';
import type { DatabaseStackWriter } from '../../ports/DatabaseStackWriter';
import {
  DeletionPlanner,
  type DeletionPlan,
  describePlan,
} from './DeletionPlanner';
import { type DeleteOptions, DeletionPreparation } from './DeletionPreparation';
import { type DeletionOutcome, DeletionOutcomes } from './DeletionOutcomes';
import { type DeletedDatabase, FinalSnapshots } from './FinalSnapshots';
import { fullEntityRef } from '../../database/fullEntityRef';
import { operationToken, runToken } from '../../stacks/operationTokens';
import { strangerOf } from '../../stacks/StackPreparation';
import type { StackFollower } from '../../stacks/StackFollower';
import { stackState } from '../../database/stackState';
import {
  ConflictError,
  InputError,
  NotFoundError,
} from '../../ports/errors/userErrors';

/** A database that a run deletes. */
export interface DeletionTarget extends NamedDatabase {
  stack: DatabaseStack;
}

/** Deletes databases. Keeps no state, like the deploy service. */
export class AuroraDeleteService {
  readonly #config: AuroraDbConfig;
  readonly #stacks: DatabaseStackReader & DatabaseStackWriter;
  readonly #follower: StackFollower;
  readonly #runner: ChangeSetRunner;
  readonly #clusters: ClusterReader;
  readonly #planner: DeletionPlanner;
  readonly #preparation: DeletionPreparation;
  readonly #outcomes: DeletionOutcomes;

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
    const finalSnapshots = new FinalSnapshots(parts);
    this.#planner = new DeletionPlanner(parts.stacks, finalSnapshots);
    this.#preparation = new DeletionPreparation({
      ...parts,
      planner: this.#planner,
      finalSnapshots,
    });
    this.#outcomes = new DeletionOutcomes(parts.clusters, finalSnapshots);
  }

  /**
   * Returns the databases that a reference can name, without calling AWS. All have the same entity.
   * Throws an InputError if the portal cannot have such a database, and a ServiceUnavailableError if
   * the configuration of its environment is invalid.
   */
  parse(entityRef: string): [NamedDatabase, ...NamedDatabase[]] {
    const [named, ...others] = databasesOfEntityRef(
      this.#config.environments,
      fullEntityRef('entityRef', entityRef, 'resource'),
    );
    if (!named) {
      assertNotInvalid(
        this.#config,
        invalidEnvironmentOf(this.#config.invalid, entityRef),
      );
      throw new InputError(createMessage('delete.notOurs', { entityRef }));
    }
    return [named, ...others];
  }

  /**
   * Returns the database that has a stack; undefined if there is no stack, or if the stacks of that
   * name belong to something else. Throws a ConflictError if several databases have a stack: the
   * reference does not say which one to delete.
   *
   * @param stackId - if it is known: finds the stack after its deletion too
   */
  async find(
    candidates: readonly NamedDatabase[],
    stackId?: string,
  ): Promise<DeletionTarget | undefined> {
    const possible =
      stackId === undefined || candidates.length === 1
        ? candidates
        : candidates.filter(({ environment }) => isIn(environment, stackId));
    const found: DeletionTarget[] = [];
    for (const named of possible) {
      const { environment, name, names } = named;
      const stack = await this.#stacks.describe(
        environment,
        stackId ?? names.stackName,
      );
      if (stack && !strangerOf(environment, name, stack)) {
        found.push({ ...named, stack });
      }
    }
    const [target, other] = found;
    if (target && other) {
      throw new ConflictError(
        createMessage('delete.ambiguous', {
          entityRef: target.names.entityRef,
          one: target.environment.name,
          other: other.environment.name,
        }),
      );
    }
    return target;
  }

  /** Returns the error that says that there is no database to delete. */
  missing({ environment, names }: NamedDatabase): NotFoundError {
    return new NotFoundError(
      createMessage('delete.nothing', {
        entityRef: names.entityRef,
        accountId: environment.accountId,
        stackName: names.stackName,
      }),
    );
  }

  /** Whether this run started the last operation on the stack before it was interrupted. */
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
   * Deletes a database, and returns what is left; undefined after a dry run. A repeated run resumes
   * after the interrupted step. Throws a ConflictError, and deletes nothing, if protection is on,
   * if another operation is in progress, or if the data cannot be kept as requested. Throws an
   * Error that explains the failure if AWS fails.
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
      await context.onStackChange?.();
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
    const ready = await this.#preparation
      .prepare(database, plan, options, context)
      .catch(error => {
        log(
          `${names.base} is not deleted. If its protection is off already, deploying it again turns that on`,
        );
        throw error;
      });
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

  /** Finds what is left, and logs it. */
  async #end(
    database: DeletedDatabase,
    { finalSnapshot }: DeleteOptions,
    context: OperationContext,
    plan?: DeletionPlan,
  ): Promise<DeletionOutcome> {
    const { base } = database.names;
    try {
      const outcome = await this.#outcomes.find(
        database,
        {
          finalSnapshot,
          fate: plan?.fate,
          keepsSecret: plan?.keptResources?.secret ?? false,
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

/** Whether a stack is in the account and region of an environment. */
function isIn(
  { accountId, region }: NamedDatabase['environment'],
  stackId: string,
): boolean {
  const [, , , regionOfStack, accountOfStack] = stackId.split(':');
  return region === regionOfStack && accountId === accountOfStack;
}

function runOf(
  { names: { entityRef } }: NamedDatabase,
  runId: string,
  { requestedBy: _, ...options }: DeleteOptions,
): string {
  return runToken(runId, { entityRef, ...options });
}
