import { auroraDbTags } from '@aurora-db/backstage-plugin-aurora-db-common';
import { ConflictError } from '@backstage/errors';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import type { LocatedCluster } from '../database/ClusterLocator';
import type { DatabaseStackReader } from '../ports/DatabaseStacks';
import type { DatabaseStackWriter } from '../ports/DatabaseStackWriter';
import { operationToken } from '../stacks/operationTokens';
import { planStackName } from '../stacks/planStackName';
import { QuotaExceededError } from '../ports/QuotaExceededError';
import type { StackFollower } from '../stacks/StackFollower';
import { untilVisible, visibleWithinMs } from '../ports/untilVisible';

/** Name of the change set that is the claim: CloudFormation makes one of that name for each source. */
const claimName = 'aurora-db-restore-claim';
/** Who has the claim. */
const runTag = 'aurora-db:run';
/** A claim is held for seconds. What is older was left by a backend that was killed, in milliseconds. */
const staleAfterMs = 5 * 60_000;
/** An empty stack is deleted in seconds, in milliseconds. */
const clearDeadlineMs = 60_000;
/** One may be found being deleted, and one stale. */
const mostTries = 4;
/** Never carried out. */
const template = JSON.stringify({
  Description: 'Held while a restore begins. Nothing is created from it',
  Resources: { Claim: { Type: 'AWS::Logs::LogGroup' } },
});

/** A source on which this run alone begins a restore. */
export interface RestoreClaim {
  /** Lets others begin. A second time does nothing. */
  release(): Promise<void>;
}

/**
 * Lets one run at a time begin a restore of a source, over all replicas, which share AWS alone. A stack that exists for its change set
 * shows neither tags nor description, so that it does not tell what it restores. The claim is therefore a change set of a fixed name in
 * a stack whose name follows from the source's: CloudFormation makes one, and tells the others that it exists.
 */
export class RestoreClaims {
  readonly #stacks: DatabaseStackReader & DatabaseStackWriter;
  readonly #follower: StackFollower;
  readonly #visibleWithinMs: number;
  readonly #now: () => number;

  /** @param options - `visibleWithinMs` is how long CloudFormation may take to show what was just created */
  constructor(
    stacks: DatabaseStackReader & DatabaseStackWriter,
    follower: StackFollower,
    options: { visibleWithinMs?: number; now?: () => number } = {},
  ) {
    this.#stacks = stacks;
    this.#follower = follower;
    this.#visibleWithinMs = options.visibleWithinMs ?? visibleWithinMs;
    this.#now = options.now ?? Date.now;
  }

  /**
   * Throws a ConflictError if another run has the claim.
   *
   * @param run - {@link runToken}; the same run gets its claim again
   */
  async take(source: LocatedCluster, run: string): Promise<RestoreClaim> {
    const { environment, names, stack } = source;
    const stackName = planStackName(stack.stackName, claimName);
    for (let tries = mostTries; ; tries -= 1) {
      const claim = await this.#make(source, stackName, run);
      if (claim?.run === run) {
        return this.#claimOf(environment, claim.stackId);
      }
      const isHeld = claim && this.#now() - claim.madeAt < staleAfterMs;
      if (isHeld || tries === 1) {
        throw new ConflictError(
          `Another restore of ${names.base} is being started at this moment. Wait until it runs and look at it in the operations, or try again in ${staleAfterMs / 60_000} minutes`,
        );
      }
      await this.#clear(environment, stackName, claim?.stackId);
    }
  }

  /** The claim that there is now, of this run or another; undefined while the one before is being deleted. */
  async #make(
    { environment, names, stack }: LocatedCluster,
    stackName: string,
    run: string,
  ): Promise<{ stackId: string; run?: string; madeAt: number } | undefined> {
    try {
      const { id, stackId } = await this.#stacks.createChangeSet(environment, {
        stackName,
        changeSetName: claimName,
        token: operationToken(run, 'claim'),
        create: true,
        template,
        tags: {
          [auroraDbTags.name]: stack.tags[auroraDbTags.name] ?? names.base,
          [auroraDbTags.environment]: environment.name,
          [runTag]: run,
        },
      });
      const made = await untilVisible(
        () => this.#stacks.describeChangeSet(environment, stackId, id),
        { withinMs: this.#visibleWithinMs },
      );
      return (
        made && {
          stackId,
          run: made.tags[runTag],
          madeAt: made.createdAt.getTime(),
        }
      );
    } catch (error) {
      if (
        !(error instanceof ConflictError) ||
        error instanceof QuotaExceededError
      ) {
        throw error;
      }
      return undefined;
    }
  }

  #claimOf(environment: EnvironmentConfig, stackId: string): RestoreClaim {
    let released: Promise<void> | undefined;
    return {
      release: () => {
        released ??= this.#stacks.deleteStack(
          environment,
          stackId,
          clearToken(stackId),
        );
        return released;
      },
    };
  }

  /**
   * Waits until a claim is gone.
   *
   * @param staleId - of a claim that is to be deleted, by its id: one that is made meanwhile stays
   */
  async #clear(
    environment: EnvironmentConfig,
    stackName: string,
    staleId: string | undefined,
  ): Promise<void> {
    const stackId =
      staleId ?? (await this.#findDeleting(environment, stackName));
    if (!stackId) {
      return;
    }
    const token = clearToken(stackId);
    if (staleId) {
      await this.#stacks.deleteStack(environment, stackId, token);
    }
    await this.#follower.follow(
      { environment, stackId, stackName, kind: 'delete', token },
      () => {},
      AbortSignal.timeout(clearDeadlineMs),
    );
  }

  async #findDeleting(
    environment: EnvironmentConfig,
    stackName: string,
  ): Promise<string | undefined> {
    const stack = await this.#stacks.describe(environment, stackName);
    return stack?.status === 'DELETE_IN_PROGRESS' ? stack.stackId : undefined;
  }
}

function clearToken(stackId: string): string {
  return operationToken(stackId.split('/').at(-1) ?? '', 'clear');
}
