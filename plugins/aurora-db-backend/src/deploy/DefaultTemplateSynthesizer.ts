import { type ChildProcess, fork } from 'node:child_process';
import { Socket } from 'node:net';
import {
  createMessage,
  type SynthRequestInput,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { ErrorLike } from '@backstage/errors';
import { z } from 'zod';
import { FairQueue } from './FairQueue';
import { synthChildOptions } from './synthChildOptions';
import type { TemplateSynthesizer } from '../ports/TemplateSynthesizer';
import {
  ConflictError,
  InputError,
  OperationError,
  ServiceUnavailableError,
} from '../ports/errors/userErrors';

/** Limits of a {@link DefaultTemplateSynthesizer}. */
export interface SynthesizerOptions {
  /** File that the child runs; the entry of `@aurora-db/cdk` by default. */
  entry?: string;
  /** Idle time after which the child is ended, in ms. */
  idleMs?: number;
  /** Longest duration of a synthesis, in ms. */
  timeoutMs?: number;
  /** Maximum number of requests in the queue. */
  queueLimit?: number;
  /** Maximum number of requests of one requester in the queue. */
  requesterLimit?: number;
}

interface Job {
  request: SynthRequestInput;
  signal?: AbortSignal;
  resolve(template: string): void;
  reject(reason: unknown): void;
}

/** The child ended during a synthesis. */
class ChildGoneError extends OperationError {}

const answerSchema = z.union([
  z.object({ id: z.number(), template: z.string() }),
  z.object({
    id: z.number(),
    error: z.object({ name: z.string(), message: z.string() }),
  }),
]);

/** Characters of the child's stderr that are kept to explain its end. */
const stderrTail = 2_000;

/**
 * Synthesizes in a child process, because CDK blocks the event loop and keeps some 390 MB. One
 * child serves all requests, one at a time. Requesters take turns, so that no requester waits for
 * all the plans of another one. The child ends when it is idle, and never keeps this process alive.
 */
export class DefaultTemplateSynthesizer implements TemplateSynthesizer {
  readonly #entry: string;
  readonly #idleMs: number;
  readonly #timeoutMs: number;
  readonly #queueLimit: number;
  readonly #requesterLimit: number;
  readonly #queue = new FairQueue<Job>();
  #child: ChildProcess | undefined;
  #stderr = '';
  #busy = false;
  #stopped = false;
  #idleTimer: NodeJS.Timeout | undefined;
  #lastId = 0;

  constructor(options: SynthesizerOptions = {}) {
    this.#entry =
      options.entry ?? require.resolve('@aurora-db/cdk/synth-child');
    this.#idleMs = options.idleMs ?? 3 * 60_000;
    this.#timeoutMs = options.timeoutMs ?? 60_000;
    this.#queueLimit = options.queueLimit ?? 100;
    this.#requesterLimit = options.requesterLimit ?? 10;
  }

  /** Process id of the child, if it runs. */
  get childPid(): number | undefined {
    return this.#child?.pid;
  }

  async synthesize(
    request: SynthRequestInput,
    options: { signal?: AbortSignal; requester?: string } = {},
  ): Promise<string> {
    const { signal, requester = '' } = options;
    signal?.throwIfAborted();
    if (this.#stopped) {
      throw shuttingDown();
    }
    if (this.#queue.sizeOf(requester) >= this.#requesterLimit) {
      throw new ConflictError(
        createMessage('synthesis.ownQueue', { limit: this.#requesterLimit }),
      );
    }
    if (this.#queue.size >= this.#queueLimit) {
      throw new ServiceUnavailableError(
        createMessage('synthesis.queue', { limit: this.#queueLimit }),
      );
    }
    return new Promise<string>((resolve, reject) => {
      const job: Job = { request, signal, resolve, reject };
      signal?.addEventListener(
        'abort',
        () => {
          // A synthesis in progress is not stopped: finishing it is cheaper than a new child.
          this.#queue.remove(requester, job);
          reject(signal.reason);
        },
        { once: true },
      );
      this.#queue.add(requester, job);
      void this.#work();
    });
  }

  /** Ends the child and refuses the requests in the queue. */
  stop(): void {
    this.#stopped = true;
    for (const job of this.#queue.clear()) {
      job.reject(shuttingDown());
    }
    this.#end();
  }

  async #work(): Promise<void> {
    if (this.#busy) {
      return;
    }
    this.#busy = true;
    clearTimeout(this.#idleTimer);
    for (let job = this.#queue.take(); job; job = this.#queue.take()) {
      try {
        job.resolve(await this.#runTwice(job.request));
      } catch (error) {
        job.reject(error);
      }
    }
    this.#busy = false;
    this.#rest();
  }

  /** If the child ends, e.g. because memory is short, a second attempt uses a new child. */
  async #runTwice(request: SynthRequestInput): Promise<string> {
    try {
      return await this.#run(request);
    } catch (error) {
      if (error instanceof ChildGoneError && !this.#stopped) {
        return this.#run(request);
      }
      throw error;
    }
  }

  #run(request: SynthRequestInput): Promise<string> {
    const child = this.#child ?? this.#start();
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise<string>((resolve, reject) => {
      const cleanups: Array<() => void> = [];
      const settle = (outcome: () => void) => {
        cleanups.splice(0).forEach(cleanup => cleanup());
        outcome();
      };
      const onMessage = (message: unknown) => {
        const answer = answerSchema.safeParse(message);
        // The transform of the development setup sends messages of its own.
        if (!answer.success || answer.data.id !== id) {
          return;
        }
        const { data } = answer;
        settle(() =>
          'template' in data
            ? resolve(data.template)
            : reject(toOurError(data.error)),
        );
      };
      const onGone = (how: unknown, signal?: unknown) => {
        this.#forget(child);
        const said = this.#stderr.trim();
        settle(() =>
          reject(
            new ChildGoneError(
              createMessage('synthesis.ended', {
                how: [String(signal ?? how), said].filter(Boolean).join(': '),
              }),
            ),
          ),
        );
      };
      const timer = setTimeout(() => {
        this.#end('SIGKILL');
        settle(() =>
          reject(
            new OperationError(
              createMessage('synthesis.slow', {
                seconds: this.#timeoutMs / 1000,
              }),
            ),
          ),
        );
      }, this.#timeoutMs);
      cleanups.push(
        () => clearTimeout(timer),
        () => child.off('message', onMessage),
        () => child.off('close', onGone),
        () => child.off('error', onGone),
      );
      child.on('message', onMessage);
      child.once('close', onGone);
      child.once('error', onGone);
      child.send({ id, request }, error => error && onGone(error.message));
    });
  }

  #start(): ChildProcess {
    const child = fork(this.#entry, [], {
      ...synthChildOptions(this.#entry),
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#child = child;
    this.#stderr = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-stderrTail);
    });
    child.once('exit', () => this.#forget(child));
    child.unref();
    child.channel?.unref();
    if (child.stderr instanceof Socket) {
      child.stderr.unref();
    }
    return child;
  }

  #forget(child: ChildProcess): void {
    if (this.#child === child) {
      this.#child = undefined;
    }
  }

  #rest(): void {
    clearTimeout(this.#idleTimer);
    this.#idleTimer = setTimeout(() => this.#end(), this.#idleMs);
    this.#idleTimer.unref();
  }

  #end(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): void {
    clearTimeout(this.#idleTimer);
    this.#child?.kill(signal);
    this.#child = undefined;
  }
}

function toOurError({ name, message }: ErrorLike): Error {
  const explained = createMessage('synthesis.failed', { reason: message });
  return name === 'InvalidSynthRequestError'
    ? new InputError(explained)
    : new OperationError(explained);
}

function shuttingDown(): ServiceUnavailableError {
  return new ServiceUnavailableError(createMessage('synthesis.shuttingDown'));
}
