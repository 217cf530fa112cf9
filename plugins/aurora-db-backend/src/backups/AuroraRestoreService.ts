import {
  createMessage,
  auroraDbRestoreCreatePermission,
  auroraDbTags,
  databaseNames,
  type DatabaseNames,
  type Plan,
  type PlannedChange,
  type RestorePlanRequest,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  ConflictError,
  InputError,
  OperationError,
} from '../ports/errors/userErrors';
import { assertPreflight } from '../preflight/assertPreflight';
import type { Caller } from './AuroraSnapshotService';
import type {
  AppliedChanges,
  ChangeSetRunner,
  DesiredStack,
  OperationContext,
} from '../stacks/ChangeSetRunner';
import type { LocatedCluster } from '../database/LocatedCluster';
import type { DatabaseAccess } from '../access/DatabaseAccess';
import type { DatabaseProtection } from '../stacks/DatabaseProtection';
import type { DatabaseStack } from '../ports/DatabaseStacks';
import { runToken } from '../stacks/operationTokens';
import { requesterOf } from '../deploy/requesterOf';
import type { RestoreClaim, RestoreClaims } from './RestoreClaims';
import type { ResolvedRestore, RestorePlanner } from './RestorePlanner';
import type { StackPreparation } from '../stacks/StackPreparation';
import type { StackFollower } from '../stacks/StackFollower';

/** A restore with the name of the new database. */
export interface NamedRestore extends RestorePlanRequest {
  name: string;
}

/** The result of a restore. */
export interface RestoreResult {
  names: DatabaseNames;
  stack: DatabaseStack;
  /** Empty if an earlier run made them. */
  changes: PlannedChange[];
}

/**
 * Restores databases into new databases. Only reads the source. Keeps no state: a repeated run
 * resumes after the interrupted step.
 */
export class AuroraRestoreService {
  readonly #access: DatabaseAccess;
  readonly #planner: RestorePlanner;
  readonly #stackPreparation: StackPreparation;
  readonly #follower: StackFollower;
  readonly #runner: ChangeSetRunner;
  readonly #protection: DatabaseProtection;
  readonly #claims: RestoreClaims;
  /** The last restore of each source that has not started yet. The next restore waits for it. */
  readonly #beginning = new Map<string, Promise<void>>();

  constructor(parts: {
    access: DatabaseAccess;
    planner: RestorePlanner;
    stackPreparation: StackPreparation;
    follower: StackFollower;
    runner: ChangeSetRunner;
    protection: DatabaseProtection;
    claims: RestoreClaims;
  }) {
    this.#access = parts.access;
    this.#planner = parts.planner;
    this.#stackPreparation = parts.stackPreparation;
    this.#follower = parts.follower;
    this.#runner = parts.runner;
    this.#protection = parts.protection;
    this.#claims = parts.claims;
  }

  /** Finds the database of an entity for callers that can restore it. */
  async find(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<LocatedCluster> {
    return this.#access.findForWrite(
      entityRef,
      credentials,
      auroraDbRestoreCreatePermission,
    );
  }

  /** Returns the plan of a restore. Throws as {@link RestorePlanner.resolve} does. */
  async plan(
    entityRef: string,
    request: RestorePlanRequest,
    credentials: BackstageCredentials,
  ): Promise<Plan> {
    const source = await this.find(entityRef, credentials);
    return this.#planner.plan(
      await this.#planner.resolve(source, request),
      requesterOf(credentials),
    );
  }

  /** Throws an InputError unless the caller entered the name of the source's entity. */
  assertConfirmed({ entityName }: LocatedCluster, confirm: string): void {
    if (confirm !== entityName) {
      throw new InputError(
        createMessage('error.restoreConfirm', {
          confirm: JSON.stringify(confirm),
          database: entityName,
        }),
      );
    }
  }

  /**
   * Restores a database. Resolves when the new database is available and protected as its
   * environment requires. Throws a ConflictError if the name is taken, another restore is in
   * progress or a check fails, and an Error that explains the failure if AWS fails.
   *
   * @param runId - identifies the run: a call with the same id resumes it
   * @param onBegun - called as soon as CloudFormation has started
   */
  async restore(
    source: LocatedCluster,
    request: NamedRestore,
    runId: string,
    { userRef }: Pick<Caller, 'userRef'>,
    context: OperationContext,
    onBegun: (result: Omit<RestoreResult, 'changes'>) => void = () => {},
  ): Promise<RestoreResult> {
    const { environment } = source;
    const names = databaseNames(request.name, environment);
    const run = runToken(runId, { entityRef: source.entityRef, ...request });
    const { stack: created, changes } = await this.#alone(
      source.entityRef,
      async begun => {
        const tell = (stack: DatabaseStack) => {
          begun();
          onBegun({ names, stack });
        };
        const existing = await this.#stackPreparation.prepare(
          {
            environment,
            name: request.name,
            stackName: names.stackName,
            run,
            dryRun: false,
            onResume: tell,
          },
          context,
        );
        if (!existing) {
          const resolved = await this.#planner.resolve(source, request);
          assertPreflight(await this.#planner.check(resolved), context.log);
          return this.#create(resolved, run, userRef, context, tell);
        }
        if (!(await this.#follower.findLast(environment, existing, run))) {
          throw new ConflictError(
            createMessage('error.nameTaken', { stackName: names.stackName }),
          );
        }
        tell(existing);
        await context.onStackChange?.();
        return { stack: existing, changes: [] };
      },
    );
    const stack = await this.#protection
      .turnOn(environment, created, {
        ...context,
        // A created database gets its protection even if the user cancels.
        signal: undefined,
      })
      .catch(error => {
        context.log(
          `${names.base} is restored, but its protection is not on: the portal tries again in a few minutes`,
        );
        throw error;
      });
    return { names, stack, changes };
  }

  async #create(
    resolved: ResolvedRestore,
    run: string,
    userRef: string | undefined,
    context: OperationContext,
    onBegun: (stack: DatabaseStack) => void,
  ): Promise<Pick<RestoreResult, 'stack' | 'changes'>> {
    const { source, name, names } = resolved;
    const { environment, owner, system } = source;
    context.log(
      `Restoring ${source.entityName} as ${names.base}: ${resolved.evidence.map(({ message }) => message.text).join('; ')}`,
    );
    context.log('Synthesizing the template');
    const template = await this.#planner.synthesize(resolved, {
      signal: context.signal,
      requester: userRef,
    });
    const { stack, changes } = await this.#begin(resolved, run, context, {
      environment,
      stackName: names.stackName,
      template,
      tags: {
        ...environment.tags,
        [auroraDbTags.name]: name,
        [auroraDbTags.environment]: environment.name,
        [auroraDbTags.owner]: owner,
        ...(system && { [auroraDbTags.system]: system }),
        [auroraDbTags.restoredFrom]: source.entityRef,
        ...(userRef && { [auroraDbTags.createdBy]: userRef }),
      },
      allowInstanceReplacement: false,
      run,
      onBegun,
    });
    if (!stack) {
      throw new OperationError(
        createMessage('stack.createdAndGone', { stackName: names.stackName }),
      );
    }
    return { stack, changes };
  }

  /**
   * Starts a restore unless another run, on this replica or another one, has started a restore of
   * the same source.
   */
  async #begin(
    { source }: ResolvedRestore,
    run: string,
    context: OperationContext,
    desired: DesiredStack,
  ): Promise<AppliedChanges> {
    let claim: RestoreClaim | undefined;
    const release = () =>
      claim
        ?.release()
        .catch(error =>
          context.log(
            `The claim on ${source.entityName} stays for a few minutes: ${error instanceof Error ? error.message : error}`,
          ),
        );
    try {
      return await this.#runner.apply(
        {
          ...desired,
          prepare: async () => {
            claim = await this.#claims.take(source, run);
            assertPreflight(
              await this.#planner.checkOthers(source),
              context.log,
            );
          },
          onBegun: stack => {
            // From now on, other replicas see the restore.
            if (stack.status !== 'REVIEW_IN_PROGRESS') {
              void release();
            }
            desired.onBegun?.(stack);
          },
        },
        context,
        { dryRun: false },
      );
    } finally {
      await release();
    }
  }

  /**
   * Starts the restores of one source one after the other in this process, so that each sees
   * whether another is in progress.
   */
  async #alone<T>(
    entityRef: string,
    restore: (begun: () => void) => Promise<T>,
  ): Promise<T> {
    const before = this.#beginning.get(entityRef);
    let begun: () => void = () => {};
    const beginning = new Promise<void>(resolve => {
      begun = resolve;
    });
    this.#beginning.set(entityRef, beginning);
    await before;
    try {
      return await restore(begun);
    } finally {
      begun();
      if (this.#beginning.get(entityRef) === beginning) {
        this.#beginning.delete(entityRef);
      }
    }
  }
}
