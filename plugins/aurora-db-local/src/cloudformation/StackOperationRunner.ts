import type { Scope, ServiceDirectory } from '../service/AwsService';
import type { EndpointClock } from '../time/EndpointClock';
import { systemTime } from '../time/Time';
import { cleanUpStack, deleteStackResources } from './deleteResources';
import { provisionStack } from './provisionStack';
import { rollBackUpdate } from './rollBackUpdate';
import { StackRun } from './StackRun';
import { stackEvent, type StackStore } from './StackStore';

/** The clock by which the creation of a stack times out. */
export type StackClock = Pick<EndpointClock, 'now'>;

/** The most milliseconds that a timer of Node.js can wait. */
const LONGEST_WAIT = 2 ** 31 - 1;

const phases = {
  provision: provisionStack,
  rollback: rollBackUpdate,
  cleanup: cleanUpStack,
  delete: deleteStackResources,
};

/**
 * Runs stack operations, one at a time for each stack, and resumes operations that a restart
 * interrupted.
 */
export class StackOperationRunner {
  readonly #store: StackStore;
  readonly #services: ServiceDirectory;
  readonly #log: (message: string) => void;
  readonly #clock: StackClock;
  readonly #runs = new Map<string, { run: StackRun; ended: Promise<void> }>();
  #stop = new AbortController();

  constructor(options: {
    store: StackStore;
    services: ServiceDirectory;
    log(message: string): void;
    /** The clock by which the creation of a stack times out. */
    clock: StackClock;
  }) {
    this.#store = options.store;
    this.#services = options.services;
    this.#log = options.log;
    this.#clock = options.clock;
  }

  /** Resumes every operation on disk. */
  resume(): void {
    for (const { scope, value } of this.#store.stacks.all()) {
      if (value.operation) {
        this.#log(
          `CloudFormation resumes the operation on ${value.stackName} (${value.status}).`,
        );
        this.start(scope, value.stackId);
      }
    }
  }

  /** Runs the stack's operation, which is already on disk. */
  start(scope: Scope, stackId: string): void {
    if (this.#runs.has(stackId) || this.#stop.signal.aborted) {
      return;
    }
    const run = new StackRun({
      scope,
      stackId,
      store: this.#store,
      services: this.#services,
      stop: this.#stop.signal,
    });
    const callOff = this.#limitTime(run);
    const ended = this.#carryThrough(run).finally(() => {
      callOff();
      this.#runs.delete(stackId);
      // Another operation may have started since the last read.
      if (!run.stopped && this.#store.find(scope, stackId)?.operation) {
        this.start(scope, stackId);
      }
    });
    this.#runs.set(stackId, { run, ended });
  }

  /** Ends the waits of an operation that was cancelled on disk. */
  interrupt(stackId: string): void {
    const run = this.#runs.get(stackId)?.run;
    if (run?.current?.cancelled) {
      run.cancel();
    }
  }

  /** Fails the creations whose time is over. */
  async endOverdue(): Promise<void> {
    await Promise.all(
      Array.from(this.#runs.values(), ({ run }) => this.#endIfOverdue(run)),
    );
  }

  /** Fails a creation when its time is over. Returns a function that ends the wait. */
  #limitTime(run: StackRun): () => void {
    const timeoutAt = run.current?.timeoutAt;
    if (timeoutAt === undefined) {
      return () => {};
    }
    let callOff = () => {};
    const wait = () => {
      const left = Math.max(0, timeoutAt - this.#clock.now().getTime());
      callOff = systemTime.wake(Math.min(left, LONGEST_WAIT), async () => {
        await this.#endIfOverdue(run);
        if (run.current?.phase === 'provision' && !run.current.timedOut) {
          wait();
        }
      });
    };
    wait();
    return () => callOff();
  }

  async #endIfOverdue(run: StackRun): Promise<void> {
    const { timeoutAt = Infinity, phase } = run.current ?? {};
    if (phase === 'provision' && timeoutAt <= this.#clock.now().getTime()) {
      await run.change((_, operation) => {
        operation.timedOut = operation.phase === 'provision';
      });
      if (run.current?.timedOut) {
        run.cancel();
      }
    }
  }

  /** Stops all runs at their current step. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await Promise.all(Array.from(this.#runs.values(), ({ ended }) => ended));
    this.#stop = new AbortController();
  }

  async #carryThrough(run: StackRun): Promise<void> {
    while (!run.stopped && run.current) {
      run.enterPhase();
      try {
        await phases[run.current.phase](run);
      } catch (error) {
        if (!run.stopped) {
          await this.#breakOff(run, error);
        }
      }
    }
  }

  /** Handles an error that no resource caused. Otherwise the stack would stay in progress. */
  async #breakOff(run: StackRun, error: unknown): Promise<void> {
    const { kind, phase, deleteFor } = run.operation;
    const reason = `Internal failure: ${error instanceof Error ? error.message : String(error)}`;
    const rollback =
      kind === 'create' ? 'ROLLBACK_FAILED' : 'UPDATE_ROLLBACK_FAILED';
    const status = {
      provision: kind === 'create' ? 'CREATE_FAILED' : 'UPDATE_FAILED',
      rollback,
      cleanup: run.operation.rolledBack ? rollback : 'UPDATE_FAILED',
      delete: deleteFor === 'rollback' ? 'ROLLBACK_FAILED' : 'DELETE_FAILED',
    }[phase];
    this.#log(
      `CloudFormation ended the operation on ${run.stack.stackName}: ${reason}`,
    );
    await run.change(
      stack => {
        Object.assign(stack, { status, statusReason: reason });
        stack.failedOperation = stack.operation;
        stack.operation = undefined;
      },
      stackEvent(run.stack, status, reason),
    );
  }
}
