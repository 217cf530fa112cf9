import type { Health } from '@aurora-db/backstage-plugin-aurora-db-common';

/** Whether AWS told nothing of a database, not even its status: only the reasons mean something then. */
export function isUnread({ status }: Health): boolean {
  return status === 'unknown';
}
