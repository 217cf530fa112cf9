import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { LRUCache } from 'lru-cache';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import { audited } from '../operations/audited';
import type { CachedLookup } from '../readings/CachedLookup';
import {
  type DatabaseProtection,
  mayLackProtection,
} from '../stacks/DatabaseProtection';
import type {
  DatabaseStack,
  DatabaseStackReader,
} from '../ports/DatabaseStacks';
import type {
  DatabaseStackWriter,
  StackProgress,
} from '../ports/DatabaseStackWriter';
import { databaseOfStack } from '../database/databaseOfStack';
import type { OperationNotifier } from '../operations/OperationNotifier';

const minute = 60_000;
/** Time after a stack's last event in which its own run protects it, in ms. */
const quietMs = 5 * minute;
/** Longest wait between two attempts, in ms. The wait doubles after each failure. */
const longestWaitMs = 6 * 60 * minute;
const maxRemembered = 10_000;
/** Maximum number of stacks of an environment in one pass. */
const mostOfPass = 50;

/** An attempt that failed. */
interface Failure {
  count: number;
  at: number;
}

/** What {@link ProtectionCompletion.completeAll} needs. */
export interface CompletionContext {
  /** Stacks as of a few minutes ago. Stacks that may lack protection are read again. */
  known: Pick<CachedLookup<DatabaseStack>, 'list'>;
  /** Announces a stack that has changed. */
  announce(environment: EnvironmentConfig, stack: DatabaseStack): Promise<void>;
  /** Ends the pass after the current database. */
  signal?: AbortSignal;
  now?: () => number;
}

/**
 * Protects databases whose run ended before it did: a deploy that was cancelled or killed after the
 * creation, a restore whose backend stopped, or a second change set that was rolled back.
 */
export class ProtectionCompletion {
  readonly #environments: readonly EnvironmentConfig[];
  readonly #stacks: DatabaseStackReader & DatabaseStackWriter;
  readonly #protection: DatabaseProtection;
  readonly #auditor: AuditorService;
  readonly #notifier: Pick<OperationNotifier, 'failed'>;
  readonly #logger: LoggerService;
  /**
   * By stack. A change set that cannot be made leaves no trace in AWS. A replica without this entry
   * only tries sooner.
   */
  readonly #failures = new LRUCache<string, Failure>({ max: maxRemembered });
  /** States of stacks that lack nothing. */
  readonly #complete = new LRUCache<string, true>({ max: maxRemembered });

  constructor(options: {
    environments: readonly EnvironmentConfig[];
    stacks: DatabaseStackReader & DatabaseStackWriter;
    protection: DatabaseProtection;
    auditor: AuditorService;
    notifier: Pick<OperationNotifier, 'failed'>;
    logger: LoggerService;
  }) {
    this.#environments = options.environments.filter(
      ({ config }) => config.deletionProtection,
    );
    this.#stacks = options.stacks;
    this.#protection = options.protection;
    this.#auditor = options.auditor;
    this.#notifier = options.notifier;
    this.#logger = options.logger;
  }

  /** Checks every environment. Logs failures, which a later pass tries again. */
  async completeAll(context: CompletionContext): Promise<void> {
    for (const environment of this.#environments) {
      const candidates = await this.#findCandidates(environment, context);
      for (const { stackId, stackName } of candidates) {
        if (context.signal?.aborted) {
          return;
        }
        try {
          await this.#completeOne(environment, stackId, context);
        } catch (error) {
          this.#logger.warn(
            `The protection of ${stackName} in ${environment.name} is left to a later pass: ${error}`,
          );
        }
      }
    }
  }

  async #findCandidates(
    environment: EnvironmentConfig,
    { known }: CompletionContext,
  ): Promise<DatabaseStack[]> {
    try {
      const { value: stacks, failure } = await known.list(environment);
      if (failure) {
        throw failure;
      }
      // An operation in progress in the list may have ended meanwhile.
      return stacks
        .filter(
          stack =>
            /_IN_PROGRESS$/.test(stack.status) ||
            (mayLackProtection(stack) && !this.#complete.has(stateOf(stack))),
        )
        .slice(0, mostOfPass);
    } catch (error) {
      this.#logger.warn(
        `Databases without protection in ${environment.name} are left to the next pass: ${error}`,
      );
      return [];
    }
  }

  async #completeOne(
    environment: EnvironmentConfig,
    stackId: string,
    { announce, now = Date.now }: CompletionContext,
  ): Promise<void> {
    const stack = await this.#stacks.describe(environment, stackId);
    if (!stack || !mayLackProtection(stack)) {
      return;
    }
    const state = stateOf(stack);
    if (this.#complete.has(state)) {
      return;
    }
    if (!(await this.#protection.findMissing(environment, stack))) {
      this.#complete.set(state, true);
      return;
    }
    if (now() < (await this.#dueAt(environment, stack))) {
      return;
    }
    await this.#protect(environment, stack, announce, now);
  }

  async #protect(
    environment: EnvironmentConfig,
    stack: DatabaseStack,
    announce: CompletionContext['announce'],
    now: () => number,
  ): Promise<void> {
    const { stackId, stackName } = stack;
    const identity = databaseOfStack(environment, stack);
    if (identity.outcome !== 'ours') {
      return;
    }
    const { names, owner } = identity.database;
    const { entityRef, base } = names;
    this.#logger.info(`Protecting ${base}, which was left without protection`);
    try {
      await audited(this.#auditor, 'database-protect', { entityRef }, () =>
        this.#protection.turnOn(environment, stack, {
          log: line => this.#logger.info(`Protection of ${base}: ${line}`),
          onStackChange: () => announce(environment, stack),
        }),
      );
      this.#failures.delete(stackId);
    } catch (error) {
      const before = this.#failures.get(stackId)?.count ?? 0;
      const failure = { count: before + 1, at: now() };
      this.#failures.set(stackId, failure);
      if (before === 0) {
        this.#notifier.failed(
          { kind: 'Protection', entityRef, ownerRef: owner },
          error,
        );
      }
      const dueAt = await this.#dueAt(environment, stack);
      this.#logger.error(
        `${base} is without deletion protection, and turning that on failed: ${error}. The next attempt follows after ${new Date(dueAt).toISOString()}. Deploying ${base} again turns it on too, once the reason is removed (stack ${stackName})`,
      );
    }
  }

  /** Returns when protection can be turned on, in epoch ms. */
  async #dueAt(
    environment: EnvironmentConfig,
    { stackId, createdAt }: DatabaseStack,
  ): Promise<number> {
    const events = await this.#stacks.readEvents(
      environment,
      stackId,
      isSuccess,
    );
    const rolledBack = events.filter(
      ({ ofStack, status }) => ofStack && status === 'UPDATE_ROLLBACK_COMPLETE',
    );
    const last = events[0]?.at ?? createdAt;
    const failure = this.#failures.get(stackId);
    return Math.max(
      last.getTime() + waitAfter(rolledBack.length),
      failure ? failure.at + waitAfter(failure.count) : 0,
    );
  }
}

/** Identifies the state of a stack: a stack that lacks nothing is not read again in this state. */
function stateOf(stack: DatabaseStack): string {
  const { stackId, status, updatedAt, terminationProtection } = stack;
  return `${stackId} ${status} ${updatedAt?.toISOString()} ${terminationProtection}`;
}

function isSuccess({ ofStack, status }: StackProgress): boolean {
  return ofStack && /^(CREATE|UPDATE)_COMPLETE$/.test(status);
}

function waitAfter(failures: number): number {
  return Math.min(quietMs * 2 ** failures, longestWaitMs);
}
