import {
  createMessage,
  auroraDbTags,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { ConflictError as BackstageConflictError } from '@backstage/errors';
import { ConflictError } from '../ports/errors/userErrors';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import type { LocatedCluster } from '../database/LocatedCluster';
import type { DatabaseStackReader } from '../ports/DatabaseStacks';
import type { DatabaseStackWriter } from '../ports/DatabaseStackWriter';
import { operationToken } from '../stacks/operationTokens';
import { planStackName } from '../stacks/planStackName';
import { QuotaExceededError } from '../ports/errors/QuotaExceededError';
import type { StackFollower } from '../stacks/StackFollower';
import { untilVisible, visibleWithinMs } from '../ports/untilVisible';

/**
 * Name of the change set that is the claim. CloudFormation makes only one with this name for each
 * source.
 */
const claimName = 'aurora-db-restore-claim';
/** Tag with the run that holds the claim. */
const runTag = 'aurora-db:run';
/** Age after which a claim is left over, in ms. A run holds a claim for seconds. */
const staleAfterMs = 5 * 60_000;
/** Longest wait for the deletion of an empty stack, in ms. It usually takes seconds. */
const clearDeadlineMs = 60_000;
/** Maximum number of tries: one may find a claim that is being deleted, and one a stale claim. */
const mostTries = 4;
/** The change set is never executed. */
const template = JSON.stringify({
  Description: 'Held while a restore begins. Nothing is created from it',
  Resources: { Claim: { Type: 'AWS::Logs::LogGroup' } },
});

/** The right of one run to start a restore of a source. */
export interface RestoreClaim {
  /** Lets other runs start. A repeated call does nothing. */
  release(): Promise<void>;
}

/**
 * Lets one run at a time start a restore of a source. Replicas share only AWS, so the claim is a
 * change set with a fixed name, in a stack whose name follows from the source's. CloudFormation
 * makes it once and tells the other replicas that it exists. Tags or a description cannot serve as
 * the claim: a stack that exists only for its change set shows neither.
 */
export class RestoreClaims {
  readonly #stacks: DatabaseStackReader & DatabaseStackWriter;
  readonly #follower: StackFollower;
  readonly #visibleWithinMs: number;
  readonly #now: () => number;

  /**
   * @param options - `visibleWithinMs` is how long CloudFormation may take to show a new change set
   */
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
    const { environment, entityName } = source;
    const stackName = stackNameOf(source);
    for (let tries = mostTries; ; tries -= 1) {
      const claim = await this.#make(source, stackName, run);
      if (claim?.run === run) {
        return this.#claimOf(environment, claim.stackId);
      }
      const isHeld = claim && this.#now() - claim.madeAt < staleAfterMs;
      if (isHeld || tries === 1) {
        throw new ConflictError(
          createMessage('error.restoreBeginning', {
            database: entityName,
            minutes: staleAfterMs / 60_000,
          }),
        );
      }
      await this.#clear(environment, stackName, claim?.stackId);
    }
  }

  /**
   * Returns the current claim, of this run or another; undefined while an earlier claim is being
   * deleted.
   */
  async #make(
    { environment, formName }: LocatedCluster,
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
          [auroraDbTags.name]: formName,
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
        !(error instanceof BackstageConflictError) ||
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
   * @param staleId - id of a claim to delete; a newer claim stays
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

/**
 * The short name of the environment is in every name that the portal's role may use. A database of
 * the portal may have the same name as a cluster of another tool, so the digests differ.
 */
function stackNameOf({ stack, base, environment }: LocatedCluster): string {
  return stack
    ? planStackName(stack.stackName, claimName)
    : planStackName(
        `${base}-${environment.shortName}-database`,
        `${claimName}-existing`,
      );
}

function clearToken(stackId: string): string {
  return operationToken(stackId.split('/').at(-1) ?? '', 'clear');
}
