import { setTimeout as sleep } from 'node:timers/promises';
import {
  auroraDbTags,
  createMessage,
  type Message,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import type { ChangeSetRunner, OperationContext } from './ChangeSetRunner';
import type {
  DatabaseStack,
  DatabaseStackReader,
} from '../ports/DatabaseStacks';
import type { DatabaseStackWriter } from '../ports/DatabaseStackWriter';
import { operationToken } from './operationTokens';
import type { StackFollower } from './StackFollower';
import { stackState } from '../database/stackState';
import { ConflictError } from '../ports/errors/userErrors';

/** A database's stack, and the run that changes it. */
export interface StackPreparationRequest {
  environment: EnvironmentConfig;
  /** Form name. */
  name: string;
  stackName: string;
  /** See `runToken`. */
  run: string;
  dryRun: boolean;
  /** Runs if an earlier operation of this run is still in progress. */
  onResume?(stack: DatabaseStack): void;
}

/** Longest time that a plan in the making holds the stack's name, in ms. */
const reviewMs = 15_000;

/**
 * Makes sure that a stack can be changed after earlier runs, including interrupted attempts of the
 * same run.
 */
export class StackPreparation {
  readonly #stacks: DatabaseStackReader & DatabaseStackWriter;
  readonly #follower: StackFollower;
  readonly #runner: ChangeSetRunner;

  constructor(
    stacks: DatabaseStackReader & DatabaseStackWriter,
    follower: StackFollower,
    runner: ChangeSetRunner,
  ) {
    this.#stacks = stacks;
    this.#follower = follower;
    this.#runner = runner;
  }

  /**
   * Follows the operation that this run started earlier, and removes stacks that were never
   * created. Returns the stack to update, or undefined if it must be created. Throws a
   * ConflictError if another operation is in progress, if a user must act first, or if the stack is
   * not the database's.
   */
  async prepare(
    request: StackPreparationRequest,
    context: OperationContext,
  ): Promise<DatabaseStack | undefined> {
    const { environment, name, stackName, run, dryRun } = request;
    const waitingSince = Date.now();
    for (;;) {
      const stack = await this.#stacks.describe(environment, stackName);
      if (!stack) {
        return undefined;
      }
      const state = stackState(stackName, stack.status);
      if (state.kind !== 'reviewed') {
        assertOurs(environment, name, stack);
      }
      switch (state.kind) {
        case 'updatable':
          return stack;
        case 'stuck':
          throw new ConflictError(state.reason);
        case 'busy': {
          const running = await this.#follower.findLast(
            environment,
            stack,
            run,
          );
          if (!running) {
            throw new ConflictError(state.reason);
          }
          context.log(
            `Resuming the operation that this task started on ${stackName}`,
          );
          request.onResume?.(stack);
          await this.#runner.resume(running, context);
          break;
        }
        case 'undone':
          if (dryRun) {
            throw new ConflictError(
              createMessage('stack.dryRunUndone', { stackName }),
            );
          }
          context.log(`Deleting ${stackName}, whose creation failed earlier`);
          await this.#delete(request, stack, context);
          break;
        default:
          if (await this.#isOwnReview(request, stack)) {
            return undefined;
          }
          if (
            Date.now() - stack.createdAt.getTime() < reviewMs &&
            Date.now() - waitingSince < reviewMs
          ) {
            await sleep(500, undefined, { signal: context.signal });
          } else {
            context.log(
              `Deleting the empty stack ${stackName} of an earlier plan`,
            );
            await this.#delete(request, stack, context);
          }
      }
    }
  }

  /**
   * Whether this run made the change set for which the stack exists, and was interrupted before it
   * executed it.
   */
  async #isOwnReview(
    { environment, run }: StackPreparationRequest,
    { stackId }: DatabaseStack,
  ): Promise<boolean> {
    const changeSet = await this.#stacks.describeChangeSet(
      environment,
      stackId,
      operationToken(run, 'create'),
    );
    return changeSet !== undefined;
  }

  async #delete(
    { environment, stackName, run }: StackPreparationRequest,
    { stackId, terminationProtection }: DatabaseStack,
    { log, signal }: OperationContext,
  ): Promise<void> {
    if (terminationProtection) {
      await this.#stacks.setTerminationProtection(environment, stackId, false);
    }
    const token = operationToken(run, 'clear');
    await this.#stacks.deleteStack(environment, stackId, token);
    await this.#runner.finish(
      { environment, stackId, stackName, kind: 'delete', token },
      { log, signal },
    );
  }
}

/**
 * Throws a ConflictError if a stack's tags name another database.
 *
 * @param name - form name of the database
 */
export function assertOurs(
  environment: EnvironmentConfig,
  name: string,
  stack: DatabaseStack,
): void {
  const problem = strangerOf(environment, name, stack);
  if (problem) {
    throw new ConflictError(problem);
  }
}

/** Returns why a stack is not the database's, by its tags; undefined if it is. */
export function strangerOf(
  environment: EnvironmentConfig,
  name: string,
  { stackName, tags }: DatabaseStack,
): Message | undefined {
  const taggedName = tags[auroraDbTags.name];
  const taggedEnvironment = tags[auroraDbTags.environment];
  if (taggedName === name && taggedEnvironment === environment.name) {
    return undefined;
  }
  const found =
    taggedName === undefined && taggedEnvironment === undefined
      ? createMessage('stack.untagged', {
          nameTag: auroraDbTags.name,
          environmentTag: auroraDbTags.environment,
        })
      : createMessage('stack.tagged', {
          name: taggedName ?? createMessage('stack.noName'),
          environment:
            taggedEnvironment ?? createMessage('stack.noEnvironment'),
        });
  return createMessage('stack.ofOther', {
    stackName,
    accountId: environment.accountId,
    name,
    environment: environment.name,
    found,
  });
}
