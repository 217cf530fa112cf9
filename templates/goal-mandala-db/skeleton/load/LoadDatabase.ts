import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { runPrisma } from '../scripts/runPrisma.ts';
import { AddressBook } from '../src/database/AddressBook.ts';
import { AuroraPool } from '../src/database/AuroraPool.ts';
import type { DatabaseAddress } from '../src/database/readDatabaseAddress.ts';

/** A database of the test's own on the application's cluster. Its owner is the owner of the secret. */
export class LoadDatabase {
  readonly name: string;
  readonly #owner: DatabaseAddress;
  readonly #pool: AuroraPool;

  private constructor(owner: DatabaseAddress, name: string) {
    this.#owner = owner;
    this.name = name;
    this.#pool = poolOf(owner, name);
  }

  /** Creates `load_<random>` with the application's schema. If that fails, nothing of it stays. */
  static async create(
    owner: DatabaseAddress,
    caFile: string,
  ): Promise<LoadDatabase> {
    const name = `load_${randomBytes(6).toString('hex')}`;
    const database = new LoadDatabase(owner, name);
    await ask(owner, `CREATE DATABASE ${name}`);
    try {
      // This connection stays open: `clean` does not drop a database that is in use.
      await database.query('SELECT 1');
      const address = { ...owner, database: name };
      const code = await runPrisma(['migrate', 'deploy'], address, caFile);
      if (code !== 0) {
        throw new Error(
          `prisma migrate deploy ended with ${code}: see its output above`,
        );
      }
    } catch (error) {
      await database.drop();
      throw error;
    }
    return database;
  }

  /** Drops the databases that killed runs have left and returns their names. */
  static async clean(owner: DatabaseAddress): Promise<string[]> {
    const unused = await ask<{ name: string }>(
      owner,
      `SELECT datname AS name FROM pg_database
        WHERE datname ~ '^load_[0-9a-f]{12}$' AND datdba = current_user::regrole
          AND datname NOT IN (SELECT datname FROM pg_stat_activity WHERE datname IS NOT NULL)`,
    );
    for (const { name } of unused) {
      await ask(owner, `DROP DATABASE IF EXISTS ${name}`);
    }
    return unused.map(({ name }) => name);
  }

  /** Runs a statement as the owner. */
  async query<Row extends pg.QueryResultRow>(
    text: string,
    values: unknown[] = [],
  ): Promise<Row[]> {
    return (await this.#pool.query<Row>(text, values)).rows;
  }

  /** The connections of the server: max_connections, and those that are free for users. */
  async connections(): Promise<{ most: number; free: number }> {
    const [found] = await this.query<{ most: number; free: number }>(
      // The second reserve is RDS's own.
      `SELECT most, most - reserved - taken AS free FROM (
         SELECT current_setting('max_connections')::int AS most,
                current_setting('superuser_reserved_connections')::int
                  + coalesce(current_setting('rds.rds_superuser_reserved_connections', true)::int, 0) AS reserved,
                (SELECT sum(numbackends) FROM pg_stat_database)::int AS taken) AS counted`,
    );
    if (!found || found.free < 1) {
      throw new Error('The server has no free connection for a test');
    }
    return found;
  }

  /** Limits all connections to this database together, without the one of this object. */
  async limit(connections: number): Promise<void> {
    await this.query(
      `ALTER DATABASE ${this.name} CONNECTION LIMIT ${connections + 1}`,
    );
  }

  /** Ends this object's connection and leaves the database. */
  async close(): Promise<void> {
    await this.#pool.end();
  }

  /** Drops the database and ends all connections to it. */
  async drop(): Promise<void> {
    await this.close();
    await ask(this.#owner, `DROP DATABASE IF EXISTS ${this.name} WITH (FORCE)`);
  }
}

/** One connection, which connects again after a failover, and whose statements have no time limit. */
function poolOf(owner: DatabaseAddress, database: string): AuroraPool {
  return new AuroraPool({
    addresses: new AddressBook(
      async () => owner,
      () => undefined,
    ),
    database,
    max: 1,
    query_timeout: 0,
    statement_timeout: 0,
    lock_timeout: 0,
  });
}

/** Runs a statement in the owner's own database. */
async function ask<Row extends pg.QueryResultRow>(
  owner: DatabaseAddress,
  statement: string,
): Promise<Row[]> {
  const pool = poolOf(owner, owner.database);
  try {
    return (await pool.query<Row>(statement)).rows;
  } finally {
    await pool.end();
  }
}
