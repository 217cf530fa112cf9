import type { Health } from '@aurora-db/backstage-plugin-aurora-db-common';

/**
 * Whether AWS returned nothing about a database, not even its status. Only the reasons are
 * meaningful then.
 */
export function isUnread({ status }: Health): boolean {
  return status === 'unknown';
}
