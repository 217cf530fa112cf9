import {
  type DeployRequest,
  type EnvironmentName,
  type PlannedChange,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { InputError } from '@backstage/errors';
import { type AuroraDbConfig } from '../config/readConfig';
import {
  assertPreflight,
  type AuroraPreflightService,
} from './AuroraPreflightService';
import type { ChangeSetRunner, OperationContext } from './ChangeSetRunner';
import { chooseEngineVersion } from './chooseEngineVersion';
import type { ClusterReader, LiveCluster } from './ClusterReader';
import {
  connectionLimits,
  maxConnectionsUntilReboot,
} from './connectionLimits';
import type { DatabaseStack, DatabaseStackReader } from './DatabaseStacks';
import type { DatabaseStackWriter } from './DatabaseStackWriter';
import { deployWarnings } from './deployWarnings';
import type { EngineVersionReader } from './EngineVersionReader';
import { runToken } from './operationTokens';
import type { PredeploySnapshots } from './PredeploySnapshots';
import { type ResolvedDeploy, resolveDeploy } from './resolveDeploy';
import { type DatabaseOutputs, readOutputs } from './readOutputs';
import { restoreOriginOf } from './restoreOriginOf';
import { assertOurs, type StackClearance } from './StackClearance';
import type { StackFollower } from './StackFollower';
import { stackTagsFor } from './stackTagsFor';
import type { TemplateSynthesizer } from './TemplateSynthesizer';

/** What a deploy comes to; the outputs are absent where a dry run showed what would be created. */
export interface DeployResult extends Partial<DatabaseOutputs> {
  entityRef: string;
  stackName: string;
  clusterIdentifier: string;
  engineVersion: string;
  changes: PlannedChange[];
}

/** Where a snapshot is taken before anything is changed (DESIGN.md, section 5). */
const snapshotFirst: ReadonlySet<EnvironmentName> = new Set(['stg', 'prod']);

/** Creates and changes databases. Keeps no state: whatever a run left behind, the next one goes on from what AWS says. */
export class AuroraDeployService {
  readonly #config: AuroraDbConfig;
  readonly #stacks: DatabaseStackReader & DatabaseStackWriter;
  readonly #follower: StackFollower;
  readonly #clearance: StackClearance;
  readonly #runner: ChangeSetRunner;
  readonly #clusters: ClusterReader;
  readonly #engineVersions: EngineVersionReader;
  readonly #preflight: AuroraPreflightService;
  readonly #predeploy: PredeploySnapshots;
  readonly #synthesizer: TemplateSynthesizer;

  constructor(parts: {
    config: AuroraDbConfig;
    stacks: DatabaseStackReader & DatabaseStackWriter;
    follower: StackFollower;
    clearance: StackClearance;
    runner: ChangeSetRunner;
    clusters: ClusterReader;
    engineVersions: EngineVersionReader;
    preflight: AuroraPreflightService;
    predeploy: PredeploySnapshots;
    synthesizer: TemplateSynthesizer;
  }) {
    this.#config = parts.config;
    this.#stacks = parts.stacks;
    this.#follower = parts.follower;
    this.#clearance = parts.clearance;
    this.#runner = parts.runner;
    this.#clusters = parts.clusters;
    this.#engineVersions = parts.engineVersions;
    this.#preflight = parts.preflight;
    this.#predeploy = parts.predeploy;
    this.#synthesizer = parts.synthesizer;
  }

  /**
   * The stack that a deploy of this request would update; undefined where there is no database yet. Throws an InputError where the
   * request doesn't fit the environment, and a ConflictError where the stack isn't ours.
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

  /** Whether the last operation on the stack was begun by this very run, before it was interrupted. */
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
   * Brings the database to what the request says. A run that is repeated (same id, same request) goes on where it was interrupted.
   * Throws an InputError or ConflictError where nothing was changed, and an Error that explains the failure where AWS fails.
   */
  async deploy(
    request: DeployRequest,
    runId: string,
    context: OperationContext,
    options: {
      dryRun: boolean;
      /** Entity reference of the user, where it is known. */
      requestedBy?: string;
    } = { dryRun: false },
  ): Promise<DeployResult> {
    const resolved = resolveDeploy(this.#config, request);
    const run = runToken(runId, request);
    const { environment, names, config } = resolved;
    const { log, signal } = context;
    log(
      `${names.base} in ${environment.name}: ${config.minCapacity} to ${config.maxCapacity} ACU${config.multiAz ? ', a reader in another zone' : ''}, backups for ${config.backupRetention} ${config.backupRetention === 1 ? 'day' : 'days'}, deletion protection ${config.deletionProtection ? 'on' : 'off'}`,
    );
    const existing = await this.#clearance.clear(
      {
        environment,
        name: request.name,
        stackName: names.stackName,
        run,
        dryRun: options.dryRun,
      },
      context,
    );
    const live =
      existing &&
      (await this.#clusters.describe(environment, names.clusterIdentifier));
    const engineVersion = await this.#engineVersion(resolved, live, log);
    const restoreFrom =
      existing &&
      restoreOriginOf(
        await this.#stacks.readTemplate(environment, existing.stackId),
        existing,
        {
          isUpgrade: live !== undefined && engineVersion !== live.engineVersion,
        },
      );
    await this.#checkPreflight(resolved, !existing, log);
    const limits =
      existing && connectionLimits(existing, live, live?.capacity ?? config);
    for (const warning of deployWarnings(config, limits?.live)) {
      log(`Warning: ${warning.text}`);
    }

    const apply = async (
      stack: DatabaseStack | undefined,
      protect: boolean,
    ) => {
      log('Synthesizing the template');
      const { accountId, region, network } = environment;
      const template = await this.#synthesizer.synthesize(
        {
          name: request.name,
          environment: environment.name,
          accountId,
          region,
          network,
          config,
          engineVersion,
          restoreFrom,
          owner: request.owner,
          system: request.system,
          alarmTopicArn: environment.alarmTopicArn,
          lambdaRoleArns: environment.lambdaRoleArns,
          maxConnectionsUntilReboot:
            existing &&
            limits &&
            maxConnectionsUntilReboot(existing, limits, config),
          protect,
        },
        { signal },
      );
      const result = await this.#runner.apply(
        {
          environment,
          stackName: names.stackName,
          existing: stack,
          template,
          tags: stackTagsFor(request, stack),
          allowInstanceReplacement: request.allowInstanceReplacement ?? false,
          run,
          prepare: async changeSetMadeAt => {
            // What this very run has created holds nothing yet.
            if (existing && snapshotFirst.has(environment.name)) {
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
        log(`${names.stackName} is as wanted: no changes`);
      }
      return result;
    };

    // A protected cluster would wedge the rollback of a failed creation, so protection comes with a second change set.
    const { stack: applied, changes } = existing
      ? await apply(existing, config.deletionProtection)
      : await apply(undefined, false);
    let stack = applied;
    if (stack && !existing && config.deletionProtection && !options.dryRun) {
      log('Created; now turning deletion protection on');
      stack = (await apply(stack, true)).stack;
    }
    const base = {
      entityRef: names.entityRef,
      stackName: names.stackName,
      clusterIdentifier: names.clusterIdentifier,
      engineVersion,
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

  async #engineVersion(
    { request, environment, config }: ResolvedDeploy,
    live: LiveCluster | undefined,
    log: (line: string) => void,
  ): Promise<string> {
    const chosen = await chooseEngineVersion(
      {
        requested: request.engineVersion,
        configured: environment.engineVersion,
        live: live?.engineVersion,
        region: environment.region,
        capacity: config,
      },
      () => this.#engineVersions.listCreatable(environment),
    );
    if (chosen.outcome === 'refused') {
      throw new InputError(chosen.reason);
    }
    log(`Preflight: engine: Aurora PostgreSQL ${chosen.version}`);
    for (const warning of chosen.warnings) {
      log(`Warning: ${warning.text}`);
    }
    return chosen.version;
  }

  async #checkPreflight(
    { environment, names }: ResolvedDeploy,
    isNew: boolean,
    log: (line: string) => void,
  ): Promise<void> {
    const results = await this.#preflight.check(environment, names, isNew);
    assertPreflight(results, log);
  }
}

/** Whether only the name of a stack is taken: a plan that was not carried out, or a creation that was undone. */
function holdsNothing({ status }: DatabaseStack): boolean {
  return status === 'REVIEW_IN_PROGRESS' || status === 'ROLLBACK_COMPLETE';
}
