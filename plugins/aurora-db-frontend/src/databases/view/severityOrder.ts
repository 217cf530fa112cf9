import type { Severity } from '@aurora-db/backstage-plugin-aurora-db-common';

/** The severities, the worst first. */
export const severityOrder: readonly Severity[] = [
  'critical',
  'warning',
  'unknown',
  'ok',
];
