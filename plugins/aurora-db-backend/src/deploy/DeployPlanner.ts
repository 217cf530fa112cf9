import { randomUUID } from 'node:crypto';
import {
  createMessage,
  type DeployRequest,
  type Plan,
  type PlannedChange,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { ConflictError, InputError } from '@backstage/errors';
import type { AuroraDbConfig } from '../ports/EnvironmentConfig';
import type { PreflightResult } from '../ports/PreflightResult';
import { ChangeSetError } from '../stacks/ChangeSetMaker';
import type { ChangeSetRunner } from '../stacks/ChangeSetRunner';
import type {
  DatabaseStack,
  DatabaseStackReader,
} from '../ports/DatabaseStacks';
import type { DeployPreparation, PreparedDeploy } from './DeployPreparation';
import { judgeTemplateSize } from '../stacks/judgeTemplateSize';
import { monthlyCost } from '../database/monthlyCost';
import { runToken } from '../stacks/operationTokens';
import type { PredeploySnapshots } from './PredeploySnapshots';
import { type ResolvedDeploy, resolveDeploy } from './resolveDeploy';
import { strangerOf } from '../stacks/StackClearance';
import { stackState } from '../database/stackState';
import { stackTagsFor } from '../database/stackTagsFor';

/** Works out what a deploy would do. Nothing that it makes stays. */
export class DeployPlanner {
  readonly #config: AuroraDbConfig;
  readonly #stacks: Pick<DatabaseStackReader, 'describe'>;
  readonly #preparation: DeployPreparation;
  readonly #runner: ChangeSetRunner;
  readonly #predeploy: PredeploySnapshots;

  constructor(parts: {
    config: AuroraDbConfig;
    stacks: Pick<DatabaseStackReader, 'describe'>;
    preparation: DeployPreparation;
    runner: ChangeSetRunner;
    predeploy: PredeploySnapshots;
  }) {
    this.#config = parts.config;
    this.#stacks = parts.stacks;
    this.#preparation = parts.preparation;
    this.#runner = parts.runner;
    this.#predeploy = parts.predeploy;
  }

  /**
   * What a deploy would do, obstacles included: these are preflight results that are not ok. Throws an InputError where the request
   * doesn't fit the environment, a ConflictError if too many plans of the requester wait, and an AwsUnavailableError where AWS gives no
   * answer.
   *
   * @param requester - who asks; requesters take turns
   */
  async plan(request: DeployRequest, requester?: string): Promise<Plan> {
    const resolved = resolveDeploy(this.#config, request);
    const { environment, names, config } = resolved;
    const { existing, result: stack } = judgeStack(
      resolved,
      await this.#stacks.describe(environment, names.stackName),
    );
    const [prepared, looks] = await Promise.all([
      this.#tryToPrepare(resolved, existing),
      this.#preparation.check({ ...resolved, existing }),
    ]);
    if (!existing && looks.some(({ ok }) => !ok)) {
      // What somebody creates at this moment looks like a cluster that no stack holds, which may be deleted.
      const now = await this.#stacks.describe(environment, names.stackName);
      if (now && judgeStack(resolved, now).existing) {
        return this.plan(request, requester);
      }
    }
    const checks = [...looks, stack, prepared.result];
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
      },
      config,
      engineVersion: prepared.deploy?.engineVersion ?? prepared.wanted,
      changes,
      preflight: [...checks, ...results],
      monthlyCost: monthlyCost(config, this.#config.pricing.acuHour),
      warnings: prepared.deploy?.warnings ?? [],
    };
  }

  async #tryToPrepare(
    resolved: ResolvedDeploy,
    existing: DatabaseStack | undefined,
  ): Promise<{
    deploy?: PreparedDeploy;
    wanted: string;
    result: PreflightResult;
  }> {
    const { request, environment } = resolved;
    const wanted = request.engineVersion ?? environment.engineVersion;
    try {
      const deploy = await this.#preparation.prepare(resolved, existing);
      const { engineVersion } = deploy;
      return {
        deploy,
        wanted,
        result: {
          check: 'engine',
          ok: true,
          message: createMessage('preflight.engine', { engineVersion }),
        },
      };
    } catch (error) {
      if (!(error instanceof InputError || error instanceof ConflictError)) {
        throw error;
      }
      return { wanted, result: refusal('engine', error.message) };
    }
  }

  /** The changes of a real change set, which is deleted again, and what speaks against carrying it out. */
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
    const size = judgeTemplateSize(template);
    if (!size.ok) {
      return { changes: [], results: [size] };
    }
    try {
      const { changes, refusals } = await this.#runner.preview({
        environment,
        stackName: names.stackName,
        existing,
        template,
        tags: stackTagsFor(request, existing),
        allowInstanceReplacement: request.allowInstanceReplacement ?? false,
        run: runToken(randomUUID(), request),
      });
      return {
        changes,
        results: [
          size,
          ...refusals.map(reason => refusal('changes', reason)),
          ...(existing && changes.length > 0
            ? await this.#predeploy.check(environment)
            : []),
        ],
      };
    } catch (error) {
      if (!(
        error instanceof ChangeSetError || error instanceof ConflictError
      )) {
        throw error;
      }
      return {
        changes: [],
        results: [size, refusal('changes', error.message)],
      };
    }
  }
}

/** What of a stack a deploy can go on from, and whether it can go on at all. */
function judgeStack(
  { request, environment, names }: ResolvedDeploy,
  stack: DatabaseStack | undefined,
): { existing: DatabaseStack | undefined; result: PreflightResult } {
  const { stackName } = names;
  const state = stack && stackState(stackName, stack.status);
  if (!state || state.kind === 'reviewed') {
    const message = createMessage('preflight.stackNew', { stackName });
    return {
      existing: undefined,
      result: { check: 'stack', ok: true, message },
    };
  }
  const stranger = strangerOf(environment, request.name, stack);
  if (stranger) {
    return { existing: undefined, result: refusal('stack', stranger) };
  }
  if (state.kind === 'undone') {
    const message = createMessage('preflight.stackUndone', { stackName });
    return {
      existing: undefined,
      result: { check: 'stack', ok: true, message },
    };
  }
  return {
    existing: stack,
    result:
      state.kind === 'updatable'
        ? {
            check: 'stack',
            ok: true,
            message: createMessage('preflight.stackExists', { stackName }),
          }
        : refusal('stack', state.reason),
  };
}

/** What is wrong, in a sentence that says what to do about it. */
function refusal(check: string, reason: string): PreflightResult {
  const message = createMessage('preflight.refused', { reason });
  return { check, ok: false, message };
}
