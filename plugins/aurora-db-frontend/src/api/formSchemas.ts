/** The schemas of answers that only forms and dialogs need, so that cards load without them. */
export {
  environmentListSchema,
  planSchema,
  repositoryHostListSchema,
  restoreStartedSchema,
} from '@aurora-db/backstage-plugin-aurora-db-common';
