import type { PlannedChange } from '@aurora-db/backstage-plugin-aurora-db-common';
import { InputError } from '@backstage/errors';
import { cancelOperation } from './cancelOperation';
import {
  ChangeSetMaker,
  isBegun,
  operationOf,
  type PreviewedStack,
} from './ChangeSetMaker';
import type {
  DatabaseStack,
  DatabaseStackReader,
} from '../ports/DatabaseStacks';
import type { DatabaseStackWriter } from '../ports/DatabaseStackWriter';
import { explainFailure } from './explainFailure';
import { judgeChanges, type JudgedChanges } from './judgeChanges';
import { operationToken } from './operationTokens';
import { planStackName } from './planStackName';
import type { StackFollower, StackOperation } from './StackFollower';

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

/** Brings stacks to a desired state through change sets: made, looked at, carried out, followed. */
export class ChangeSetRunner {
  readonly #stacks: DatabaseStackReader & DatabaseStackWriter;
  readonly #follower: StackFollower;
  readonly #maker: ChangeSetMaker;

  /** @param options - of the {@link ChangeSetMaker} */
  constructor(
    stacks: DatabaseStackReader & DatabaseStackWriter,
    follower: StackFollower,
    options?: ConstructorParameters<typeof ChangeSetMaker>[2],
  ) {
    this.#stacks = stacks;
    this.#follower = follower;
    this.#maker = new ChangeSetMaker(stacks, follower, options);
  }

  /**
   * What bringing a stack to its desired state would change, by a change set that is made and deleted again. Throws a ConflictError if
   * somebody else is at work on the stack or a quota is used up, and an Error that explains the failure if CloudFormation fails.
   */
  async preview(desired: PreviewedStack): Promise<JudgedChanges> {
    const run = `${desired.run}-plan`;
    // A change set needs a stack: under the name of the one to come, whoever creates it meanwhile would lose it with the plan's.
    const stackName = desired.existing
      ? desired.stackName
      : planStackName(desired.stackName, operationToken(run, 'create'));
    const previewed = { ...desired, run, stackName };
    const changeSet = await this.#maker.make(previewed, { log: () => {} });
    if (!changeSet) {
      return { changes: [], refusals: [] };
    }
    await this.#maker.discard(previewed, changeSet);
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
    const changeSet = options.dryRun
      ? undefined
      : await this.#maker.make(desired, context);
    const { changes, refusals } = options.dryRun
      ? await this.preview(desired)
      : judgeChanges(changeSet?.changes ?? [], desired);
    for (const change of changes) {
      context.log(describeChange(change));
    }
    if (changeSet && (refusals.length > 0 || context.signal?.aborted)) {
      await this.#maker.discard(desired, changeSet);
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
        await this.#maker.discard(desired, changeSet);
        throw error;
      }
      // Where this fails, the same run that is tried again finds the change set, and with it the snapshot.
      await this.#maker.begin(desired, changeSet, token);
    }
    await context.onStackChange?.();
    if (desired.onBegun) {
      const begun = await this.#maker.untilVisible(() =>
        this.#stacks.describe(environment, stackId),
      );
      if (begun) {
        desired.onBegun(begun);
      }
    }
    const operation = { environment, stackId, stackName, kind, token } as const;
    return { stack: await this.finish(operation, context), changes };
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
}

function describeChange(change: PlannedChange): string {
  const properties =
    change.properties.length > 0 ? `: ${change.properties.join(', ')}` : '';
  return `${change.action} ${change.resource} (${change.type})${properties}`;
}
