/** PostgreSQL's own port, which the reference design asks for. */
export const postgresPort = 5432;
