import type { PlannedChange } from '@aurora-db/backstage-plugin-aurora-db-common';
import { cancelOperation } from './cancelOperation';
import { ChangeSetMaker, isBegun } from './ChangeSetMaker';
import type {
  DatabaseStack,
  DatabaseStackReader,
} from '../ports/DatabaseStacks';
import type { DatabaseStackWriter } from '../ports/DatabaseStackWriter';
import { type ChangeSetOutcome, Telemetry } from '../ports/Telemetry';
import { InputError, OperationError } from '../ports/errors/userErrors';
import { explainFailure } from './explainFailure';
import { judgeChanges, type JudgedChanges } from './judgeChanges';
import { operationToken } from './operationTokens';
import { planStackName } from './planStackName';
import { operationOf, type PreviewedStack } from './PreviewedStack';
import type { StackFollower, StackOperation } from './StackFollower';

/** The target state of a stack. */
export interface DesiredStack extends PreviewedStack {
  /**
   * Runs before the first change, and only if there is a change. Receives the time when the change
   * set was made.
   */
  prepare?(changeSetMadeAt: Date): Promise<void>;
  /** Runs when CloudFormation has started to execute the change set. */
  onBegun?(stack: DatabaseStack): void;
}

/** Where an operation logs, and the signal that stops it. */
export interface OperationContext {
  /** Adds a line to the user's log. */
  log(line: string): void;
  signal?: AbortSignal;
  /**
   * Runs when the stack exists and after it has changed. Also if nothing is to change: an
   * interrupted run may have changed the stack.
   */
  onStackChange?(): Promise<void>;
}

/** The result of bringing a stack to its target state. */
export interface AppliedChanges {
  /** Absent if a dry run showed what would be created. */
  stack?: DatabaseStack;
  changes: PlannedChange[];
}

/** Brings stacks to a target state with change sets: makes, judges, executes and follows them. */
export class ChangeSetRunner {
  readonly #stacks: DatabaseStackReader & DatabaseStackWriter;
  readonly #follower: StackFollower;
  readonly #maker: ChangeSetMaker;
  readonly #telemetry: Telemetry;

  /**
   * @param options - also those of the {@link ChangeSetMaker}
   */
  constructor(
    stacks: DatabaseStackReader & DatabaseStackWriter,
    follower: StackFollower,
    options: ConstructorParameters<typeof ChangeSetMaker>[2] & {
      telemetry?: Telemetry;
    } = {},
  ) {
    this.#stacks = stacks;
    this.#follower = follower;
    this.#maker = new ChangeSetMaker(stacks, follower, options);
    this.#telemetry = options.telemetry ?? new Telemetry();
  }

  /**
   * Returns the changes that a stack needs for its target state. Makes a change set and deletes it
   * again. Throws a ConflictError if another operation on the stack is in progress or a quota is
   * used up, and an Error that explains the failure if CloudFormation fails.
   */
  async preview(desired: PreviewedStack): Promise<JudgedChanges> {
    const run = `${desired.run}-plan`;
    // A change set of a new database needs a stack. The plan's stack has another name, so that
    // deleting it cannot delete a stack that another user creates meanwhile.
    const stackName = desired.existing
      ? desired.stackName
      : planStackName(desired.stackName, operationToken(run, 'create'));
    const previewed = { ...desired, run, stackName };
    const { kind } = operationOf(previewed);
    return this.#traced({ ...previewed, kind }, async end => {
      const changeSet = await this.#maker.make(previewed, { log: () => {} });
      if (!changeSet) {
        end('unchanged');
        return { changes: [], refusals: [] };
      }
      await this.#maker.discard(previewed, changeSet);
      end('discarded');
      return judgeChanges(changeSet.changes, desired);
    });
  }

  /**
   * Brings a stack to its target state. Throws an InputError if a change is refused, a
   * ConflictError if another operation on the stack is in progress, and an Error that explains the
   * failure if CloudFormation fails. A dry run changes nothing.
   */
  async apply(
    desired: DesiredStack,
    context: OperationContext,
    options: { dryRun: boolean },
  ): Promise<AppliedChanges> {
    context.signal?.throwIfAborted();
    if (options.dryRun) {
      const { changes, refusals } = await this.preview(desired);
      describeChanges(changes, context);
      context.signal?.throwIfAborted();
      refuse(refusals);
      return { stack: desired.existing, changes };
    }
    return this.#traced(
      { ...desired, kind: operationOf(desired).kind },
      end => this.#apply(desired, context, end),
      context,
    );
  }

  /**
   * As {@link ChangeSetRunner.finish}, for an operation that this run started before it was
   * interrupted.
   */
  async resume(
    operation: StackOperation,
    context: OperationContext,
  ): Promise<void> {
    await this.#traced(
      operation,
      async end => {
        await this.finish(operation, context);
        end('executed');
      },
      context,
    );
  }

  #traced<T>(
    {
      environment,
      stackName,
      kind,
    }: Pick<StackOperation, 'environment' | 'stackName' | 'kind'>,
    run: (end: (outcome: ChangeSetOutcome) => void) => Promise<T>,
    { signal }: Pick<OperationContext, 'signal'> = {},
  ): Promise<T> {
    const { name, region } = environment;
    return this.#telemetry.changeSet(
      { environment: name, region, stackName, kind },
      async end => {
        try {
          return await run(end);
        } catch (error) {
          if (signal?.aborted) {
            end('cancelled');
          }
          throw error;
        }
      },
    );
  }

  async #apply(
    desired: DesiredStack,
    context: OperationContext,
    end: (outcome: ChangeSetOutcome) => void,
  ): Promise<AppliedChanges> {
    const { environment, stackName, existing } = desired;
    const changeSet = await this.#maker.make(desired, context);
    const { changes, refusals } = judgeChanges(
      changeSet?.changes ?? [],
      desired,
    );
    describeChanges(changes, context);
    if (changeSet && (refusals.length > 0 || context.signal?.aborted)) {
      await this.#maker.discard(desired, changeSet);
    }
    context.signal?.throwIfAborted();
    if (refusals.length > 0) {
      end('refused');
    }
    refuse(refusals);
    if (!changeSet) {
      if (existing) {
        await context.onStackChange?.();
      }
      end('unchanged');
      return { stack: existing, changes };
    }
    const { stackId } = changeSet;
    const { kind, token } = operationOf(desired);
    // This run started the execution before it was interrupted.
    if (!isBegun(changeSet)) {
      try {
        await desired.prepare?.(changeSet.createdAt);
        context.signal?.throwIfAborted();
      } catch (error) {
        await this.#maker.discard(desired, changeSet);
        throw error;
      }
      // If this step fails, a retry of the same run finds the change set, and with it the snapshot.
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
    const stack = await this.finish(operation, context);
    end('executed');
    return { stack, changes };
  }

  /**
   * Follows an operation to its end. If the signal is aborted, cancels an update or deletes a new
   * stack; AWS finishes that on its own. Throws an Error that explains the failure if the operation
   * fails.
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
            `AWS no longer answers for ${operation.stackName}. The operation continues in AWS. Run this again to see its result`,
          );
        }
        throw error;
      });
    await context.onStackChange?.();
    const { succeeded, stack, events } = followed;
    if (!succeeded) {
      log(`Stack ${operation.stackName} ended in state ${stack.status}`);
      throw new OperationError(
        explainFailure(operation.stackName, events, stack.statusReason),
      );
    }
    return stack;
  }
}

function describeChanges(
  changes: readonly PlannedChange[],
  { log }: OperationContext,
): void {
  for (const change of changes) {
    log(describeChange(change));
  }
}

/** Throws an InputError if there are refusals. */
function refuse(refusals: JudgedChanges['refusals']): void {
  if (refusals.length > 0) {
    throw new InputError(...refusals);
  }
}

function describeChange(change: PlannedChange): string {
  const properties =
    change.properties.length > 0 ? `: ${change.properties.join(', ')}` : '';
  return `${change.action} ${change.resource} (${change.type})${properties}`;
}
