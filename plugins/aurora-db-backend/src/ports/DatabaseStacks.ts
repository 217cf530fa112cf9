import type { EnvironmentConfig } from './EnvironmentConfig';

/** A CloudFormation stack, in our words. */
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
  /** A stack by name (a deleted one is absent) or id; undefined where there is none. */
  describe(
    environment: EnvironmentConfig,
    stackNameOrId: string,
  ): Promise<DatabaseStack | undefined>;
  /** Every stack that carries our tags for this environment, at one AWS call a page of stacks. */
  list(environment: EnvironmentConfig): Promise<DatabaseStack[]>;
}
