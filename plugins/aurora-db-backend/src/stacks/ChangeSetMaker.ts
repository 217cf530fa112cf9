import { setTimeout as sleep } from 'node:timers/promises';
import { ConflictError, InputError } from '@backstage/errors';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import { isPassing } from '../ports/AwsUnavailableError';
import { ChangeSetGoneError } from '../ports/ChangeSetGoneError';
import type {
  DatabaseStack,
  DatabaseStackReader,
} from '../ports/DatabaseStacks';
import type {
  ChangeSet,
  DatabaseStackWriter,
} from '../ports/DatabaseStackWriter';
import { wayOutOf } from './explainFailure';
import { judgeTemplateSize } from './judgeTemplateSize';
import { operationToken } from './operationTokens';
import { QuotaExceededError } from '../ports/QuotaExceededError';
import type { StackFollower, StackOperation } from './StackFollower';
import { Absence, untilVisible, visibleWithinMs } from '../ports/untilVisible';

const changeSetWaitMs = 200;
const longestChangeSetWaitMs = 2_000;
/** CloudFormation makes a change set in seconds. One that takes longer than this is given up, in milliseconds. */
const changeSetDeadlineMs = 5 * 60_000;
/** An empty stack is deleted in seconds. What takes longer is left to the next run, in milliseconds. */
const clearDeadlineMs = 60_000;

/** The state that a stack would have. */
export interface PreviewedStack {
  environment: EnvironmentConfig;
  stackName: string;
  /** As it is; undefined where it doesn't exist. */
  existing?: DatabaseStack;
  /** JSON */
  template: string;
  tags: Record<string, string>;
  allowInstanceReplacement: boolean;
  /** {@link runToken} */
  run: string;
}

/** CloudFormation's refusal to make a change set, with the reason and a way out. */
export class ChangeSetError extends Error {}

/** Where the making of a change set reports to, and how it is stopped. */
interface MakingContext {
  log(line: string): void;
  signal?: AbortSignal;
}

/** Makes, begins and discards change sets. */
export class ChangeSetMaker {
  readonly #stacks: DatabaseStackReader & DatabaseStackWriter;
  readonly #follower: StackFollower;
  readonly #deadlineMs: number;
  readonly #visibleWithinMs: number;

  /**
   * @param options - `deadlineMs` is how long CloudFormation may take to make a change set; `visibleWithinMs` how long it may take to show
   * what was just created
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

  /** The change set, which leads somewhere; undefined where nothing would change. */
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
    const reason = changeSet.statusReason ?? 'no reason given';
    throw new ChangeSetError(
      `CloudFormation could not make a change set for ${stackName}: ${reason}. ${wayOutOf(reason)}`,
    );
  }

  /** The change set once CloudFormation has made it, or failed to. */
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
        log(
          `Cancelled: nothing is changed. ${await this.#leave(desired, made)}`,
        );
        signal.throwIfAborted();
      }
      if (Date.now() >= giveUpAt) {
        throw new ChangeSetError(
          `CloudFormation did not make the change set for ${stackName} within ${this.#deadlineMs / 60_000} minutes, so that nothing is changed. ${await this.#leave(desired, made)}. Try again later. If that fails too, look at the change sets of ${stackName} in CloudFormation's console`,
        );
      }
      // An abort ends the wait, and the next look says what became of the change set.
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

  /** Discards a change set that is still being made, if CloudFormation allows that. Returns a sentence that says what is left. */
  async #leave(
    desired: PreviewedStack,
    made: Pick<ChangeSet, 'id' | 'stackId'>,
  ): Promise<string> {
    try {
      await this.discard(desired, made);
      return 'The change set is discarded';
    } catch (error) {
      return `The change set stays, and nobody carries it out unless this run is repeated (${error instanceof Error ? error.message : error})`;
    }
  }

  /**
   * Begins to carry a change set out. What AWS gave no answer to may have begun all the same, and so may what it refuses: then this very
   * run began it elsewhere.
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
          (isPassing(error) || error instanceof ConflictError) &&
          (await this.#stacks.describeChangeSet(environment, stackId, id));
        if (now && isBegun(now)) {
          return;
        }
        // It was seen before: AWS may not show it everywhere yet.
        const isShown = now && error instanceof ChangeSetGoneError;
        if (!isShown || absence.isOver()) {
          throw error;
        }
      }
      await sleep(Math.min(wait, longestChangeSetWaitMs));
    }
  }

  /** Runs a write that fails with a ConflictError if somebody else is at work on the stack. */
  async #alone<T>(stackName: string, write: () => Promise<T>): Promise<T> {
    try {
      return await write();
    } catch (error) {
      const isState =
        error instanceof ConflictError &&
        !(error instanceof QuotaExceededError) &&
        !(error instanceof ChangeSetGoneError);
      if (isState) {
        throw new ConflictError(
          `Somebody else is changing ${stackName} at this moment (${error.message}). Wait until that has ended and try again`,
        );
      }
      throw error;
    }
  }

  /** Leaves no trace of a change set that isn't carried out, nor of a stack that exists only for it. */
  async discard(
    { environment, existing, stackName }: PreviewedStack,
    { id, stackId }: Pick<ChangeSet, 'id' | 'stackId'>,
  ): Promise<void> {
    await this.#stacks.deleteChangeSet(environment, id).catch(error => {
      // One that is still being made goes with its stack.
      if (existing || !(error instanceof ConflictError)) {
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

  /** Reads until there is something, for as long as CloudFormation may not show what was just created. */
  untilVisible<T>(read: () => Promise<T | undefined>): Promise<T | undefined> {
    return untilVisible(read, { withinMs: this.#visibleWithinMs });
  }
}

/** What carrying out the change set of a desired state is, and its token, which is the change set's name too. */
export function operationOf({
  existing,
  run,
}: PreviewedStack): Pick<StackOperation, 'kind' | 'token'> {
  const kind = existing ? 'update' : 'create';
  const changedAt = existing && lastChangeOf(existing);
  return { kind, token: operationToken(run, kind, changedAt) };
}

function lastChangeOf({ updatedAt, createdAt }: DatabaseStack): Date {
  return updatedAt ?? createdAt;
}

/** Throws an InputError where CloudFormation doesn't take the template. */
function assertFits(template: string): void {
  const { ok, message } = judgeTemplateSize(template);
  if (!ok) {
    throw new InputError(message.text);
  }
}

/** Whether CloudFormation carries it out, or has. */
export function isBegun({ executionStatus }: ChangeSet): boolean {
  return executionStatus?.startsWith('EXECUTE_') ?? false;
}

/** CloudFormation has no status of its own for a change set without changes. */
function isUnchanged(changeSet: ChangeSet): boolean {
  return /didn't contain changes|No updates are to be performed/i.test(
    changeSet.statusReason ?? '',
  );
}
