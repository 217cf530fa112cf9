import { auroraDbTags } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import type { EnvironmentConfig } from '../config/readConfig';
import type { CachedLookup } from './CachedLookup';
import type { ChangeSetRunner, OperationContext } from './ChangeSetRunner';
import type { DatabaseStack, DatabaseStackReader } from './DatabaseStacks';
import type { DatabaseStackWriter } from './DatabaseStackWriter';
import { databaseOfStack } from './databaseOfStack';
import { runToken } from './operationTokens';
import type { StackFollower } from './StackFollower';
import { withDeletionProtection } from './withDeletionProtection';

/**
 * Protects restored databases once they stand: a protected cluster would wedge the rollback of a creation that fails, so it is created
 * without. Whoever began a restore may be gone by then, so that anybody can go on: a restored stack in state CREATE_COMPLETE is not complete.
 */
export class RestoreCompletion {
  readonly #environments: readonly EnvironmentConfig[];
  readonly #stacks: DatabaseStackReader & DatabaseStackWriter;
  readonly #follower: StackFollower;
  readonly #runner: ChangeSetRunner;
  readonly #logger: LoggerService;

  constructor(options: {
    environments: readonly EnvironmentConfig[];
    stacks: DatabaseStackReader & DatabaseStackWriter;
    follower: StackFollower;
    runner: ChangeSetRunner;
    logger: LoggerService;
  }) {
    this.#environments = options.environments.filter(
      ({ config }) => config.deletionProtection,
    );
    this.#stacks = options.stacks;
    this.#follower = options.follower;
    this.#runner = options.runner;
    this.#logger = options.logger;
  }

  /**
   * Completes what was left by backends that are gone; what fails is logged and left to the next run.
   *
   * @param known - stacks as they were a few minutes ago will do: those that may be incomplete are read anew
   */
  async completeAll(
    known: Pick<CachedLookup<DatabaseStack>, 'list'>,
    announce: (
      environment: EnvironmentConfig,
      stack: DatabaseStack,
    ) => Promise<void>,
  ): Promise<void> {
    for (const environment of this.#environments) {
      try {
        const { value: stacks, failure } = await known.list(environment);
        if (failure) {
          throw failure;
        }
        for (const { stackId } of stacks.filter(mayBeIncomplete)) {
          const stack = await this.#stacks.describe(environment, stackId);
          if (stack && isIncomplete(environment, stack)) {
            this.#logger.info(`Completing the restore of ${stack.stackName}`);
            await this.complete(environment, stack, {
              log: line => this.#logger.info(line),
              onStackChange: () => announce(environment, stack),
            });
          }
        }
      } catch (error) {
        this.#logger.warn(
          `Restores in ${environment.name} are left to the next run: ${error}`,
        );
      }
    }
  }

  /** Turns protection on where the environment wants it; a second time changes nothing. */
  async complete(
    environment: EnvironmentConfig,
    stack: DatabaseStack,
    context: OperationContext,
  ): Promise<DatabaseStack> {
    if (!isIncomplete(environment, stack)) {
      return stack;
    }
    const { stackId, stackName } = stack;
    context.log('Restored; now turning deletion protection on');
    if (!stack.terminationProtection) {
      await this.#stacks.setTerminationProtection(environment, stackId, true);
      context.log('Termination protection of the stack is on');
    }
    const deployed = await this.#stacks.readTemplate(environment, stackId);
    // A step of the run that restored, whoever takes it: two take it once.
    const run =
      (await this.#follower.findLastRun(environment, stack)) ??
      runToken('restore-completion', { stackId });
    const { stack: completed } = await this.#runner
      .apply(
        {
          environment,
          stackName,
          existing: stack,
          template: withDeletionProtection(deployed),
          tags: Object.fromEntries(
            Object.entries(stack.tags).filter(
              ([key]) => !key.startsWith('aws:'),
            ),
          ),
          allowInstanceReplacement: false,
          run,
        },
        context,
        { dryRun: false },
      )
      .catch(async error => {
        if (!(error instanceof ConflictError)) {
          throw error;
        }
        // Another replica was faster.
        context.log(error.message);
        return { stack: undefined };
      });
    return (
      completed ?? (await this.#stacks.describe(environment, stackId)) ?? stack
    );
  }
}

function isIncomplete(
  environment: EnvironmentConfig,
  stack: DatabaseStack,
): boolean {
  return (
    environment.config.deletionProtection &&
    stack.status === 'CREATE_COMPLETE' &&
    mayBeIncomplete(stack) &&
    databaseOfStack(environment.name, stack).outcome === 'ours'
  );
}

/** Of a restore, and without the second change set, or so it was a while ago. */
function mayBeIncomplete({ status, tags }: DatabaseStack): boolean {
  return (
    status.startsWith('CREATE_') &&
    tags[auroraDbTags.restoredFrom] !== undefined
  );
}
