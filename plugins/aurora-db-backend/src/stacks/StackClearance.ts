import { setTimeout as sleep } from 'node:timers/promises';
import { auroraDbTags } from '@aurora-db/backstage-plugin-aurora-db-common';
import { ConflictError } from '@backstage/errors';
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

/** A database's stack, and the run that wants to change it. */
export interface ClearanceRequest {
  environment: EnvironmentConfig;
  /** Form name. */
  name: string;
  stackName: string;
  /** See `runToken`. */
  run: string;
  dryRun: boolean;
  /** Told when what this run began earlier is found to be going on. */
  onResume?(stack: DatabaseStack): void;
}

/** A plan that is being made holds the stack's name for so long at most, in milliseconds. */
const reviewMs = 15_000;

/** Makes sure that a stack can be changed, whatever earlier runs (perhaps this very one) left behind. */
export class StackClearance {
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
   * Goes on following what this run began, removes what never came to be, and answers the stack to update, or undefined where one is to
   * be created. Throws a ConflictError where somebody else is at work on it, somebody has to act first, or it isn't ours.
   */
  async clear(
    request: ClearanceRequest,
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
          context.log(`Going on with what this task began on ${stackName}`);
          request.onResume?.(stack);
          await this.#runner.finish(running, context);
          break;
        }
        case 'undone':
          if (dryRun) {
            throw new ConflictError(
              `Stack ${stackName} is left over from a creation that failed. A deploy deletes it and creates it anew, which a dry run can't show`,
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
            context.log(`Deleting ${stackName}, which a plan left empty`);
            await this.#delete(request, stack, context);
          }
      }
    }
  }

  /** Whether this run made the change set for which the stack exists, and was interrupted before carrying it out. */
  async #isOwnReview(
    { environment, run }: ClearanceRequest,
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
    { environment, stackName, run }: ClearanceRequest,
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
 * Throws a ConflictError where a stack, by its tags, isn't that of the database.
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

/** Why a stack, by its tags, isn't that of the database; undefined where it is. */
export function strangerOf(
  environment: EnvironmentConfig,
  name: string,
  { stackName, tags }: DatabaseStack,
): string | undefined {
  const taggedName = tags[auroraDbTags.name];
  const taggedEnvironment = tags[auroraDbTags.environment];
  if (taggedName === name && taggedEnvironment === environment.name) {
    return undefined;
  }
  const found =
    taggedName === undefined && taggedEnvironment === undefined
      ? `it has no tags ${auroraDbTags.name} and ${auroraDbTags.environment}`
      : `its tags say ${taggedName ?? 'no name'} in ${taggedEnvironment ?? 'no environment'}`;
  return `Stack ${stackName} exists in account ${environment.accountId}, and is not that of ${name} in ${environment.name}: ${found}. Choose another name`;
}
