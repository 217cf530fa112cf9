import type { EnvironmentConfig } from './EnvironmentConfig';

/** A database's stack that is being deleted or gone. */
export interface DeletedStack {
  stackId: string;
  stackName: string;
  deletedAt?: Date;
  /** Entity reference of the database that it was restored from. */
  restoredFrom?: string;
}

/** A stack that exists only for a change set that was never carried out. */
export interface ReviewedStack {
  stackId: string;
  stackName: string;
  createdAt: Date;
}

/** Reads stacks that hold nothing: those that are gone, which CloudFormation remembers for 90 days, and those that never came to be. */
export interface StackHistoryReader {
  /** Stacks of databases whose deletion began after `since`, the newest first. */
  listDeleted(
    environment: EnvironmentConfig,
    since: Date,
  ): Promise<DeletedStack[]>;
  /** Stacks in state REVIEW_IN_PROGRESS, whoever's they are. */
  listReviewed(environment: EnvironmentConfig): Promise<ReviewedStack[]>;
}
