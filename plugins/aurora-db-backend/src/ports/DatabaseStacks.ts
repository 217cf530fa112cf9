import type { EnvironmentConfig } from './EnvironmentConfig';

/** A CloudFormation stack. */
export interface DatabaseStack {
  stackId: string;
  stackName: string;
  /** CloudFormation's StackStatus, e.g. `UPDATE_COMPLETE`. */
  status: string;
  statusReason?: string;
  createdAt: Date;
  updatedAt?: Date;
  tags: Record<string, string>;
  outputs: Record<string, string>;
  terminationProtection: boolean;
}

/** Reads stacks of an environment's account and region. */
export interface DatabaseStackReader {
  /** Finds a stack by id, or by name if it is not deleted. Returns undefined if there is none. */
  describe(
    environment: EnvironmentConfig,
    stackNameOrId: string,
  ): Promise<DatabaseStack | undefined>;
  /**
   * Returns every stack that has the portal's tags for this environment. Makes one call per page of
   * stacks.
   */
  list(environment: EnvironmentConfig): Promise<DatabaseStack[]>;
}
