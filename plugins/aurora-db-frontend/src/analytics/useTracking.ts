import { useAnalytics } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';

/** What users do with databases. The README lists them with their subjects and attributes. */
export type TrackedAction =
  | 'openSnapshot'
  | 'takeSnapshot'
  | 'openRestore'
  | 'planRestore'
  | 'restore'
  | 'deleteSnapshot'
  | 'planDeploy'
  | 'selectRange'
  | 'refresh'
  | 'openStatement'
  | 'readStatementTexts'
  | 'openTemplate'
  | 'exportDatabases'
  | 'readLog';

/**
 * Returns a function that sends an event to the portal's analytics. Attributes are names of choices,
 * never what a user typed.
 */
export function useTracking(): (
  action: TrackedAction,
  subject: string,
  attributes?: Record<string, string>,
) => void {
  const analytics = useAnalytics();
  return useCallback(
    (action, subject, attributes) =>
      analytics.captureEvent(action, subject, { attributes }),
    [analytics],
  );
}
