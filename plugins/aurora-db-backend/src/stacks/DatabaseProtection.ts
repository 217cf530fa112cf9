import { ConflictError } from '@backstage/errors';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import type { ChangeSetRunner, OperationContext } from './ChangeSetRunner';
import type {
  DatabaseStack,
  DatabaseStackReader,
} from '../ports/DatabaseStacks';
import type { DatabaseStackWriter } from '../ports/DatabaseStackWriter';
import { databaseOfStack } from '../database/databaseOfStack';
import { runToken } from './operationTokens';
import { QuotaExceededError } from '../ports/QuotaExceededError';
import type { StackFollower } from './StackFollower';
import {
  isDeletionProtected,
  withDeletionProtection,
} from './withDeletionProtection';

/** What a database lacks of the protection that its environment wants. */
export interface MissingProtection {
  /** JSON */
  deployed: string;
  /** Deletion protection of the cluster. */
  cluster: boolean;
  /** Termination protection of the stack. */
  stack: boolean;
}

/**
 * States in which a cluster without protection is one that was never protected: its creation is complete, or the change set that
 * protects it was rolled back. An update that succeeded has protected it, or switched protection off so that the database can be
 * deleted.
 */
const neverProtected: ReadonlySet<string> = new Set([
  'CREATE_COMPLETE',
  'UPDATE_ROLLBACK_COMPLETE',
]);

/** Whether a stack is in a state in which protection may be missing, as far as the stack alone tells. */
export function mayLackProtection(stack: DatabaseStack): boolean {
  return (
    neverProtected.has(stack.status) ||
    (stack.status === 'UPDATE_COMPLETE' && !stack.terminationProtection)
  );
}

/**
 * Protects databases once they stand, by a second change set: a protected cluster would wedge the rollback of a creation that fails, so
 * that it is created without.
 */
export class DatabaseProtection {
  readonly #stacks: DatabaseStackReader & DatabaseStackWriter;
  readonly #follower: StackFollower;
  readonly #runner: ChangeSetRunner;

  constructor(options: {
    stacks: DatabaseStackReader & DatabaseStackWriter;
    follower: StackFollower;
    runner: ChangeSetRunner;
  }) {
    this.#stacks = options.stacks;
    this.#follower = options.follower;
    this.#runner = options.runner;
  }

  /** What a database lacks; undefined if its environment wants no protection, or it has all that it can be given now. */
  async findMissing(
    environment: EnvironmentConfig,
    stack: DatabaseStack,
  ): Promise<MissingProtection | undefined> {
    if (
      !environment.config.deletionProtection ||
      !mayLackProtection(stack) ||
      databaseOfStack(environment.name, stack).outcome !== 'ours'
    ) {
      return undefined;
    }
    const deployed = await this.#stacks.readTemplate(
      environment,
      stack.stackId,
    );
    const isProtected = isDeletionProtected(deployed);
    if (isProtected === undefined) {
      return undefined;
    }
    const cluster = !isProtected && neverProtected.has(stack.status);
    const isWanted = isProtected || cluster;
    const missing = {
      deployed,
      cluster,
      stack: !stack.terminationProtection && isWanted,
    };
    return missing.cluster || missing.stack ? missing : undefined;
  }

  /** Turns on what is missing. A second time changes nothing. Throws an Error that explains the failure if AWS fails. */
  async turnOn(
    environment: EnvironmentConfig,
    stack: DatabaseStack,
    context: OperationContext,
  ): Promise<DatabaseStack> {
    const missing = await this.findMissing(environment, stack);
    if (!missing) {
      return stack;
    }
    const { stackId } = stack;
    if (missing.stack) {
      await this.#stacks.setTerminationProtection(environment, stackId, true);
      context.log('Termination protection of the stack is on');
    }
    const applied = missing.cluster
      ? await this.#protectCluster(environment, stack, missing, context)
      : undefined;
    return (
      applied ?? (await this.#stacks.describe(environment, stackId)) ?? stack
    );
  }

  /** Undefined if another replica was faster. */
  async #protectCluster(
    environment: EnvironmentConfig,
    stack: DatabaseStack,
    { deployed }: MissingProtection,
    context: OperationContext,
  ): Promise<DatabaseStack | undefined> {
    const { stackId, stackName, tags } = stack;
    context.log('Turning deletion protection on');
    // A step of the run that created the database: replicas that take it at the same time take it once.
    const run =
      (await this.#follower.findLastRun(environment, stack)) ??
      runToken('protection', { stackId });
    try {
      const applied = await this.#runner.apply(
        {
          environment,
          stackName,
          existing: stack,
          template: withDeletionProtection(deployed),
          tags: Object.fromEntries(
            Object.entries(tags).filter(([key]) => !key.startsWith('aws:')),
          ),
          allowInstanceReplacement: false,
          run,
        },
        context,
        { dryRun: false },
      );
      return applied.stack;
    } catch (error) {
      if (
        !(error instanceof ConflictError) ||
        error instanceof QuotaExceededError
      ) {
        throw error;
      }
      context.log(error.message);
      return undefined;
    }
  }
}
