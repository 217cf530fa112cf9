/** The schemas of answers about the load, which only the tab needs. Cards load without them. */
export {
  loadSchema,
  statementTextsSchema,
} from '@aurora-db/backstage-plugin-aurora-db-common';
