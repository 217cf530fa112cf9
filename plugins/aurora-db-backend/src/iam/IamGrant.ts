import type { IamConditions } from './IamPolicy';

/** A row of the table from which every policy is generated. */
export interface IamGrant {
  sid: string;
  /** Why it is needed and what limits it, in a sentence or two. */
  why: string;
  actions: readonly string[];
  resources: readonly string[];
  conditions?: IamConditions;
  /**
   * True if a condition on the calling service, such as `iam:PassedToService`, limits the grant already. Whether such a call carries
   * `aws:CalledVia` too is not documented.
   */
  namesItsService?: boolean;
}
