import { randomUUID } from 'node:crypto';
import type {
  RequestContext,
  Scope,
  ServiceDirectory,
} from '../service/AwsService';
import { textOfScalars } from '../service/textOfScalars';
import { readSsmReference } from './readSsmReference';
import {
  resolveDynamicReferences,
  resolveTags,
  type ReferenceReader,
} from './resolveDynamicReferences';
import type { ResourceRequest } from './resources/ResourceType';
import { resourceType } from './resources/resourceTypes';
import { stringMember } from './resources/stringMember';
import type {
  ResourceRecord,
  StackOperation,
  StackRecord,
} from './StackRecord';
import type { NewEvent, StackStore } from './StackStore';
import { isSameValue } from './template/isSameValue';

export interface RequestParts {
  record: ResourceRecord;
  previousProperties?: ResourceRecord['properties'];
  previousTags?: ResourceRecord['tags'];
  resumed: boolean;
  initiated?(physicalId: string): Promise<void>;
}

/** A stack during an operation: its state, its signals and its calls to the services. */
export class StackRun {
  readonly scope: Scope;
  readonly stackId: string;
  readonly store: StackStore;
  readonly services: ServiceDirectory;
  readonly #stop: AbortSignal;
  #cancel = new AbortController();

  constructor(options: {
    scope: Scope;
    stackId: string;
    store: StackStore;
    services: ServiceDirectory;
    stop: AbortSignal;
  }) {
    this.scope = options.scope;
    this.stackId = options.stackId;
    this.store = options.store;
    this.services = options.services;
    this.#stop = options.stop;
  }

  get stack(): StackRecord {
    return this.store.get(this.scope, this.stackId);
  }

  get operation(): StackOperation {
    const { operation } = this.stack;
    if (!operation) {
      throw new Error(`Nothing runs on ${this.stackId}.`);
    }
    return operation;
  }

  /** As {@link operation}; undefined after the operation. */
  get current(): StackOperation | undefined {
    return this.store.find(this.scope, this.stackId)?.operation;
  }

  get stopped(): boolean {
    return this.#stop.aborted;
  }

  get cancelled(): boolean {
    return this.#cancel.signal.aborted;
  }

  /** Ends the waits of the current phase. */
  cancel(): void {
    this.#cancel.abort();
  }

  /** Each phase has its own cancellation. */
  enterPhase(): void {
    this.#cancel = new AbortController();
  }

  change(
    mutate: (stack: StackRecord, operation: StackOperation) => void,
    ...events: NewEvent[]
  ): Promise<StackRecord> {
    return this.store.change(
      this.scope,
      this.stackId,
      stack => {
        if (stack.operation) {
          mutate(stack, stack.operation);
        }
      },
      ...events,
    );
  }

  /** Stores a resource and the other changes of the same step, and writes an event. */
  async putResource(
    record: ResourceRecord,
    also?: (stack: StackRecord, operation: StackOperation) => void,
  ): Promise<void> {
    await this.change((stack, operation) => {
      stack.resources[record.logicalId] = record;
      also?.(stack, operation);
    }, resourceEvent(record));
  }

  /**
   * As {@link putResource}, for an existing resource. Writes an event only if the status changes.
   */
  async changeResource(
    logicalId: string,
    change: Partial<ResourceRecord>,
    also?: (stack: StackRecord, operation: StackOperation) => void,
  ): Promise<void> {
    const current = this.stack.resources[logicalId];
    if (!current) {
      throw new Error(`Resource ${logicalId} has left stack ${this.stackId}.`);
    }
    const next = {
      ...current,
      statusReason: undefined,
      ...change,
      timestamp: new Date().toISOString(),
    };
    if (change.status !== undefined) {
      await this.putResource(next, also);
      return;
    }
    await this.change((stack, operation) => {
      stack.resources[logicalId] = next;
      also?.(stack, operation);
    });
  }

  async request({
    record,
    previousProperties,
    previousTags,
    resumed,
    initiated,
  }: RequestParts): Promise<ResourceRequest> {
    const { stackName, stackId } = this.stack;
    const context = this.context();
    const { service } = resourceType(record.type);
    const callService: ResourceRequest['callService'] = (
      name,
      operation,
      input,
    ) => {
      const schema = this.services.inputOf(name, operation);
      const sent = asSent(name, input);
      return this.services.call(
        name,
        operation,
        schema ? textOfScalars(schema, sent) : sent,
        context,
      );
    };
    const references: ReferenceReader = {
      secret: async (SecretId, version) =>
        stringMember(
          await callService('secretsmanager', 'GetSecretValue', {
            SecretId,
            ...version,
          }),
          'SecretString',
        ),
      parameter: (name, isSecure) =>
        readSsmReference(callService, name, isSecure),
    };
    return {
      logicalId: record.logicalId,
      stackName,
      stackId,
      name: record.name ?? '',
      physicalId: record.physicalId ?? '',
      properties: await resolveDynamicReferences(record.properties, references),
      previousProperties: previousProperties ?? {},
      changed: property =>
        !isSameValue(
          record.properties[property],
          previousProperties?.[property],
        ),
      tags: await resolveTags(
        record.tags,
        this.operation.target?.tags ?? [],
        references,
      ),
      previousTags: previousTags ?? [],
      token: record.token,
      resumed,
      signal: AbortSignal.any([this.#stop, this.#cancel.signal]),
      context,
      callService,
      call: (operation, input) => callService(service, operation, input),
      initiated: initiated ?? (async () => {}),
    };
  }

  context(): RequestContext {
    return {
      ...this.scope,
      requestId: randomUUID(),
      principalArn: this.operation.principalArn,
    };
  }
}

export function resourceEvent(
  record: ResourceRecord,
  status = record.status,
  reason = record.statusReason,
): NewEvent {
  return {
    LogicalResourceId: record.logicalId,
    PhysicalResourceId: record.physicalId ?? '',
    ResourceType: record.type,
    ResourceStatus: status,
    ResourceStatusReason: reason,
    ResourceProperties: status.startsWith('DELETE')
      ? undefined
      : JSON.stringify(record.shownProperties ?? record.properties),
  };
}

/** The input as the service gets it: the protocol of RDS cannot send an empty structure. */
function asSent(
  service: string,
  input: Record<string, unknown>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(input).filter(
      ([, value]) =>
        value !== undefined && !(service === 'rds' && isEmptyStructure(value)),
    ),
  );
}

function isEmptyStructure(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.keys(value).length === 0
  );
}
