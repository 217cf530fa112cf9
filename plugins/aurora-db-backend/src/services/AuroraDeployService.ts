import {
  auroraDbTags,
  createMessage,
  type DatabaseConfig,
  databaseNames,
  type DatabaseNames,
  type DeployRequest,
  maxConnectionsFor,
  type PlannedChange,
  resolveDatabaseConfig,
  stackOutputs,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { ConflictError, InputError } from '@backstage/errors';
import {
  type AuroraDbConfig,
  environmentConfig,
  type EnvironmentConfig,
} from '../config/readConfig';
import type { AuroraPreflightService } from './AuroraPreflightService';
import type { ChangeSetRunner, OperationContext } from './ChangeSetRunner';
import { chooseEngineVersion } from './chooseEngineVersion';
import type { ClusterReader, LiveCluster } from './ClusterReader';
import type { DatabaseStack, DatabaseStackReader } from './DatabaseStacks';
import type { DatabaseStackWriter } from './DatabaseStackWriter';
import type { EngineVersionReader } from './EngineVersionReader';
import { runToken } from './operationTokens';
import { assertOurs, type StackClearance } from './StackClearance';
import type { StackFollower } from './StackFollower';
import type { TemplateSynthesizer } from './TemplateSynthesizer';

/** What a deploy comes to. */
export interface DeployResult {
  entityRef: string;
  stackName: string;
  clusterIdentifier: string;
  engineVersion: string;
  changes: PlannedChange[];
  /** These are absent where a dry run showed what would be created. */
  stackId?: string;
  endpoint?: string;
  readerEndpoint?: string;
  port?: number;
  secretArn?: string;
}

/** What the user asked for, resolved against the environment. */
interface Resolved {
  request: DeployRequest;
  environment: EnvironmentConfig;
  names: DatabaseNames;
  config: DatabaseConfig;
  run: string;
}

/** Least capacity in ACU that AWS advises for Database Insights. */
const insightsCapacity = 2;

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
    this.#synthesizer = parts.synthesizer;
  }

  /**
   * The stack that a deploy of this request would update; undefined where there is no database yet. Throws an InputError where the
   * request doesn't fit the environment, and a ConflictError where the stack isn't ours.
   */
  async findExisting(
    request: DeployRequest,
  ): Promise<DatabaseStack | undefined> {
    const { environment, names } = this.#resolve(request, '');
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
    const { environment, run } = this.#resolve(request, runId);
    const last = await this.#follower.findLast(environment, stack, run);
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
    options: { dryRun: boolean } = { dryRun: false },
  ): Promise<DeployResult> {
    const resolved = this.#resolve(request, runId);
    const { environment, names, config } = resolved;
    const { log, signal } = context;
    log(
      `${names.base} in ${environment.name}: ${config.minCapacity} to ${config.maxCapacity} ACU${config.multiAz ? ', a reader in another zone' : ''}, backups for ${config.backupRetention} days, deletion protection ${config.deletionProtection ? 'on' : 'off'}`,
    );
    const existing = await this.#clearance.clear(
      {
        ...resolved,
        ...options,
        name: request.name,
        stackName: names.stackName,
      },
      context,
    );
    const live =
      existing &&
      (await this.#clusters.describe(environment, names.clusterIdentifier));
    const engineVersion = await this.#engineVersion(resolved, live, log);
    await this.#checkPreflight(resolved, !existing, log);
    this.#warn(resolved, live, log);

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
          owner: request.owner,
          system: request.system,
          alarmTopicArn: environment.alarmTopicArn,
          lambdaRoleArns: environment.lambdaRoleArns,
          protect,
        },
        { signal },
      );
      const applied = await this.#runner.apply(
        {
          environment,
          stackName: names.stackName,
          existing: stack,
          template,
          tags: tagsFor(request, stack),
          allowInstanceReplacement: request.allowInstanceReplacement ?? false,
          run: resolved.run,
        },
        context,
        options,
      );
      if (applied.changes.length === 0) {
        log(`${names.stackName} is as wanted: no changes`);
      }
      return applied;
    };

    // A protected cluster would wedge the rollback of a failed creation, so protection comes with a second change set.
    let { stack, changes } = existing
      ? await apply(existing, config.deletionProtection)
      : await apply(undefined, false);
    if (stack && !existing && config.deletionProtection && !options.dryRun) {
      log('Created; now turning deletion protection on');
      ({ stack } = await apply(stack, true));
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
    return { ...base, ...(await this.#outputs(resolved, stack, log)) };
  }

  #resolve(request: DeployRequest, runId: string): Resolved {
    const environment = environmentConfig(this.#config, request.environment);
    const resolved = resolveDatabaseConfig(
      environment.name,
      environment.config,
      request,
    );
    if (resolved.outcome === 'refused') {
      throw new InputError(resolved.reasons.join('; '));
    }
    return {
      request,
      environment,
      names: databaseNames(request.name, environment.name),
      config: resolved.config,
      run: runToken(runId, request),
    };
  }

  async #engineVersion(
    { request, environment, config }: Resolved,
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
    { environment, names }: Resolved,
    isNew: boolean,
    log: (line: string) => void,
  ): Promise<void> {
    const results = await this.#preflight.check(environment, names, isNew);
    for (const { check, ok, text } of results) {
      log(`Preflight: ${check}: ${ok ? text : `not ok: ${text}`}`);
    }
    const failed = results.filter(({ ok }) => !ok);
    if (failed.length > 0) {
      throw new ConflictError(failed.map(({ text }) => text).join('\n'));
    }
  }

  #warn(
    { config }: Resolved,
    live: LiveCluster | undefined,
    log: (line: string) => void,
  ): void {
    const { minCapacity, performanceInsights } = config;
    if (performanceInsights && minCapacity < insightsCapacity) {
      log(
        `Warning: ${createMessage('plan.databaseInsightsCapacity', { minCapacity }).text}`,
      );
    }
    const wanted = maxConnectionsFor(config);
    const before = live?.capacity && maxConnectionsFor(live.capacity);
    if (before !== undefined && before !== wanted) {
      log(
        `Warning: ${createMessage('plan.maxConnectionsPending', { configured: wanted, live: before }).text}`,
      );
    }
  }

  async #outputs(
    { environment, names }: Resolved,
    stack: DatabaseStack,
    log: (line: string) => void,
  ): Promise<Partial<DeployResult>> {
    const cluster = await this.#clusters.describe(
      environment,
      names.clusterIdentifier,
    );
    const outputs = {
      stackId: stack.stackId,
      endpoint: cluster?.endpoint,
      readerEndpoint: cluster?.readerEndpoint,
      port: cluster?.port,
      secretArn: stack.outputs[stackOutputs.secretArn],
      ...(cluster && { engineVersion: cluster.engineVersion }),
    };
    for (const [key, value] of Object.entries(outputs)) {
      if (value !== undefined) {
        log(`${key}: ${value}`);
      }
    }
    return outputs;
  }
}

/** Whether only the name of a stack is taken: a plan that was not carried out, or a creation that was undone. */
const holdsNothing = ({ status }: DatabaseStack) =>
  status === 'REVIEW_IN_PROGRESS' || status === 'ROLLBACK_COMPLETE';

/** Tags of the stack: ours as the request says, others as they are. */
function tagsFor(
  request: DeployRequest,
  existing: DatabaseStack | undefined,
): Record<string, string> {
  const { [auroraDbTags.system]: _, ...kept } = Object.fromEntries(
    Object.entries(existing?.tags ?? {}).filter(
      // AWS's own can't be set.
      ([key]) => !key.startsWith('aws:'),
    ),
  );
  return {
    ...kept,
    [auroraDbTags.name]: request.name,
    [auroraDbTags.environment]: request.environment,
    [auroraDbTags.owner]: request.owner,
    ...(request.system && { [auroraDbTags.system]: request.system }),
  };
}
