import type { PlannedChange } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { EnvironmentConfig } from './EnvironmentConfig';

/** What a change set is made from. */
export interface ChangeSetRequest {
  stackName: string;
  changeSetName: string;
  /** Requests with the same token make one change set. */
  token: string;
  /** Whether the stack is made by it; it is deleted again when that fails. */
  create: boolean;
  /** JSON */
  template: string;
  tags: Record<string, string>;
}

/** A changed property as CloudFormation sees it. */
export interface ChangedProperty {
  name: string;
  /** Whether changing it means a new resource. `conditional`: it depends on the value, or on another resource. */
  replacement: 'always' | 'conditional' | 'never';
}

/** A change of a change set with what the guard needs to know of it. */
export interface ResourceChange extends Omit<
  PlannedChange,
  'properties' | 'allowed'
> {
  properties: ChangedProperty[];
  /** Whether the resource as a whole is replaced. */
  replacement: 'always' | 'conditional' | 'never';
}

/** A change set that is made, or failed to be. */
export interface ChangeSet {
  id: string;
  stackId: string;
  /** CloudFormation's status, e.g. `CREATE_COMPLETE`. */
  status: string;
  statusReason?: string;
  createdAt: Date;
  /** E.g. `AVAILABLE`, `EXECUTE_COMPLETE`. */
  executionStatus?: string;
  /** Of the stack, once it is carried out. */
  tags: Record<string, string>;
  changes: ResourceChange[];
}

/** A stack event, in our words. */
export interface StackProgress {
  id: string;
  at: Date;
  /** Logical id. */
  resource: string;
  type: string;
  status: string;
  reason?: string;
  /** Whether it is about the stack itself. */
  ofStack: boolean;
  /** Of the operation that it belongs to. */
  token?: string;
}

/**
 * Writes stacks of an environment's account and region. What can't be done in a stack's present state throws a ConflictError with
 * CloudFormation's reason, and a quota that is used up a QuotaExceededError.
 */
export interface DatabaseStackWriter {
  /** Idempotent: a change set of that name that exists already is the one. */
  createChangeSet(
    environment: EnvironmentConfig,
    request: ChangeSetRequest,
  ): Promise<{ id: string; stackId: string }>;
  /** With every page of its changes; undefined where there is none. */
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
   * Events, newest first, none of a stack that isn't shown, until `isEnough` is true for one (which is the last that is answered) or none is left.
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
  /** The template of the stack as it was last deployed, as JSON. */
  readTemplate(
    environment: EnvironmentConfig,
    stackId: string,
  ): Promise<string>;
}
