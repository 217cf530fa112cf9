import type { PlannedChange } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { EnvironmentConfig } from './EnvironmentConfig';

/** The inputs of a change set. */
export interface ChangeSetRequest {
  stackName: string;
  changeSetName: string;
  /** CloudFormation makes one change set for all requests with the same token. */
  token: string;
  /**
   * Whether the change set creates the stack. CloudFormation deletes the stack if the creation
   * fails.
   */
  create: boolean;
  /** JSON */
  template: string;
  tags: Record<string, string>;
}

/** A changed property, as CloudFormation describes it. */
interface ChangedProperty {
  name: string;
  /**
   * Whether the change replaces the resource. `conditional`: it depends on the value or on another
   * resource.
   */
  replacement: 'always' | 'conditional' | 'never';
}

/** A change of a change set, with the properties that `judgeChanges` needs. */
export interface ResourceChange extends Omit<
  PlannedChange,
  'properties' | 'allowed'
> {
  properties: ChangedProperty[];
  /** Whether CloudFormation replaces the resource. */
  replacement: 'always' | 'conditional' | 'never';
}

/** A change set. */
export interface ChangeSet {
  id: string;
  stackId: string;
  /** CloudFormation's status, e.g. `CREATE_COMPLETE`. */
  status: string;
  statusReason?: string;
  createdAt: Date;
  /** E.g. `AVAILABLE`, `EXECUTE_COMPLETE`. */
  executionStatus?: string;
  /** The stack's tags after the execution. */
  tags: Record<string, string>;
  changes: ResourceChange[];
}

/** A stack event. */
export interface StackProgress {
  id: string;
  at: Date;
  /** Logical id. */
  resource: string;
  type: string;
  status: string;
  reason?: string;
  /** Whether the event is about the stack itself. */
  ofStack: boolean;
  /** Token of the operation that the event belongs to. */
  token?: string;
}

/**
 * Writes stacks of an environment's account and region. Methods throw a ConflictError with
 * CloudFormation's reason if the stack's status does not allow the call, and a QuotaExceededError
 * if a quota is used up.
 */
export interface DatabaseStackWriter {
  /** Idempotent: an existing change set with that name counts as the result. */
  createChangeSet(
    environment: EnvironmentConfig,
    request: ChangeSetRequest,
  ): Promise<{ id: string; stackId: string }>;
  /** Returns the change set with all its changes; undefined if there is none. */
  describeChangeSet(
    environment: EnvironmentConfig,
    stack: string,
    changeSet: string,
  ): Promise<ChangeSet | undefined>;
  executeChangeSet(
    environment: EnvironmentConfig,
    changeSetId: string,
    token: string,
  ): Promise<void>;
  deleteChangeSet(
    environment: EnvironmentConfig,
    changeSetId: string,
  ): Promise<void>;
  /**
   * Returns events, newest first. Stops after the first event for which `isEnough` is true. Returns
   * none if CloudFormation does not show the stack.
   */
  readEvents(
    environment: EnvironmentConfig,
    stackId: string,
    isEnough: (event: StackProgress) => boolean,
  ): Promise<StackProgress[]>;
  cancelUpdate(
    environment: EnvironmentConfig,
    stackId: string,
    token: string,
  ): Promise<void>;
  deleteStack(
    environment: EnvironmentConfig,
    stackId: string,
    token: string,
  ): Promise<void>;
  setTerminationProtection(
    environment: EnvironmentConfig,
    stackId: string,
    enabled: boolean,
  ): Promise<void>;
  /** Returns the template of the last deploy, as JSON. */
  readTemplate(
    environment: EnvironmentConfig,
    stackId: string,
  ): Promise<string>;
}
