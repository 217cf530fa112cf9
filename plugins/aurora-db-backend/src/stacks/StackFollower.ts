import { setTimeout as sleep } from 'node:timers/promises';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import { isPassing } from '../ports/AwsUnavailableError';
import type {
  DatabaseStack,
  DatabaseStackReader,
} from '../ports/DatabaseStacks';
import type {
  DatabaseStackWriter,
  StackProgress,
} from '../ports/DatabaseStackWriter';
import { runOfToken } from './operationTokens';
import { isInProgress } from '../database/stackState';
import { Absence, untilVisible, visibleWithinMs } from '../ports/untilVisible';

/** An operation on a stack that CloudFormation carries out. */
export interface StackOperation {
  environment: EnvironmentConfig;
  stackId: string;
  stackName: string;
  kind: 'create' | 'update' | 'delete';
  /** ClientRequestToken of the operation. */
  token: string;
}

/** How an operation ended. */
export interface FollowedOperation {
  succeeded: boolean;
  /** As it is now; its status is DELETE_COMPLETE where it is gone. */
  stack: DatabaseStack;
  /** Of this operation, oldest first. */
  events: StackProgress[];
}

const successOf: Readonly<Record<StackOperation['kind'], string>> = {
  create: 'CREATE_COMPLETE',
  update: 'UPDATE_COMPLETE',
  delete: 'DELETE_COMPLETE',
};

/** Longest waits between two looks, in milliseconds; the first ones are short. A loopback endpoint costs nothing. */
const longestWait = 5_000;
const longestWaitOnLoopback = 1_000;
/** An operation that was accepted shows its first event within seconds; past this it was never begun. */
const firstEventMs = 300_000;

/** AWS may give no answer for this long before following is given up: the operation goes on meanwhile. */
const patienceMs = 300_000;

/** Follows operations by their events until CloudFormation is done. Keeps no state: it can pick up an operation at any point. */
export class StackFollower {
  readonly #stacks: DatabaseStackReader & DatabaseStackWriter;

  readonly #firstWaitMs: number;
  readonly #heartbeatMs: number;
  readonly #visibleWithinMs: number;

  /**
   * @param options - `firstWaitMs` between the first two looks; `heartbeatMs` is the longest silence in the log, since proxies drop
   * connections that are silent for 60 s; `visibleWithinMs` is how long AWS may take to show what was just created
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
   * Logs each event of the operation and resolves when it has ended, well or badly.
   * Rejects with the signal's reason when it is aborted; the operation goes on in AWS then.
   */
  async follow(
    operation: StackOperation,
    log: (line: string) => void,
    signal?: AbortSignal,
  ): Promise<FollowedOperation> {
    const { environment, stackId, stackName } = operation;
    const startedAt = Date.now();
    const events: StackProgress[] = [];
    let lastLineAt = startedAt;
    let lastAnswerAt = startedAt;
    let status = 'unknown';
    const absence = new Absence(this.#visibleWithinMs);
    const say = (line: string) => {
      lastLineAt = Date.now();
      log(line);
    };
    const longest = isLoopback(environment.endpoint)
      ? longestWaitOnLoopback
      : longestWait;

    for (let wait = this.#firstWaitMs; ; wait = Math.min(wait * 1.2, longest)) {
      signal?.throwIfAborted();
      try {
        // Before its first event a final state is that of the operation before. Read before the events, a final state says that
        // these are complete.
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
        lastAnswerAt = Date.now();
        if ((begun && !isInProgress(status)) || status === 'DELETE_COMPLETE') {
          const success = successOf[operation.kind];
          return {
            // By its event: the state may be that of the next operation already.
            succeeded:
              status === success ||
              events.some(event => event.ofStack && event.status === success),
            stack: stack ?? deletedStack(operation, events),
            events,
          };
        }
        if (!begun && Date.now() - startedAt > firstEventMs) {
          throw new Error(
            `CloudFormation accepted the operation on ${stackName} but did not begin it within ${firstEventMs / 60_000} minutes; the stack is in state ${status}`,
          );
        }
      } catch (error) {
        if (!isPassing(error) || Date.now() - lastAnswerAt > patienceMs) {
          throw error;
        }
        say(`${error.message}. Still following ${stackName}`);
      }
      if (Date.now() - lastLineAt > this.#heartbeatMs) {
        say(describeWait(events, stackName, status, startedAt));
      }
      await sleep(wait, undefined, { signal }).catch(error => {
        signal?.throwIfAborted();
        throw error;
      });
    }
  }

  /** The last operation that was begun on a stack, if this run began it. */
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

  /** The run that began the last operation on a stack; undefined where it was none of ours. */
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
    // An operation that is in progress has a first event, though AWS may not show it yet.
    return untilVisible(read, {
      withinMs: isInProgress(status) ? this.#visibleWithinMs : 0,
    });
  }

  /** Events of the operation that aren't known yet, oldest first. */
  async #newEvents(
    { environment, stackId, token, kind }: StackOperation,
    known: readonly StackProgress[],
  ): Promise<StackProgress[]> {
    const ids = new Set(known.map(({ id }) => id));
    const events = await this.#stacks.readEvents(
      environment,
      stackId,
      // Events come newest first: past a known one, or past the one that began the operation, all is known.
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

/** CloudFormation forgets deleted stacks after 90 days, local ones perhaps sooner. */
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
