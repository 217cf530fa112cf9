import type { MessageCode } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { IamConditions } from './IamPolicy';

/** A row of the table that every policy is generated from. */
export interface IamGrant {
  sid: string;
  /** Why the portal needs it and what limits it, in one or two sentences. */
  why: string;
  actions: readonly string[];
  resources: readonly string[];
  conditions?: IamConditions;
  /**
   * True if a condition on the calling service, such as `iam:PassedToService`, already limits the
   * grant. AWS does not document whether such a call also carries `aws:CalledVia`.
   */
  namesItsService?: boolean;
  /** What the portal does not show without the grant. Absent if the portal needs it. */
  withoutIt?: MessageCode;
}
