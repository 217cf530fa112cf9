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
import { QuotaExceededError } from '../ports/errors/QuotaExceededError';
import type { StackFollower } from './StackFollower';
import {
  isDeletionProtected,
  withDeletionProtection,
} from './withDeletionProtection';

/** The protection that a database lacks compared with its environment. */
export interface MissingProtection {
  /** JSON */
  deployed: string;
  /** Whether the cluster lacks deletion protection. */
  cluster: boolean;
  /** Whether the stack lacks termination protection. */
  stack: boolean;
}

/**
 * Stack statuses in which an unprotected cluster was never protected: its creation is complete, or
 * the change set that protects it was rolled back. After a successful update, the update protected
 * the cluster, or it switched protection off before a deletion.
 */
const neverProtected: ReadonlySet<string> = new Set([
  'CREATE_COMPLETE',
  'UPDATE_ROLLBACK_COMPLETE',
]);

/** Whether a stack's status allows that protection is missing. */
export function mayLackProtection(stack: DatabaseStack): boolean {
  return (
    neverProtected.has(stack.status) ||
    (stack.status === 'UPDATE_COMPLETE' && !stack.terminationProtection)
  );
}

/**
 * Protects new databases with a second change set. If the first change set protected the cluster,
 * CloudFormation could not roll back a failed creation.
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

  /**
   * Returns the protection that a database lacks. Returns undefined if its environment wants no
   * protection, or if nothing can be added now.
   */
  async findMissing(
    environment: EnvironmentConfig,
    stack: DatabaseStack,
  ): Promise<MissingProtection | undefined> {
    if (
      !environment.config.deletionProtection ||
      !mayLackProtection(stack) ||
      databaseOfStack(environment, stack).outcome !== 'ours'
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

  /**
   * Turns the missing protection on. A repeated call changes nothing. Throws an Error that explains
   * the failure if AWS fails.
   */
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

  /** Returns undefined if another replica was faster. */
  async #protectCluster(
    environment: EnvironmentConfig,
    stack: DatabaseStack,
    { deployed }: MissingProtection,
    context: OperationContext,
  ): Promise<DatabaseStack | undefined> {
    const { stackId, stackName, tags } = stack;
    context.log('Turning deletion protection on');
    // The token of the run that created the database: if several replicas take this step at the
    // same time, CloudFormation accepts it once.
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
