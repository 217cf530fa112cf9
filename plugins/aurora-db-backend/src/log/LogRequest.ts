import type { LogKind } from '@aurora-db/backstage-plugin-aurora-db-common';

/** What a user asks of the log. */
export interface LogRequest {
  kind: LogKind;
  /** ISO time. By default, an hour before `to`. */
  from?: string;
  /** ISO time. By default, now. */
  to?: string;
  /** Plain text. */
  search?: string;
  /** Of the page before, with the same other values. */
  next?: string;
}
