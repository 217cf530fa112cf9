import type { Message } from '@aurora-db/backstage-plugin-aurora-db-common';

/** What one look before a deploy or a restore found. */
export interface PreflightResult {
  /** What was looked at, e.g. `credentials`, `network`, `leftovers`. */
  check: string;
  ok: boolean;
  message: Message;
}
