import { setTimeout as sleep } from 'node:timers/promises';
import {
  createMessage,
  type Message,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { ConflictError as BackstageConflictError } from '@backstage/errors';
import { isPassing } from '../ports/errors/AwsUnavailableError';
import { ChangeSetGoneError } from '../ports/errors/ChangeSetGoneError';
import type { DatabaseStackReader } from '../ports/DatabaseStacks';
import type {
  ChangeSet,
  DatabaseStackWriter,
} from '../ports/DatabaseStackWriter';
import { wayOutOf } from './explainFailure';
import { operationToken } from './operationTokens';
import {
  lastChangeOf,
  operationOf,
  type PreviewedStack,
} from './PreviewedStack';
import { QuotaExceededError } from '../ports/errors/QuotaExceededError';
import type { StackFollower } from './StackFollower';
import { templateSize } from './templateSize';
import { Absence, untilVisible, visibleWithinMs } from '../ports/untilVisible';
import {
  ConflictError,
  InputError,
  messagesOf,
  OperationError,
} from '../ports/errors/userErrors';

const changeSetWaitMs = 200;
const longestChangeSetWaitMs = 2_000;
/** Longest wait for a change set, in ms. CloudFormation usually makes one within seconds. */
const changeSetDeadlineMs = 5 * 60_000;
/** Longest wait for the deletion of an empty stack, in ms. The next run deletes what remains. */
const clearDeadlineMs = 60_000;

/** CloudFormation refused to make a change set. The message has the reason and a way out. */
export class ChangeSetError extends OperationError {}

/** Where the maker logs, and the signal that stops it. */
interface MakingContext {
  log(line: string): void;
  signal?: AbortSignal;
}

/** Makes, executes and discards change sets. */
export class ChangeSetMaker {
  readonly #stacks: DatabaseStackReader & DatabaseStackWriter;
  readonly #follower: StackFollower;
  readonly #deadlineMs: number;
  readonly #visibleWithinMs: number;

  /**
   * @param options - `deadlineMs` is how long CloudFormation may take to make a change set;
   *   `visibleWithinMs` is how long it may take to show a new change set or stack
   */
  constructor(
    stacks: DatabaseStackReader & DatabaseStackWriter,
    follower: StackFollower,
    options: { deadlineMs?: number; visibleWithinMs?: number } = {},
  ) {
    this.#stacks = stacks;
    this.#follower = follower;
    this.#deadlineMs = options.deadlineMs ?? changeSetDeadlineMs;
    this.#visibleWithinMs = options.visibleWithinMs ?? visibleWithinMs;
  }

  /** Makes a change set. Returns undefined if it has no changes. */
  async make(
    desired: PreviewedStack,
    context: MakingContext,
  ): Promise<ChangeSet | undefined> {
    const { environment, stackName, existing, template, tags } = desired;
    assertFits(template);
    const { token } = operationOf(desired);
    const { id, stackId } = await this.#alone(stackName, () =>
      this.#stacks.createChangeSet(environment, {
        stackName,
        changeSetName: token,
        token,
        create: !existing,
        template,
        tags,
      }),
    );
    const changeSet = await this.#settle(desired, { id, stackId }, context);
    if (changeSet.status !== 'FAILED') {
      return changeSet;
    }
    await this.discard(desired, changeSet);
    if (existing && isUnchanged(changeSet)) {
      return undefined;
    }
    const { statusReason } = changeSet;
    throw new ChangeSetError(
      createMessage('changeSet.failed', {
        stackName,
        reason: statusReason ?? createMessage('failure.noReason'),
        wayOut: wayOutOf(statusReason ?? ''),
      }),
    );
  }

  /** Waits until CloudFormation has made the change set or failed to make it. */
  async #settle(
    desired: PreviewedStack,
    made: Pick<ChangeSet, 'id' | 'stackId'>,
    { log, signal }: MakingContext,
  ): Promise<ChangeSet> {
    const { environment, stackName } = desired;
    const giveUpAt = Date.now() + this.#deadlineMs;
    const absence = new Absence(this.#visibleWithinMs);
    let wasSeen = false;
    for (let wait = changeSetWaitMs; ;) {
      const changeSet = await this.#stacks.describeChangeSet(
        environment,
        made.stackId,
        made.id,
      );
      if (changeSet && !/(PENDING|IN_PROGRESS)$/.test(changeSet.status)) {
        return changeSet;
      }
      const isGone =
        !changeSet &&
        (wasSeen ||
          absence.isOver() ||
          (await this.#isOvertaken(desired, made.stackId)));
      if (isGone) {
        throw new ChangeSetGoneError();
      }
      wasSeen ||= changeSet !== undefined;
      if (signal?.aborted) {
        const { text } = await this.#leave(desired, made);
        log(`Cancelled: nothing is changed. ${text}`);
        signal.throwIfAborted();
      }
      if (Date.now() >= giveUpAt) {
        throw new ChangeSetError(
          createMessage('changeSet.slow', {
            stackName,
            minutes: this.#deadlineMs / 60_000,
            left: await this.#leave(desired, made),
          }),
        );
      }
      // An abort ends the wait. The next iteration reads the state of the change set.
      await sleep(wait, undefined, { signal }).catch(() => {});
      wait = Math.min(wait * 1.5, longestChangeSetWaitMs);
    }
  }

  // When CloudFormation executes one change set of a stack, it deletes the others.
  async #isOvertaken(
    { environment, existing }: PreviewedStack,
    stackId: string,
  ): Promise<boolean> {
    const stack = await this.#stacks.describe(environment, stackId);
    if (!stack) {
      return false;
    }
    return existing
      ? lastChangeOf(stack) > lastChangeOf(existing)
      : stack.status !== 'REVIEW_IN_PROGRESS';
  }

  /**
   * Discards a change set that is still being made, if CloudFormation allows that. Returns what is
   * left.
   */
  async #leave(
    desired: PreviewedStack,
    made: Pick<ChangeSet, 'id' | 'stackId'>,
  ): Promise<Message> {
    try {
      await this.discard(desired, made);
      return createMessage('changeSet.discarded');
    } catch (error) {
      return createMessage('changeSet.stays', { reason: messagesOf(error) });
    }
  }

  /**
   * Executes a change set. If AWS gives no answer or refuses the call, the change set may be
   * executing all the same: another process of this run may have started it.
   */
  async begin(
    { environment, stackName }: PreviewedStack,
    { id, stackId }: ChangeSet,
    token: string,
  ): Promise<void> {
    const absence = new Absence(this.#visibleWithinMs);
    for (let wait = changeSetWaitMs; ; wait *= 1.5) {
      try {
        await this.#alone(stackName, () =>
          this.#stacks.executeChangeSet(environment, id, token),
        );
        return;
      } catch (error) {
        const now =
          (isPassing(error) || error instanceof BackstageConflictError) &&
          (await this.#stacks.describeChangeSet(environment, stackId, id));
        if (now && isBegun(now)) {
          return;
        }
        // The change set was visible before. AWS may not show it on every read yet.
        const isShown = now && error instanceof ChangeSetGoneError;
        if (!isShown || absence.isOver()) {
          throw error;
        }
      }
      await sleep(Math.min(wait, longestChangeSetWaitMs));
    }
  }

  /** Runs a write. Throws a ConflictError if another operation on the stack is in progress. */
  async #alone<T>(stackName: string, write: () => Promise<T>): Promise<T> {
    try {
      return await write();
    } catch (error) {
      const isState =
        error instanceof BackstageConflictError &&
        !(error instanceof QuotaExceededError) &&
        !(error instanceof ChangeSetGoneError);
      if (isState) {
        throw new ConflictError(
          createMessage('stack.othersChange', {
            stackName,
            reason: messagesOf(error),
          }),
        );
      }
      throw error;
    }
  }

  /**
   * Deletes a change set that will not be executed, and its stack if the stack exists only for it.
   */
  async discard(
    { environment, existing, stackName }: PreviewedStack,
    { id, stackId }: Pick<ChangeSet, 'id' | 'stackId'>,
  ): Promise<void> {
    await this.#stacks.deleteChangeSet(environment, id).catch(error => {
      // CloudFormation deletes an unfinished change set together with its stack.
      if (existing || !(error instanceof BackstageConflictError)) {
        throw error;
      }
    });
    if (existing) {
      return;
    }
    const stack = await this.untilVisible(() =>
      this.#stacks.describe(environment, stackId),
    );
    if (stack?.status === 'REVIEW_IN_PROGRESS') {
      const token = operationToken(stackId.split('/').at(-1) ?? '', 'clear');
      await this.#stacks.deleteStack(environment, stackId, token);
      const signal = AbortSignal.timeout(clearDeadlineMs);
      await this.#follower
        .follow(
          { environment, stackId, stackName, kind: 'delete', token },
          () => {},
          signal,
        )
        .catch(error => {
          if (!signal.aborted) {
            throw error;
          }
        });
    }
  }

  /** Repeats a read until it returns a value, for as long as AWS may hide a new resource. */
  untilVisible<T>(read: () => Promise<T | undefined>): Promise<T | undefined> {
    return untilVisible(read, { withinMs: this.#visibleWithinMs });
  }
}

/** Throws an InputError if the template is too large for CloudFormation. */
function assertFits(template: string): void {
  const { fits, ...size } = templateSize(template);
  if (!fits) {
    throw new InputError(createMessage('preflight.templateTooLarge', size));
  }
}

/** Whether CloudFormation is executing the change set or has executed it. */
export function isBegun({ executionStatus }: ChangeSet): boolean {
  return executionStatus?.startsWith('EXECUTE_') ?? false;
}

/** CloudFormation has no status of its own for a change set without changes. */
function isUnchanged(changeSet: ChangeSet): boolean {
  return /didn't contain changes|No updates are to be performed/i.test(
    changeSet.statusReason ?? '',
  );
}
