import { setTimeout as sleep } from 'node:timers/promises';
import type { PlannedChange } from '@aurora-db/backstage-plugin-aurora-db-common';
import { ConflictError, InputError } from '@backstage/errors';
import type { EnvironmentConfig } from '../config/readConfig';
import { isPassing } from './AwsUnavailableError';
import { cancelOperation } from './cancelOperation';
import type { DatabaseStack, DatabaseStackReader } from './DatabaseStacks';
import type { ChangeSet, DatabaseStackWriter } from './DatabaseStackWriter';
import { explainFailure, wayOutOf } from './explainFailure';
import { judgeChanges, type JudgedChanges } from './judgeChanges';
import { judgeTemplateSize } from './judgeTemplateSize';
import { operationToken } from './operationTokens';
import { planStackName } from './planStackName';
import type { StackFollower, StackOperation } from './StackFollower';

const changeSetWaitMs = 200;
const longestChangeSetWaitMs = 2_000;

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

/** The state that a stack shall have. */
export interface DesiredStack extends PreviewedStack {
  /** Done when it is sure that there is something to change, before it is changed; told when the change set was made. */
  prepare?(changeSetMadeAt: Date): Promise<void>;
  /** Told when CloudFormation has begun to carry it out. */
  onBegun?(stack: DatabaseStack): void;
}

/** Where an operation reports to, and how it is stopped. */
export interface OperationContext {
  /** One line for the user who watches. */
  log(line: string): void;
  signal?: AbortSignal;
  /** Called as soon as the stack exists, and when it has changed. */
  onStackChange?(): Promise<void>;
}

/** What came of bringing a stack to its desired state. */
export interface AppliedChanges {
  /** Absent where a dry run showed what would be created. */
  stack?: DatabaseStack;
  changes: PlannedChange[];
}

/** CloudFormation's refusal to make a change set, with the reason and a way out. */
export class ChangeSetError extends Error {}

/** Brings stacks to a desired state through change sets: made, looked at, carried out, followed. */
export class ChangeSetRunner {
  readonly #stacks: DatabaseStackReader & DatabaseStackWriter;
  readonly #follower: StackFollower;

  constructor(
    stacks: DatabaseStackReader & DatabaseStackWriter,
    follower: StackFollower,
  ) {
    this.#stacks = stacks;
    this.#follower = follower;
  }

  /**
   * What bringing a stack to its desired state would change, by a change set that is made and deleted again. Throws a ConflictError where
   * somebody else is at work on the stack, and an Error that explains the failure where CloudFormation fails.
   */
  async preview(desired: PreviewedStack): Promise<JudgedChanges> {
    const run = `${desired.run}-plan`;
    // A change set needs a stack: under the name of the one to come, whoever creates it meanwhile would lose it with the plan's.
    const stackName = desired.existing
      ? desired.stackName
      : planStackName(desired.stackName, operationToken(run, 'create'));
    const previewed = { ...desired, run, stackName };
    const changeSet = await this.#make(previewed);
    if (!changeSet) {
      return { changes: [], refusals: [] };
    }
    await this.#discard(previewed, changeSet);
    return judgeChanges(changeSet.changes, desired);
  }

  /**
   * Throws an InputError where a change is refused, a ConflictError where somebody else is at work on the stack, and an Error that
   * explains the failure where CloudFormation fails. Nothing is changed by a dry run.
   */
  async apply(
    desired: DesiredStack,
    context: OperationContext,
    options: { dryRun: boolean },
  ): Promise<AppliedChanges> {
    const { environment, stackName, existing } = desired;
    context.signal?.throwIfAborted();
    const changeSet = options.dryRun ? undefined : await this.#make(desired);
    const { changes, refusals } = options.dryRun
      ? await this.preview(desired)
      : judgeChanges(changeSet?.changes ?? [], desired);
    for (const change of changes) {
      context.log(describeChange(change));
    }
    if (changeSet && (refusals.length > 0 || context.signal?.aborted)) {
      await this.#discard(desired, changeSet);
    }
    context.signal?.throwIfAborted();
    if (refusals.length > 0) {
      throw new InputError(refusals.join('\n'));
    }
    if (!changeSet) {
      return { stack: existing, changes };
    }
    const { stackId } = changeSet;
    const { kind, token } = operationOf(desired);
    // One that is being executed already was begun by this very run before it was interrupted.
    if (!isBegun(changeSet)) {
      try {
        await desired.prepare?.(changeSet.createdAt);
        context.signal?.throwIfAborted();
      } catch (error) {
        await this.#discard(desired, changeSet);
        throw error;
      }
      // Where this fails, the same run that is tried again finds the change set, and with it the snapshot.
      await this.#execute(desired, changeSet, token);
    }
    await context.onStackChange?.();
    if (desired.onBegun) {
      const begun = await this.#stacks.describe(environment, stackId);
      if (begun) {
        desired.onBegun(begun);
      }
    }
    const operation = { environment, stackId, stackName, kind, token } as const;
    return { stack: await this.finish(operation, context), changes };
  }

  /** The change set, which leads somewhere; undefined where nothing would change. */
  async #make(desired: PreviewedStack): Promise<ChangeSet | undefined> {
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
    const changeSet = await this.#settle(environment, stackId, id);
    if (changeSet.status !== 'FAILED') {
      return changeSet;
    }
    await this.#discard(desired, changeSet);
    if (existing && isUnchanged(changeSet)) {
      return undefined;
    }
    const reason = changeSet.statusReason ?? 'no reason given';
    throw new ChangeSetError(
      `CloudFormation could not make a change set for ${stackName}: ${reason}. ${wayOutOf(reason)}`,
    );
  }

  /**
   * Follows an operation to its end. When the signal is aborted, an update is cancelled and a creation deleted, which goes on in AWS.
   * Throws an Error that explains the failure where it fails.
   */
  async finish(
    operation: StackOperation,
    context: OperationContext,
  ): Promise<DatabaseStack> {
    const { log, signal } = context;
    const followed = await this.#follower
      .follow(operation, log, signal)
      .catch(async error => {
        if (signal?.aborted) {
          await cancelOperation(this.#stacks, operation, log);
        } else {
          log(
            `Lost sight of ${operation.stackName}: what CloudFormation does with it goes on in AWS. Run the same again to see how it ended`,
          );
        }
        throw error;
      });
    await context.onStackChange?.();
    const { succeeded, stack, events } = followed;
    if (!succeeded) {
      log(`Stack ${operation.stackName} ended in state ${stack.status}`);
      throw new Error(
        explainFailure(operation.stackName, events, stack.statusReason),
      );
    }
    return stack;
  }

  async #settle(
    environment: EnvironmentConfig,
    stackId: string,
    id: string,
  ): Promise<ChangeSet> {
    for (let wait = changeSetWaitMs; ;) {
      const changeSet = await this.#stacks.describeChangeSet(
        environment,
        stackId,
        id,
      );
      if (!changeSet) {
        throw new ConflictError(
          'The change set is gone: somebody else changed the stack meanwhile. Try again',
        );
      }
      if (!/(PENDING|IN_PROGRESS)$/.test(changeSet.status)) {
        return changeSet;
      }
      await sleep(wait);
      wait = Math.min(wait * 1.5, longestChangeSetWaitMs);
    }
  }

  /** Begins to carry a change set out. What AWS gave no answer to may have begun all the same. */
  async #execute(
    { environment, stackName }: PreviewedStack,
    { id, stackId }: ChangeSet,
    token: string,
  ): Promise<void> {
    try {
      await this.#alone(stackName, () =>
        this.#stacks.executeChangeSet(environment, id, token),
      );
    } catch (error) {
      const now =
        isPassing(error) &&
        (await this.#stacks.describeChangeSet(environment, stackId, id));
      if (!now || !isBegun(now)) {
        throw error;
      }
    }
  }

  /** Runs a write that fails with a ConflictError where somebody else is at work on the stack. */
  async #alone<T>(stackName: string, write: () => Promise<T>): Promise<T> {
    try {
      return await write();
    } catch (error) {
      if (error instanceof ConflictError) {
        throw new ConflictError(
          `Somebody else is changing ${stackName} at this moment (${error.message}). Wait until that has ended and try again`,
        );
      }
      throw error;
    }
  }

  /** Leaves no trace of a change set that isn't carried out, nor of a stack that exists only for it. */
  async #discard(
    { environment, existing, stackName }: PreviewedStack,
    { id, stackId }: ChangeSet,
  ): Promise<void> {
    await this.#stacks.deleteChangeSet(environment, id);
    if (existing) {
      return;
    }
    const stack = await this.#stacks.describe(environment, stackId);
    if (stack?.status === 'REVIEW_IN_PROGRESS') {
      const token = operationToken(stackId.split('/').at(-1) ?? '', 'clear');
      await this.#stacks.deleteStack(environment, stackId, token);
      await this.#follower.follow(
        { environment, stackId, stackName, kind: 'delete', token },
        () => {},
      );
    }
  }
}

/** What carrying out the change set of a desired state is, and its token, which is the change set's name too. */
function operationOf({
  existing,
  run,
}: PreviewedStack): Pick<StackOperation, 'kind' | 'token'> {
  const kind = existing ? 'update' : 'create';
  const changedAt = existing && (existing.updatedAt ?? existing.createdAt);
  return { kind, token: operationToken(run, kind, changedAt) };
}

/** Throws an InputError where CloudFormation doesn't take the template. */
function assertFits(template: string): void {
  const { ok, message } = judgeTemplateSize(template);
  if (!ok) {
    throw new InputError(message.text);
  }
}

/** Whether CloudFormation carries it out, or has. */
function isBegun({ executionStatus }: ChangeSet): boolean {
  return executionStatus?.startsWith('EXECUTE_') ?? false;
}

/** CloudFormation has no status of its own for a change set without changes. */
function isUnchanged(changeSet: ChangeSet): boolean {
  return /didn't contain changes|No updates are to be performed/i.test(
    changeSet.statusReason ?? '',
  );
}

function describeChange(change: PlannedChange): string {
  const properties =
    change.properties.length > 0 ? `: ${change.properties.join(', ')}` : '';
  return `${change.action} ${change.resource} (${change.type})${properties}`;
}
