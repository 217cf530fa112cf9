import {
  databaseNames,
  type DatabaseNames,
  databaseNameSchema,
  environmentNames,
  environmentShortNames,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { parseEntityRef } from '@backstage/catalog-model';
import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  type AuroraDbConfig,
  environmentConfig,
  type EnvironmentConfig,
} from '../config/readConfig';
import type { ChangeSetRunner, OperationContext } from './ChangeSetRunner';
import type { ClusterReader } from './ClusterReader';
import type { DatabaseStack, DatabaseStackReader } from './DatabaseStacks';
import type { DatabaseStackWriter } from './DatabaseStackWriter';
import { deletionTemplate } from './deletionTemplate';
import { fullEntityRef } from './fullEntityRef';
import { operationToken, runToken } from './operationTokens';
import { assertOurs } from './StackClearance';
import type { StackFollower } from './StackFollower';
import { stackState } from './stackState';

/** A database that is to be deleted. */
export interface DeletionTarget {
  environment: EnvironmentConfig;
  /** Form name. */
  name: string;
  names: DatabaseNames;
  stack: DatabaseStack;
}

/** How to delete. */
export interface DeleteOptions {
  /** Whether RDS keeps a last snapshot of the data. */
  finalSnapshot: boolean;
  /** Whether to switch deletion protection off first. */
  disableProtection: boolean;
  dryRun: boolean;
}

/** Deletes databases. Keeps no state, like the deploy service. */
export class AuroraDeleteService {
  readonly #config: AuroraDbConfig;
  readonly #stacks: DatabaseStackReader & DatabaseStackWriter;
  readonly #follower: StackFollower;
  readonly #runner: ChangeSetRunner;
  readonly #clusters: ClusterReader;

  constructor(parts: {
    config: AuroraDbConfig;
    stacks: DatabaseStackReader & DatabaseStackWriter;
    follower: StackFollower;
    runner: ChangeSetRunner;
    clusters: ClusterReader;
  }) {
    this.#config = parts.config;
    this.#stacks = parts.stacks;
    this.#follower = parts.follower;
    this.#runner = parts.runner;
    this.#clusters = parts.clusters;
  }

  /**
   * The database of an entity. Throws an InputError where the reference can't be one of ours, a NotFoundError where there is no such
   * database, and a ConflictError where the stack isn't ours.
   *
   * @param stackId - where it is known already: finds the stack after its deletion too
   */
  async find(entityRef: string, stackId?: string): Promise<DeletionTarget> {
    const { name, environment } = this.#parse(entityRef);
    const names = databaseNames(name, environment.name);
    const stack = await this.#stacks.describe(
      environment,
      stackId ?? names.stackName,
    );
    if (!stack) {
      throw new NotFoundError(
        `${names.entityRef} has no stack ${names.stackName} in account ${environment.accountId}: there is nothing to delete`,
      );
    }
    assertOurs(environment, name, stack);
    return { environment, name, names, stack };
  }

  /** Whether the last operation on the stack was begun by this very run, before it was interrupted. */
  async isOwnWork(
    { environment, names, stack }: DeletionTarget,
    runId: string,
    options: DeleteOptions,
  ): Promise<boolean> {
    const run = runToken(runId, { entityRef: names.entityRef, ...options });
    return (
      (await this.#follower.findLast(environment, stack, run)) !== undefined
    );
  }

  /**
   * Deletes a database. A run that is repeated goes on where it was interrupted.
   * Throws a ConflictError where protection is on or somebody else is at work, and an Error that explains the failure where AWS fails.
   */
  async delete(
    target: DeletionTarget,
    runId: string,
    options: DeleteOptions,
    context: OperationContext,
  ): Promise<void> {
    const { environment, names } = target;
    const { log } = context;
    const run = runToken(runId, { entityRef: names.entityRef, ...options });
    let { stack } = target;
    const state = stackState(names.stackName, stack.status);
    if (stack.status === 'DELETE_COMPLETE') {
      log(`${names.stackName} is deleted already`);
      return;
    }
    if (state.kind === 'busy') {
      const running = await this.#follower.findLast(environment, stack, run);
      if (!running) {
        throw new ConflictError(state.reason);
      }
      log(`Going on with what this task began on ${names.stackName}`);
      stack = await this.#runner.finish(running, context);
      if (running.kind === 'delete') {
        return;
      }
    }
    await this.#checkProtection({ ...target, stack }, options);
    if (options.dryRun) {
      log(
        `${names.stackName} would be deleted, ${options.finalSnapshot ? 'after a final snapshot of its data' : 'with all its data and without a snapshot'}`,
      );
      return;
    }
    stack = await this.#unlock(
      { ...target, stack },
      run,
      options,
      context,
    ).catch(error => {
      log(
        `${names.base} is not deleted. Where its protection is off already, deploying it again turns that on`,
      );
      throw error;
    });
    const { stackId, stackName } = stack;
    const token = operationToken(
      run,
      'delete',
      stack.updatedAt ?? stack.createdAt,
    );
    log(`Deleting ${stackName}`);
    await this.#stacks.deleteStack(environment, stackId, token);
    await context.onStackChange?.();
    await this.#runner.finish(
      { environment, stackId, stackName, kind: 'delete', token },
      context,
    );
    log(`${names.base} is deleted`);
  }

  #parse(entityRef: string): { name: string; environment: EnvironmentConfig } {
    const ref = parseEntityRef(
      fullEntityRef('entityRef', entityRef, 'resource'),
    );
    const at = ref.name.lastIndexOf('-');
    const name = databaseNameSchema.safeParse(ref.name.slice(0, at));
    const environmentName = environmentNames.find(
      candidate => environmentShortNames[candidate] === ref.name.slice(at + 1),
    );
    if (
      ref.kind !== 'resource' ||
      ref.namespace !== 'default' ||
      !name.success ||
      !environmentName
    ) {
      throw new InputError(
        `entityRef: ${entityRef} is no database of this portal: expected a reference such as resource:default/goal-mandala-dev`,
      );
    }
    return {
      name: name.data,
      environment: environmentConfig(this.#config, environmentName),
    };
  }

  /** Deleting the stack of a protected cluster would delete its instances before RDS refuses: so it is looked at before. */
  async #checkProtection(
    { environment, names, stack }: DeletionTarget,
    { disableProtection }: DeleteOptions,
  ): Promise<void> {
    const cluster = await this.#clusters.describe(
      environment,
      names.clusterIdentifier,
    );
    const isUpdatable =
      stackState(names.stackName, stack.status).kind === 'updatable';
    if (cluster?.deletionProtection && !isUpdatable) {
      throw new ConflictError(
        `Deletion protection of ${names.clusterIdentifier} is on, and its stack is in state ${stack.status}, so that it can't be switched off here. Switch it off in the RDS console (Modify) and delete again`,
      );
    }
    const protections = [
      ...(cluster?.deletionProtection
        ? [`deletion protection of ${names.clusterIdentifier}`]
        : []),
      ...(stack.terminationProtection
        ? [`termination protection of ${names.stackName}`]
        : []),
    ];
    if (protections.length > 0 && !disableProtection) {
      throw new ConflictError(
        `Not deleted: ${protections.join(' and ')} ${protections.length > 1 ? 'are' : 'is'} on. If the database shall go, tick "Switch deletion protection off" in the form (disableProtection: true)`,
      );
    }
  }

  /** Makes the stack one that can be deleted. */
  async #unlock(
    target: DeletionTarget,
    run: string,
    options: DeleteOptions,
    context: OperationContext,
  ): Promise<DatabaseStack> {
    const { environment, names } = target;
    let { stack } = target;
    if (stackState(names.stackName, stack.status).kind === 'updatable') {
      stack = await this.#prepare(target, run, options, context);
    } else {
      context.log(
        `${names.stackName} is in state ${stack.status}, in which only deleting is possible: its deletion policies stay as they are`,
      );
    }
    if (stack.terminationProtection) {
      await this.#stacks.setTerminationProtection(
        environment,
        stack.stackId,
        false,
      );
      context.log('Termination protection of the stack is off');
    }
    context.signal?.throwIfAborted();
    return stack;
  }

  /** Makes the deployed template one whose deletion is allowed and does what was asked for. */
  async #prepare(
    { environment, names, stack }: DeletionTarget,
    run: string,
    { finalSnapshot }: DeleteOptions,
    context: OperationContext,
  ): Promise<DatabaseStack> {
    const deployed = await this.#stacks.readTemplate(
      environment,
      stack.stackId,
    );
    const { template, changes, notes } = deletionTemplate(deployed, {
      finalSnapshot,
    });
    context.log(
      finalSnapshot
        ? `A final snapshot of ${names.clusterIdentifier} will be kept`
        : `No final snapshot: the data of ${names.clusterIdentifier} will be gone`,
    );
    for (const note of notes) {
      context.log(note);
    }
    if (changes.length === 0) {
      return stack;
    }
    for (const change of changes) {
      context.log(`Preparing: ${change}`);
    }
    const applied = await this.#runner.apply(
      {
        environment,
        stackName: names.stackName,
        existing: stack,
        template,
        tags: Object.fromEntries(
          Object.entries(stack.tags).filter(([key]) => !key.startsWith('aws:')),
        ),
        allowInstanceReplacement: false,
        run,
      },
      context,
      { dryRun: false },
    );
    return applied.stack ?? stack;
  }
}
