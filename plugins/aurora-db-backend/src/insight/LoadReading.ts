import type { Message } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { InstanceLoad, StatementLoad } from '../ports/LoadReader';

/** The load of one instance over a range. Texts of statements have no values. */
export interface InstanceReading {
  /** RDS's identifier. */
  instanceId: string;
  /** Such as `db.serverless` or `db.r6g.large`. Absent if RDS did not name it. */
  instanceClass?: string;
  readAt: Date;
  load: InstanceLoad;
  /**
   * The statements with the greatest load, the greatest first. Absent if they were not read yet.
   */
  statements?: StatementLoad[];
}

/** The load of a database over a range. */
export interface LoadReading {
  /** When the oldest of the readings was read. */
  asOf: Date;
  /** The instances whose load is known. */
  instances: InstanceReading[];
  /** Why the load of the database, or of some instances, is unknown. */
  problems: Message[];
}
