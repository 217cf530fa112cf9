import { randomUUID } from 'node:crypto';
import type {
  DeployRequest,
  Plan,
  PlannedChange,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { ConflictError, InputError } from '@backstage/errors';
import type { AuroraDbConfig } from '../ports/EnvironmentConfig';
import type { AuroraPreflightService } from '../preflight/AuroraPreflightService';
import type { DeploySubject } from '../preflight/preflightSubjects';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import type { PreflightResult } from '../ports/PreflightResult';
import { ChangeSetError } from '../stacks/ChangeSetMaker';
import type { ChangeSetRunner } from '../stacks/ChangeSetRunner';
import type {
  DatabaseStack,
  DatabaseStackReader,
} from '../ports/DatabaseStacks';
import type { DeployPreparation, PreparedDeploy } from './DeployPreparation';
import { monthlyCost } from '../database/monthlyCost';
import type { JudgedChanges } from '../stacks/judgeChanges';
import { runToken } from '../stacks/operationTokens';
import type { PreviewedStack } from '../stacks/PreviewedStack';
import { type ResolvedDeploy, resolveDeploy } from './resolveDeploy';
import { strangerOf } from '../stacks/StackPreparation';
import { stackState } from '../database/stackState';
import { stackTagsFor } from '../database/stackTagsFor';
import { messagesOf } from '../ports/errors/userErrors';

/** Plans deploys. Deletes everything that it makes in AWS. */
export class DeployPlanner {
  readonly #config: AuroraDbConfig;
  readonly #stacks: Pick<DatabaseStackReader, 'describe'>;
  readonly #preparation: DeployPreparation;
  readonly #runner: ChangeSetRunner;
  readonly #preflight: AuroraPreflightService;

  constructor(parts: {
    config: AuroraDbConfig;
    stacks: Pick<DatabaseStackReader, 'describe'>;
    preparation: DeployPreparation;
    runner: ChangeSetRunner;
    preflight: AuroraPreflightService;
  }) {
    this.#config = parts.config;
    this.#stacks = parts.stacks;
    this.#preparation = parts.preparation;
    this.#runner = parts.runner;
    this.#preflight = parts.preflight;
  }

  /**
   * Returns what a deploy does. Obstacles are preflight results that are not ok. Throws an
   * InputError if the request does not fit the environment, a ConflictError if too many plans of
   * the requester are in the queue, and an AwsUnavailableError if AWS gives no answer.
   *
   * @param requester - the caller; requesters take turns
   */
  async plan(request: DeployRequest, requester?: string): Promise<Plan> {
    const resolved = resolveDeploy(this.#config, request);
    const { environment, names, config } = resolved;
    const stack = await this.#stacks.describe(environment, names.stackName);
    const existing = stackToUpdate(environment, request.name, stack);
    const [prepared, ofDatabase] = await Promise.all([
      this.#tryToPrepare(resolved, existing),
      this.#preparation.check({ ...resolved, existing }),
    ]);
    if (!existing && ofDatabase.some(({ ok }) => !ok)) {
      // The cluster of another run must not be reported as left over, which a user may delete.
      const now = await this.#stacks.describe(environment, names.stackName);
      if (stackToUpdate(environment, request.name, now)) {
        return this.plan(request, requester);
      }
    }
    const checks = [
      ...ofDatabase,
      ...(await this.#preflight.checkDeploy({
        environment,
        names,
        name: request.name,
        stack,
        engine: prepared.engine,
      })),
    ];
    const isClear = checks.every(({ ok }) => ok);
    const { changes, results } =
      isClear && prepared.deploy
        ? await this.#preview(prepared.deploy, requester)
        : { changes: [], results: [] };
    return {
      target: {
        entityRef: names.entityRef,
        clusterIdentifier: names.clusterIdentifier,
        environment: environment.name,
        ...(environment.title && {
          environmentTitle: environment.title,
        }),
        name: request.name,
      },
      config,
      engineVersion: prepared.deploy?.engineVersion ?? prepared.wanted,
      changes,
      preflight: [...checks, ...results],
      monthlyCost: monthlyCost(config, environment.acuHour),
      warnings: prepared.deploy?.warnings ?? [],
    };
  }

  async #tryToPrepare(
    resolved: ResolvedDeploy,
    existing: DatabaseStack | undefined,
  ): Promise<{
    deploy?: PreparedDeploy;
    wanted: string;
    engine: DeploySubject['engine'];
  }> {
    const { request, environment } = resolved;
    const wanted = request.engineVersion ?? environment.engineVersion;
    try {
      const deploy = await this.#preparation.prepare(resolved, existing);
      return { deploy, wanted, engine: { version: deploy.engineVersion } };
    } catch (error) {
      if (!(error instanceof InputError || error instanceof ConflictError)) {
        throw error;
      }
      return { wanted, engine: { problems: messagesOf(error) } };
    }
  }

  /** Returns the changes of a change set, which is deleted again, and the results of its checks. */
  async #preview(
    prepared: PreparedDeploy,
    requester: string | undefined,
  ): Promise<{ changes: PlannedChange[]; results: PreflightResult[] }> {
    const { request, environment, names, config, existing } = prepared;
    const template = await this.#preparation.synthesize(
      prepared,
      existing !== undefined && config.deletionProtection,
      { requester },
    );
    const ofTemplate = await this.#preflight.checkTemplate({ template });
    if (ofTemplate.some(({ ok }) => !ok)) {
      return { changes: [], results: ofTemplate };
    }
    const { changes, refusals } = await this.#judge({
      environment,
      stackName: names.stackName,
      existing,
      template,
      tags: stackTagsFor(request, environment, existing, prepared.earlierTags),
      allowInstanceReplacement: request.allowInstanceReplacement ?? false,
      run: runToken(randomUUID(), request),
    });
    const ofChanges = await this.#preflight.checkChanges({
      environment,
      isNew: !existing,
      changes,
      refusals,
    });
    return { changes, results: [...ofTemplate, ...ofChanges] };
  }

  /**
   * Returns the changes to the target state. A refusal of CloudFormation is a reason against them.
   */
  async #judge(desired: PreviewedStack): Promise<JudgedChanges> {
    try {
      return await this.#runner.preview(desired);
    } catch (error) {
      if (!(
        error instanceof ChangeSetError || error instanceof ConflictError
      )) {
        throw error;
      }
      return { changes: [], refusals: messagesOf(error) };
    }
  }
}

/** Returns the stack to update; undefined if there is none, or if it belongs to something else. */
function stackToUpdate(
  environment: EnvironmentConfig,
  name: string,
  stack: DatabaseStack | undefined,
): DatabaseStack | undefined {
  if (!stack || strangerOf(environment, name, stack)) {
    return undefined;
  }
  const { kind } = stackState(stack.stackName, stack.status);
  return kind === 'reviewed' || kind === 'undone' ? undefined : stack;
}
