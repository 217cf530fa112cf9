import { ConflictError } from '@backstage/errors';
import type { EnvironmentConfig } from '../../ports/EnvironmentConfig';
import type {
  DatabaseStack,
  DatabaseStackReader,
} from '../../ports/DatabaseStacks';
import type {
  ChangeSet,
  ChangeSetRequest,
  DatabaseStackWriter,
  ResourceChange,
  StackProgress,
} from '../../ports/DatabaseStackWriter';
import { keptResourcesOf } from '../../deploy/deletion/keptResourcesOf';

interface Held {
  stack: DatabaseStack;
  template: string;
  events: StackProgress[];
  changeSets: Map<
    string,
    {
      request: ChangeSetRequest;
      changeSet: ChangeSet;
      /** Token with which it is carried out. */
      token?: string;
    }
  >;
  /** What is going on: it ends at a later look. */
  ending?: { status: string; token: string; looks: number };
}

/**
 * Stacks in memory, for the order of calls and for moments that are hard to hit with a real
 * endpoint. A database is one resource, `Cluster`. An operation ends at the second look.
 */
export class FakeStacks implements DatabaseStackReader, DatabaseStackWriter {
  /** What was written, e.g. `execute create goal-mandala-dev-database`. */
  readonly calls: string[] = [];
  /** Changes that the next change sets show; if absent, one modification of Cluster. */
  nextChanges: ResourceChange[] | undefined;
  /** Reason for which change sets can't be made. */
  failChangeSets: string | undefined;
  /** Reason for which the next operation fails. */
  failNext: string | undefined;
  /** Whether operations, or creations alone, go on for ever. */
  hold: boolean | 'creations' = false;
  /** Whether change sets are being made for ever. */
  holdChangeSets = false;
  /** Called before a write is done; may throw. */
  onCall: (call: string) => void = () => {};
  /** Called when a deletion that succeeds takes a final snapshot. */
  onFinalSnapshot: (stackName: string, at: Date) => void = () => {};
  readonly #held: Held[] = [];
  #clock = Date.parse('2026-11-23T00:00:00Z');

  /** A stack that exists already. */
  add(stack: DatabaseStack, template = '{"Resources":{}}'): void {
    this.#held.push({ stack, template, events: [], changeSets: new Map() });
  }

  /** Changes a stack as if another user did it in CloudFormation. */
  replace(stack: DatabaseStack): void {
    this.#get(stack.stackId).stack = stack;
  }

  holds(stackId: string): boolean {
    return this.#find(stackId) !== undefined;
  }

  async describe(
    _environment: EnvironmentConfig,
    stackNameOrId: string,
  ): Promise<DatabaseStack | undefined> {
    const held = this.#find(stackNameOrId);
    if (!held) {
      return undefined;
    }
    this.#look(held);
    return held.stack.status === 'DELETE_COMPLETE' &&
      stackNameOrId !== held.stack.stackId
      ? undefined
      : { ...held.stack };
  }

  async list(): Promise<DatabaseStack[]> {
    return this.#held.map(({ stack }) => stack);
  }

  async createChangeSet(
    environment: EnvironmentConfig,
    request: ChangeSetRequest,
  ): Promise<{ id: string; stackId: string }> {
    this.#called(`change set ${request.create ? 'create' : 'update'}`);
    let held = this.#find(request.stackName);
    if (!held && !request.create) {
      throw new Error(`Stack [${request.stackName}] does not exist`);
    }
    if (!held) {
      const stackId = `arn:aws:cloudformation:${environment.region}:${environment.accountId}:stack/${request.stackName}/${this.#held.length}`;
      this.add({
        stackId,
        stackName: request.stackName,
        status: 'REVIEW_IN_PROGRESS',
        createdAt: this.#now(),
        tags: {},
        outputs: {},
        terminationProtection: false,
      });
      held = this.#get(stackId);
    }
    const { stackId } = held.stack;
    const id = `${stackId}#${request.changeSetName}`;
    const isNew = held.stack.status === 'REVIEW_IN_PROGRESS';
    if (!held.changeSets.has(id) && (held.ending || isNew !== request.create)) {
      throw new ConflictError(
        `Stack is in ${held.stack.status} state and can not be ${request.create ? 'created' : 'updated'}`,
      );
    }
    const unchanged =
      !request.create &&
      held.template === request.template &&
      JSON.stringify(held.stack.tags) === JSON.stringify(request.tags);
    const failure = unchanged
      ? "The submitted information didn't contain changes. Submit different information to create a change set."
      : this.failChangeSets;
    if (!held.changeSets.has(id)) {
      held.changeSets.set(id, {
        request,
        changeSet: {
          id,
          stackId,
          createdAt: this.#now(),
          status: failure ? 'FAILED' : 'CREATE_COMPLETE',
          statusReason: failure,
          executionStatus: failure ? 'UNAVAILABLE' : 'AVAILABLE',
          tags: request.tags,
          changes: this.nextChanges ?? [
            {
              action: request.create ? 'add' : 'modify',
              resource: 'Cluster',
              type: 'AWS::RDS::DBCluster',
              replacement: 'never',
              properties: [],
            },
          ],
        },
      });
    }
    return { id, stackId };
  }

  async describeChangeSet(
    _environment: EnvironmentConfig,
    stack: string,
    changeSet: string,
  ): Promise<ChangeSet | undefined> {
    const held = this.#find(stack);
    const found = [...(held?.changeSets.values() ?? [])].find(
      ({ changeSet: { id }, request: { changeSetName } }) =>
        id === changeSet || changeSetName === changeSet,
    );
    return (
      found && {
        ...found.changeSet,
        ...(this.holdChangeSets && { status: 'CREATE_IN_PROGRESS' }),
      }
    );
  }

  async executeChangeSet(
    _environment: EnvironmentConfig,
    changeSetId: string,
    token: string,
  ): Promise<void> {
    const held = this.#get(changeSetId.split('#')[0] ?? '');
    const found = held.changeSets.get(changeSetId);
    if (found?.token === token) {
      return;
    }
    if (
      !found ||
      held.ending ||
      found.changeSet.executionStatus !== 'AVAILABLE'
    ) {
      throw new ConflictError(`Stack is in ${held.stack.status} state`);
    }
    const { request, changeSet } = found;
    const kind = request.create ? 'CREATE' : 'UPDATE';
    this.#called(`execute ${kind.toLowerCase()}`);
    changeSet.executionStatus = 'EXECUTE_IN_PROGRESS';
    // CloudFormation drops the other change sets of a stack when it begins with one.
    held.changeSets.clear();
    held.changeSets.set(changeSetId, { ...found, token });
    held.stack.updatedAt = this.#now();
    const failure = this.failNext;
    if (!failure) {
      held.template = request.template;
    }
    if (!failure || request.create) {
      held.stack.tags = request.tags;
    }
    this.failNext = undefined;
    this.#begin(held, kind, token);
    if (failure) {
      this.#event(held, token, 'Cluster', `${kind}_FAILED`, failure);
    }
    const undone = request.create
      ? 'DELETE_COMPLETE'
      : 'UPDATE_ROLLBACK_COMPLETE';
    held.ending = {
      status: failure ? undone : `${kind}_COMPLETE`,
      token,
      looks: 2,
    };
  }

  async deleteChangeSet(
    _environment: EnvironmentConfig,
    changeSetId: string,
  ): Promise<void> {
    this.#called('delete change set');
    this.#get(changeSetId.split('#')[0] ?? '').changeSets.delete(changeSetId);
  }

  async readEvents(
    _environment: EnvironmentConfig,
    stackId: string,
    isEnough: (event: StackProgress) => boolean,
  ): Promise<StackProgress[]> {
    const newestFirst = [...this.#get(stackId).events].reverse();
    const last = newestFirst.findIndex(isEnough);
    return last === -1 ? newestFirst : newestFirst.slice(0, last + 1);
  }

  async cancelUpdate(
    _environment: EnvironmentConfig,
    stackId: string,
  ): Promise<void> {
    this.#called('cancel update');
    this.#get(stackId).stack.status = 'UPDATE_ROLLBACK_IN_PROGRESS';
  }

  async deleteStack(
    _environment: EnvironmentConfig,
    stackId: string,
    token: string,
  ): Promise<void> {
    const held = this.#get(stackId);
    if (held.stack.status === 'DELETE_COMPLETE') {
      return;
    }
    if (held.stack.terminationProtection) {
      throw new ConflictError('TerminationProtection is enabled');
    }
    this.#called('delete stack');
    held.changeSets.clear();
    const failure = this.failNext;
    this.failNext = undefined;
    this.#begin(held, 'DELETE', token);
    if (failure) {
      this.#event(held, token, 'Cluster', 'DELETE_FAILED', failure);
    } else if (keptResourcesOf(held.template).snapshot) {
      this.onFinalSnapshot(held.stack.stackName, this.#now());
    }
    held.ending = {
      status: failure ? 'DELETE_FAILED' : 'DELETE_COMPLETE',
      token,
      looks: 2,
    };
  }

  async setTerminationProtection(
    _environment: EnvironmentConfig,
    stackId: string,
    enabled: boolean,
  ): Promise<void> {
    this.#called(`termination protection ${enabled ? 'on' : 'off'}`);
    this.#get(stackId).stack.terminationProtection = enabled;
  }

  async readTemplate(
    _environment: EnvironmentConfig,
    stackId: string,
  ): Promise<string> {
    return this.#get(stackId).template;
  }

  #called(call: string): void {
    this.onCall(call);
    this.calls.push(call);
  }

  #begin(held: Held, kind: string, token: string): void {
    held.stack.status = `${kind}_IN_PROGRESS`;
    this.#event(held, token, held.stack.stackName, held.stack.status);
    this.#event(held, token, 'Cluster', `${kind}_IN_PROGRESS`);
  }

  #look(held: Held): void {
    const { ending } = held;
    const isHeld =
      this.hold === 'creations'
        ? held.stack.status === 'CREATE_IN_PROGRESS'
        : this.hold;
    if (!ending || isHeld) {
      return;
    }
    ending.looks -= 1;
    if (ending.looks > 0) {
      return;
    }
    held.ending = undefined;
    held.stack.status = ending.status;
    this.#event(held, ending.token, held.stack.stackName, ending.status);
  }

  #event(
    held: Held,
    token: string,
    resource: string,
    status: string,
    reason?: string,
  ): void {
    const ofStack = resource === held.stack.stackName;
    held.events.push({
      id: String(held.events.length),
      at: this.#now(),
      resource,
      type: ofStack ? 'AWS::CloudFormation::Stack' : 'AWS::RDS::DBCluster',
      status,
      reason,
      ofStack,
      token,
    });
  }

  #find(stackNameOrId: string): Held | undefined {
    return this.#held.findLast(
      ({ stack }) =>
        stack.stackId === stackNameOrId ||
        (stack.stackName === stackNameOrId &&
          stack.status !== 'DELETE_COMPLETE'),
    );
  }

  #get(stackId: string): Held {
    const held = this.#find(stackId);
    if (!held) {
      throw new ConflictError(`Stack [${stackId}] does not exist`);
    }
    return held;
  }

  #now(): Date {
    this.#clock += 1_000;
    return new Date(this.#clock);
  }
}
