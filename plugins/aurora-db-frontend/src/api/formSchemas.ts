/** The schemas of answers that only forms, dialogs and pages need. Cards load without them. */
export {
  environmentListSchema,
  planSchema,
  readinessSchema,
  repositoryHostListSchema,
  restoreStartedSchema,
} from '@aurora-db/backstage-plugin-aurora-db-common';
