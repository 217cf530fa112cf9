import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import type { TestDatabase } from './testDatabase.ts';

/** A copy of a test's database: what a restore would make of it. */
export interface DatabaseCopy {
  name: string;
  /** Does something in it as its owner. */
  use<Result>(work: (client: pg.Client) => Promise<Result>): Promise<Result>;
  drop(): Promise<void>;
}

/** Copies a database as files on the same server. It must have no other sessions. */
export async function copyDatabase(
  original: TestDatabase,
): Promise<DatabaseCopy> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const use = async <Result>(
    database: string,
    work: (client: pg.Client) => Promise<Result>,
  ): Promise<Result> => {
    const client = await original.connect({ database });
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };
  const { database: elsewhere } = original.address;
  await use(elsewhere, client =>
    client.query(`CREATE DATABASE ${name} TEMPLATE ${original.name}`),
  );
  // A template's own rights aren't copied; a restore's are.
  await use(elsewhere, client =>
    client.query(`GRANT CONNECT ON DATABASE ${name} TO "lambda-user"`),
  );
  return {
    name,
    use: work => use(name, work),
    drop: async () => {
      await use(elsewhere, client =>
        client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
      );
    },
  };
}
