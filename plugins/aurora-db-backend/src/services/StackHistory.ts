import type { EnvironmentConfig } from '../config/readConfig';

/** A database's stack that is being deleted or gone. */
export interface DeletedStack {
  stackId: string;
  stackName: string;
  deletedAt?: Date;
  /** Entity reference of the database that it was restored from. */
  restoredFrom?: string;
}

/** Reads what CloudFormation remembers of stacks that are gone: for 90 days. */
export interface StackHistoryReader {
  /** Stacks of databases whose deletion began after `since`, the newest first. */
  listDeleted(
    environment: EnvironmentConfig,
    since: Date,
  ): Promise<DeletedStack[]>;
}
