import pg from 'pg';

/** A problem of a real database, until it is stopped. */
export interface Problem {
  /**
   * Resolves after it has used the CPU for a while. A minute of a clock that does not wait has only
   * the work that is done in it, which is little on a fast machine.
   */
  work?(): Promise<void>;
  /** Ends it and removes what it created. */
  stop(): Promise<void>;
}

/** Opens connections of an application, a few at a time. */
export async function connect(
  config: pg.ClientConfig,
  applicationName: string,
  count = 1,
): Promise<pg.Client[]> {
  const clients: pg.Client[] = [];
  const connectSome = async () => {
    while (clients.length < count) {
      const client = new pg.Client({
        ...config,
        application_name: applicationName,
      });
      clients.push(client);
      // The end of a problem may break its connections.
      client.on('error', () => {});
      await client.connect();
    }
  };
  await Promise.all(Array.from({ length: Math.min(count, 8) }, connectSome));
  return clients;
}

/** Ends connections. Those that wait for an answer are broken. */
export async function disconnect(clients: pg.Client[]): Promise<void> {
  await Promise.all(clients.map(client => client.end().catch(() => {})));
}
