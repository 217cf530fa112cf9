import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import type {
  DatabaseStack,
  DatabaseStackReader,
} from '../ports/DatabaseStacks';
import type {
  DatabaseStackWriter,
  StackProgress,
} from '../ports/DatabaseStackWriter';
import { followUntilDone } from './followUntilDone';
import { runOfToken } from './operationTokens';
import { isInProgress } from '../database/stackState';
import { Absence, untilVisible, visibleWithinMs } from '../ports/untilVisible';
import { OperationError } from '../ports/errors/userErrors';

/** An operation that CloudFormation performs on a stack. */
export interface StackOperation {
  environment: EnvironmentConfig;
  stackId: string;
  stackName: string;
  kind: 'create' | 'update' | 'delete';
  /** ClientRequestToken of the operation. */
  token: string;
}

/** The result of an operation. */
export interface FollowedOperation {
  succeeded: boolean;
  /** The stack as it is now. Its status is DELETE_COMPLETE if it is gone. */
  stack: DatabaseStack;
  /** The events of this operation, oldest first. */
  events: StackProgress[];
}

const successOf: Readonly<Record<StackOperation['kind'], string>> = {
  create: 'CREATE_COMPLETE',
  update: 'UPDATE_COMPLETE',
  delete: 'DELETE_COMPLETE',
};

/**
 * Longest waits between two reads, in ms. The first waits are shorter. Calls to a loopback endpoint
 * cost nothing.
 */
const longestWait = 5_000;
const longestWaitOnLoopback = 1_000;
/**
 * Longest wait for an operation's first event, in ms. CloudFormation usually shows it within
 * seconds.
 */
const firstEventMs = 300_000;

/**
 * Follows operations by their events until CloudFormation is done. Keeps no state: it can resume at
 * any point.
 */
export class StackFollower {
  readonly #stacks: DatabaseStackReader & DatabaseStackWriter;

  readonly #firstWaitMs: number;
  readonly #heartbeatMs: number;
  readonly #visibleWithinMs: number;

  /**
   * @param options - `firstWaitMs` is the wait between the first two reads; `heartbeatMs` is the
   *   longest silence in the log, because proxies drop connections that are silent for 60 s;
   *   `visibleWithinMs` is how long AWS may take to show a new stack
   */
  constructor(
    stacks: DatabaseStackReader & DatabaseStackWriter,
    options: {
      firstWaitMs?: number;
      heartbeatMs?: number;
      visibleWithinMs?: number;
    } = {},
  ) {
    this.#stacks = stacks;
    this.#firstWaitMs = options.firstWaitMs ?? 500;
    this.#heartbeatMs = options.heartbeatMs ?? 45_000;
    this.#visibleWithinMs = options.visibleWithinMs ?? visibleWithinMs;
  }

  /**
   * Logs each event of the operation and resolves when the operation succeeds or fails. Rejects
   * with the signal's reason on abort; the operation continues in AWS.
   */
  async follow(
    operation: StackOperation,
    log: (line: string) => void,
    signal?: AbortSignal,
  ): Promise<FollowedOperation> {
    const { environment, stackId, stackName } = operation;
    signal?.throwIfAborted();
    const startedAt = Date.now();
    const events: StackProgress[] = [];
    let status = 'unknown';
    const absence = new Absence(this.#visibleWithinMs);
    const read = async (
      say: (line: string) => void,
    ): Promise<FollowedOperation | undefined> => {
      // Before the operation's first event, a final status belongs to the previous operation. The
      // status is read before the events, so that a final status means that the events are
      // complete.
      const begun = events.length > 0;
      const stack = await this.#stacks.describe(environment, stackId);
      if (stack) {
        absence.end();
        for (const event of await this.#newEvents(operation, events)) {
          events.push(event);
          say(describeEvent(event));
        }
        status = stack.status;
      } else if (status === 'DELETE_IN_PROGRESS' || absence.isOver()) {
        status = 'DELETE_COMPLETE';
      }
      if ((begun && !isInProgress(status)) || status === 'DELETE_COMPLETE') {
        const success = successOf[operation.kind];
        return {
          // Checks the event too: the status may already belong to the next operation.
          succeeded:
            status === success ||
            events.some(event => event.ofStack && event.status === success),
          stack: stack ?? deletedStack(operation, events),
          events,
        };
      }
      if (!begun && Date.now() - startedAt > firstEventMs) {
        throw new OperationError(
          createMessage('stack.notBegun', {
            stackName,
            minutes: firstEventMs / 60_000,
            stackStatus: status,
          }),
        );
      }
      return undefined;
    };
    return followUntilDone({
      read,
      describeWait: () => describeWait(events, stackName, status, startedAt),
      name: stackName,
      firstWaitMs: this.#firstWaitMs,
      growth: 1.2,
      longestWaitMs: isLoopback(environment.endpoint)
        ? longestWaitOnLoopback
        : longestWait,
      heartbeatMs: this.#heartbeatMs,
      log,
      signal,
    });
  }

  /** Returns the last operation on a stack if this run started it. */
  async findLast(
    environment: EnvironmentConfig,
    stack: DatabaseStack,
    run: string,
  ): Promise<StackOperation | undefined> {
    const { stackId, stackName } = stack;
    const latest = await this.#readLast(environment, stack);
    return latest?.token?.startsWith(`${run}-`)
      ? {
          environment,
          stackId,
          stackName,
          kind: kindOf(latest),
          token: latest.token,
        }
      : undefined;
  }

  /**
   * Returns the run that started the last operation on a stack; undefined if the portal did not
   * start it.
   */
  async findLastRun(
    environment: EnvironmentConfig,
    stack: DatabaseStack,
  ): Promise<string | undefined> {
    const latest = await this.#readLast(environment, stack);
    return runOfToken(latest?.token ?? '');
  }

  async #readLast(
    environment: EnvironmentConfig,
    { stackId, status }: DatabaseStack,
  ): Promise<StackProgress | undefined> {
    const read = async () => {
      const events = await this.#stacks.readEvents(
        environment,
        stackId,
        begins,
      );
      return events.find(begins);
    };
    // An operation in progress has a first event, but AWS may not show it yet.
    return untilVisible(read, {
      withinMs: isInProgress(status) ? this.#visibleWithinMs : 0,
    });
  }

  /** Returns the operation's events that are not known yet, oldest first. */
  async #newEvents(
    { environment, stackId, token, kind }: StackOperation,
    known: readonly StackProgress[],
  ): Promise<StackProgress[]> {
    const ids = new Set(known.map(({ id }) => id));
    const events = await this.#stacks.readEvents(
      environment,
      stackId,
      // AWS lists the newest event first. The list ends at a known event or at the first event of
      // the operation.
      event =>
        ids.has(event.id) ||
        (event.token === token &&
          event.ofStack &&
          event.status === `${kind.toUpperCase()}_IN_PROGRESS`),
    );
    return events
      .filter(event => event.token === token && !ids.has(event.id))
      .reverse();
  }
}

/** CloudFormation forgets deleted stacks after 90 days; aurora-db-local may forget them sooner. */
function deletedStack(
  { stackId, stackName }: StackOperation,
  events: readonly StackProgress[],
): DatabaseStack {
  return {
    stackId,
    stackName,
    status: 'DELETE_COMPLETE',
    createdAt: events[0]?.at ?? new Date(),
    tags: {},
    outputs: {},
    terminationProtection: false,
  };
}

/** Whether an event is the first of an operation. */
function begins(event: StackProgress): boolean {
  return (
    event.ofStack && /^(CREATE|UPDATE|DELETE)_IN_PROGRESS$/.test(event.status)
  );
}

function kindOf({ status }: StackProgress): StackOperation['kind'] {
  if (status.startsWith('CREATE')) {
    return 'create';
  }
  return status.startsWith('UPDATE') ? 'update' : 'delete';
}

function describeEvent(event: StackProgress): string {
  const what = event.ofStack ? `Stack ${event.resource}` : event.resource;
  const type = event.ofStack ? '' : ` (${event.type})`;
  const reason = event.reason ? `: ${event.reason}` : '';
  return `${event.status} ${what}${type}${reason}`;
}

function describeWait(
  events: readonly StackProgress[],
  stackName: string,
  status: string,
  startedAt: number,
): string {
  const latest = new Map(
    events
      .filter(event => !event.ofStack)
      .map(event => [event.resource, event]),
  );
  const underway = [...latest.values()]
    .filter(event => isInProgress(event.status))
    .map(event => event.resource);
  const minutes = Math.floor((Date.now() - startedAt) / 60_000);
  const waitingFor = underway.length > 0 ? underway.join(', ') : status;
  return `Still waiting for ${stackName} after ${minutes} min: ${waitingFor}`;
}

function isLoopback(endpoint: string | undefined): boolean {
  return (
    endpoint !== undefined &&
    /^(127\.|localhost$|\[::1\]$)/.test(new URL(endpoint).hostname)
  );
}
