/** PostgreSQL's default port. */
export const postgresPort = 5432;
