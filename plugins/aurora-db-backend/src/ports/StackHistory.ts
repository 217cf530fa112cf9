import type { EnvironmentConfig } from './EnvironmentConfig';

/** A database's stack that is being deleted or is gone. */
export interface DeletedStack {
  stackId: string;
  stackName: string;
  deletedAt?: Date;
  /** Entity reference of the source if the database was restored. */
  restoredFrom?: string;
}

/** A stack that exists only for a change set that was not executed. */
export interface ReviewedStack {
  stackId: string;
  stackName: string;
  createdAt: Date;
}

/**
 * Reads stacks without resources: deleted stacks, which CloudFormation remembers for 90 days, and
 * stacks that were never created.
 */
export interface StackHistoryReader {
  /** Returns the stacks of databases whose deletion started after `since`, the newest first. */
  listDeleted(
    environment: EnvironmentConfig,
    since: Date,
  ): Promise<DeletedStack[]>;
  /** Returns all stacks in status REVIEW_IN_PROGRESS, including those of other tools. */
  listReviewed(environment: EnvironmentConfig): Promise<ReviewedStack[]>;
}
