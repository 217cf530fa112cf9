import { randomUUID } from 'node:crypto';
import type { Collection, Scope, StateStore } from '../service/AwsService';
import { changeSetRecordSchema, type ChangeSetRecord } from './ChangeSetRecord';
import {
  stackEventSchema,
  stackRecordSchema,
  type StackEvent,
  type StackRecord,
} from './StackRecord';
import { validationError } from './validationError';

export type NewEvent = Pick<
  StackEvent,
  'LogicalResourceId' | 'ResourceType' | 'ResourceStatus'
> &
  Partial<
    Pick<
      StackEvent,
      'PhysicalResourceId' | 'ResourceStatusReason' | 'ResourceProperties'
    >
  >;

/** Is told of every event of a stack. */
export interface StackEventListener {
  onEvent(scope: Scope, stack: StackRecord, event: StackEvent): void;
}

/** Maximum number of deleted stacks, with their events, per account and region. */
const DELETED_STACKS_KEPT = 20;

/** Stacks, change sets and events on disk. */
export class StackStore {
  static async open(
    store: StateStore,
    listener: StackEventListener,
  ): Promise<StackStore> {
    return new StackStore(
      listener,
      await store.collection('cloudformation-stacks', stackRecordSchema),
      await store.collection(
        'cloudformation-change-sets',
        changeSetRecordSchema,
      ),
      await store.collection('cloudformation-events', stackEventSchema),
    );
  }

  readonly stacks: Collection<StackRecord>;
  readonly changeSets: Collection<ChangeSetRecord>;
  readonly #events: Collection<StackEvent>;
  readonly #listener: StackEventListener;
  #sequence: number;

  private constructor(
    listener: StackEventListener,
    stacks: Collection<StackRecord>,
    changeSets: Collection<ChangeSetRecord>,
    events: Collection<StackEvent>,
  ) {
    this.#listener = listener;
    this.stacks = stacks;
    this.changeSets = changeSets;
    this.#events = events;
    this.#sequence = Math.max(
      0,
      ...events.all().map(({ value }) => value.sequence),
    );
  }

  /** Finds a stack by id, or by name if it is not deleted. */
  find(scope: Scope, nameOrId: string): StackRecord | undefined {
    if (nameOrId.startsWith('arn:')) {
      return this.stacks.get(scope, nameOrId);
    }
    return this.stacks
      .list(scope)
      .find(
        ({ stackName, status }) =>
          stackName === nameOrId && status !== 'DELETE_COMPLETE',
      );
  }

  get(scope: Scope, nameOrId: string): StackRecord {
    const stack = this.find(scope, nameOrId);
    if (!stack) {
      throw validationError(`Stack with id ${nameOrId} does not exist`);
    }
    return stack;
  }

  /**
   * Changes a copy of the stack and stores it without waiting in between. The events are on disk
   * before the change: after a crash, an event may appear twice but is never lost.
   */
  async change(
    scope: Scope,
    stackId: string,
    mutate: (stack: StackRecord) => void,
    ...events: NewEvent[]
  ): Promise<StackRecord> {
    await this.#emit(scope, this.get(scope, stackId), events);
    const stack = structuredClone(this.get(scope, stackId));
    mutate(stack);
    await this.stacks.put(scope, stackId, stack);
    return stack;
  }

  /**
   * Assigns an operation to a stack. The change is visible before anything waits, so that the
   * second of two concurrent requests is refused.
   */
  async changeThenTell(
    scope: Scope,
    stackId: string,
    mutate: (stack: StackRecord) => void,
    tell: (stack: StackRecord) => NewEvent | undefined,
  ): Promise<void> {
    const stack = structuredClone(this.get(scope, stackId));
    mutate(stack);
    const event = tell(stack);
    await Promise.all([
      this.stacks.put(scope, stackId, stack),
      ...(event ? [this.#emit(scope, stack, [event])] : []),
    ]);
  }

  async add(scope: Scope, stack: StackRecord, event?: NewEvent): Promise<void> {
    await Promise.all([
      this.stacks.put(scope, stack.stackId, stack),
      ...(event ? [this.#emit(scope, stack, [event])] : []),
    ]);
  }

  /** Newest first. */
  events(scope: Scope, stackId: string): StackEvent[] {
    const own = this.#events
      .list(scope)
      .filter(event => event.StackId === stackId);
    return own.sort((a, b) => b.sequence - a.sequence);
  }

  async #emit(
    scope: Scope,
    stack: StackRecord,
    events: readonly NewEvent[],
  ): Promise<void> {
    const complete = events.map((event): StackEvent => {
      this.#sequence += 1;
      return {
        EventId: `${event.LogicalResourceId}-${randomUUID()}`,
        sequence: this.#sequence,
        StackId: stack.stackId,
        StackName: stack.stackName,
        Timestamp: new Date().toISOString(),
        ClientRequestToken: stack.operation?.clientRequestToken,
        ...event,
      };
    });
    await Promise.all(
      complete.map(event => this.#events.put(scope, event.EventId, event)),
    );
    complete.forEach(event => this.#listener.onEvent(scope, stack, event));
  }

  changeSetsOf(scope: Scope, stackId: string): ChangeSetRecord[] {
    return this.changeSets
      .list(scope)
      .filter(changeSet => changeSet.stackId === stackId);
  }

  async dropChangeSets(scope: Scope, stackId: string): Promise<void> {
    await Promise.all(
      this.changeSetsOf(scope, stackId).map(({ changeSetId }) =>
        this.changeSets.delete(scope, changeSetId),
      ),
    );
  }

  /**
   * AWS forgets deleted stacks after 90 days. Here the oldest also go, so that the files stay
   * small.
   */
  async forgetOldDeletions(scope: Scope): Promise<void> {
    const old = this.stacks
      .list(scope)
      .filter(({ status }) => status === 'DELETE_COMPLETE')
      .sort((a, b) =>
        (b.deletionTime ?? '').localeCompare(a.deletionTime ?? ''),
      )
      .slice(DELETED_STACKS_KEPT);
    await Promise.all(
      old.flatMap(({ stackId }) => [
        this.stacks.delete(scope, stackId),
        ...this.events(scope, stackId).map(({ EventId }) =>
          this.#events.delete(scope, EventId),
        ),
      ]),
    );
  }

  async clear(): Promise<void> {
    await Promise.all([
      this.stacks.clear(),
      this.changeSets.clear(),
      this.#events.clear(),
    ]);
  }
}

/** An event of the stack itself. */
export function stackEvent(
  { stackName, stackId }: StackRecord,
  status: string,
  reason?: string,
): NewEvent {
  return {
    LogicalResourceId: stackName,
    PhysicalResourceId: stackId,
    ResourceType: 'AWS::CloudFormation::Stack',
    ResourceStatus: status,
    ResourceStatusReason: reason,
  };
}
