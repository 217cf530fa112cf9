import {
  createMessage,
  type DeployRequest,
  type PlannedChange,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type {
  AuroraDbConfig,
  EnvironmentConfig,
} from '../ports/EnvironmentConfig';
import { assertPreflight } from '../preflight/assertPreflight';
import type {
  ChangeSetRunner,
  OperationContext,
} from '../stacks/ChangeSetRunner';
import type { ClusterReader } from '../ports/ClusterReader';
import type {
  DatabaseStack,
  DatabaseStackReader,
} from '../ports/DatabaseStacks';
import type { DatabaseStackWriter } from '../ports/DatabaseStackWriter';
import type { DeployPreparation } from './DeployPreparation';
import { monthlyCost } from '../database/monthlyCost';
import { runToken } from '../stacks/operationTokens';
import type { PredeploySnapshots } from './PredeploySnapshots';
import { resolveDeploy } from './resolveDeploy';
import { type DatabaseOutputs, readOutputs } from '../database/readOutputs';
import { assertOurs, type StackPreparation } from '../stacks/StackPreparation';
import type { StackFollower } from '../stacks/StackFollower';
import { stackTagsFor } from '../database/stackTagsFor';
import { Telemetry } from '../ports/Telemetry';
import { ConflictError } from '../ports/errors/userErrors';

/** The result of a deploy. A dry run of a creation has no outputs of a stack. */
export interface DeployResult extends Partial<DatabaseOutputs> {
  entityRef: string;
  stackName: string;
  clusterIdentifier: string;
  engineVersion: string;
  changes: PlannedChange[];
}

interface DeployOptions {
  dryRun: boolean;
  /** Entity reference of the user, if it is known. */
  requestedBy?: string;
}

/**
 * Creates and changes databases. Keeps no state: a run continues from the state in AWS, including
 * what an interrupted run left.
 */
export class AuroraDeployService {
  readonly #config: AuroraDbConfig;
  readonly #stacks: DatabaseStackReader & DatabaseStackWriter;
  readonly #follower: StackFollower;
  readonly #stackPreparation: StackPreparation;
  readonly #runner: ChangeSetRunner;
  readonly #clusters: ClusterReader;
  readonly #preparation: DeployPreparation;
  readonly #predeploy: PredeploySnapshots;
  readonly #telemetry: Telemetry;

  constructor(parts: {
    config: AuroraDbConfig;
    stacks: DatabaseStackReader & DatabaseStackWriter;
    follower: StackFollower;
    stackPreparation: StackPreparation;
    runner: ChangeSetRunner;
    clusters: ClusterReader;
    preparation: DeployPreparation;
    predeploy: PredeploySnapshots;
    telemetry?: Telemetry;
  }) {
    this.#config = parts.config;
    this.#stacks = parts.stacks;
    this.#follower = parts.follower;
    this.#stackPreparation = parts.stackPreparation;
    this.#runner = parts.runner;
    this.#clusters = parts.clusters;
    this.#preparation = parts.preparation;
    this.#predeploy = parts.predeploy;
    this.#telemetry = parts.telemetry ?? new Telemetry();
  }

  /**
   * Returns the stack that a deploy of this request updates; undefined if there is no database yet.
   * Throws an InputError if the request does not fit the environment, and a ConflictError if the
   * stack belongs to something else.
   */
  async findExisting(
    request: DeployRequest,
  ): Promise<DatabaseStack | undefined> {
    const { environment, names } = resolveDeploy(this.#config, request);
    const stack = await this.#stacks.describe(environment, names.stackName);
    if (!stack || holdsNothing(stack)) {
      return undefined;
    }
    assertOurs(environment, request.name, stack);
    return stack;
  }

  /** Whether this run started the last operation on the stack before it was interrupted. */
  async isOwnWork(
    request: DeployRequest,
    runId: string,
    stack: DatabaseStack,
  ): Promise<boolean> {
    const { environment } = resolveDeploy(this.#config, request);
    const last = await this.#follower.findLast(
      environment,
      stack,
      runToken(runId, request),
    );
    return last !== undefined;
  }

  /**
   * Brings the database to the requested state. A repeated run (same id, same request) resumes
   * after the interrupted step. Throws an InputError or ConflictError if nothing was changed, and
   * an Error that explains the failure if AWS fails.
   */
  async deploy(
    request: DeployRequest,
    runId: string,
    context: OperationContext,
    options: DeployOptions = { dryRun: false },
  ): Promise<DeployResult> {
    const resolved = resolveDeploy(this.#config, request);
    return this.#telemetry.deploy(
      {
        environment: resolved.environment.name,
        stackName: resolved.names.stackName,
        isDryRun: options.dryRun,
      },
      () => this.#deploy(request, resolved, runId, context, options),
    );
  }

  async #deploy(
    request: DeployRequest,
    resolved: ReturnType<typeof resolveDeploy>,
    runId: string,
    context: OperationContext,
    options: DeployOptions,
  ): Promise<DeployResult> {
    const run = runToken(runId, request);
    const { environment, names, config } = resolved;
    const { log, signal } = context;
    log(
      `${names.base} in ${environment.name}: ${config.minCapacity} to ${config.maxCapacity} ACU${config.multiAz ? ', a reader in another zone' : ''}, backups for ${config.backupRetention} ${config.backupRetention === 1 ? 'day' : 'days'}, deletion protection ${config.deletionProtection ? 'on' : 'off'}`,
    );
    const cost = monthlyCost(config, environment.acuHour);
    log(
      `Capacity costs ${cost.min} to ${cost.max} ${cost.currency} a month, depending on its use. Storage and I/O cost extra`,
    );
    const existing = await this.#stackPreparation.prepare(
      {
        environment,
        name: request.name,
        stackName: names.stackName,
        run,
        dryRun: options.dryRun,
      },
      context,
    );
    const prepared = await this.#preparation.prepare(resolved, existing);
    log(`Preflight: engine: Aurora PostgreSQL ${prepared.engineVersion}`);
    const results = await this.#preparation.check(prepared);
    if (!existing && results.some(({ ok }) => !ok)) {
      await this.#assertStillAbsent(environment, names.stackName);
    }
    assertPreflight(results, log);
    for (const warning of prepared.warnings) {
      log(`Warning: ${warning.text}`);
    }

    const apply = async (
      stack: DatabaseStack | undefined,
      protect: boolean,
    ) => {
      log('Synthesizing the template');
      const template = await this.#preparation.synthesize(prepared, protect, {
        signal,
        requester: options.requestedBy,
      });
      const result = await this.#runner.apply(
        {
          environment,
          stackName: names.stackName,
          existing: stack,
          template,
          tags: stackTagsFor(request, environment, stack, prepared.earlierTags),
          allowInstanceReplacement: request.allowInstanceReplacement ?? false,
          run,
          prepare: async changeSetMadeAt => {
            // A database that this run created, perhaps before a restart, has no data yet.
            if (
              existing &&
              !(await this.#isOwnCreation(environment, existing, run))
            ) {
              await this.#predeploy.take(
                { ...resolved, requestedBy: options.requestedBy },
                changeSetMadeAt,
                context,
              );
            }
          },
        },
        context,
        options,
      );
      if (result.changes.length === 0) {
        log(`${names.stackName} is up to date: no changes`);
      }
      return result;
    };

    // CloudFormation cannot roll back the creation of a protected cluster. So a second change set
    // turns protection on.
    const { stack: applied, changes } = existing
      ? await apply(existing, config.deletionProtection)
      : await apply(undefined, false);
    let stack = applied;
    if (stack && !existing && config.deletionProtection && !options.dryRun) {
      log('Created; now turning deletion protection on');
      const protectedNow = await apply(stack, true).catch(error => {
        log(
          `${names.base} is created, but its deletion protection is off. The portal turns it on in a few minutes; deploying it again does too`,
        );
        throw error;
      });
      stack = protectedNow.stack;
    }
    const base = {
      entityRef: names.entityRef,
      stackName: names.stackName,
      clusterIdentifier: names.clusterIdentifier,
      engineVersion: prepared.engineVersion,
      changes,
    };
    if (options.dryRun || !stack) {
      return { ...base, ...(stack && { stackId: stack.stackId }) };
    }
    if (config.deletionProtection && !stack.terminationProtection) {
      await this.#stacks.setTerminationProtection(
        environment,
        stack.stackId,
        true,
      );
      log('Termination protection of the stack is on');
    }
    return {
      ...base,
      ...(await readOutputs(this.#clusters, resolved, stack, log)),
    };
  }

  async #isOwnCreation(
    environment: EnvironmentConfig,
    stack: DatabaseStack,
    run: string,
  ): Promise<boolean> {
    return (
      stack.status === 'CREATE_COMPLETE' &&
      (await this.#follower.findLast(environment, stack, run)) !== undefined
    );
  }

  /**
   * Throws if another run has started the stack. Its cluster must not be reported as left over,
   * which a user may delete.
   */
  async #assertStillAbsent(
    environment: EnvironmentConfig,
    stackName: string,
  ): Promise<void> {
    const stack = await this.#stacks.describe(environment, stackName);
    if (stack && !holdsNothing(stack)) {
      throw new ConflictError(
        createMessage('stack.justStarted', { stackName }),
      );
    }
  }
}

/** Whether a stack has no resources: it is of a plan, or of a creation that was rolled back. */
function holdsNothing({ status }: DatabaseStack): boolean {
  return status === 'REVIEW_IN_PROGRESS' || status === 'ROLLBACK_COMPLETE';
}
