/** The schemas of events and the log. Cards load without them. */
export {
  databaseEventListSchema,
  logPageSchema,
} from '@aurora-db/backstage-plugin-aurora-db-common';
