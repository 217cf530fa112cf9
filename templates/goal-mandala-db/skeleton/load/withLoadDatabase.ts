import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { connectAsOwner } from '../scripts/connectAsOwner.ts';
import { runPrisma } from '../scripts/runPrisma.ts';
import { databaseSettings } from '../src/database/databaseSettings.ts';
import type { DatabaseAddress } from '../src/database/readDatabaseAddress.ts';

/**
 * Creates the database `load_<random>` with the application's schema, beside the real one, and
 * drops it at the end of the work. Drops before it those that killed runs have left.
 *
 * @param work - gets a session of the owner in the new database
 */
export async function withLoadDatabase<Result>(
  work: (client: pg.Client, name: string) => Promise<Result>,
): Promise<Result> {
  const name = `load_${randomBytes(6).toString('hex')}`;
  await asOwner(undefined, async client => {
    const { rows: unused } = await client.query<{ left: string }>(
      `SELECT datname AS left FROM pg_database
        WHERE datname ~ '^load_[0-9a-f]{12}$' AND datdba = current_user::regrole
          AND datname NOT IN (SELECT datname FROM pg_stat_activity WHERE datname IS NOT NULL)`,
    );
    for (const { left } of unused) {
      await client.query(`DROP DATABASE IF EXISTS ${left}`);
      console.log(`${left}, which a killed run has left, is dropped`);
    }
    await client.query(`CREATE DATABASE ${name}`);
    console.log(`${name} is the database of this run`);
  });
  try {
    // The session stays open: other runs do not drop a database that is in use.
    return await asOwner(name, async (client, address) => {
      const { caFile } = databaseSettings();
      const code = await runPrisma(['migrate', 'deploy'], address, caFile);
      if (code !== 0) {
        throw new Error(
          `prisma migrate deploy ended with ${code}: see its output above`,
        );
      }
      return work(client, name);
    });
  } finally {
    await asOwner(undefined, client =>
      client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
    );
    console.log(`${name} is dropped`);
  }
}

/** Runs work in a session of the owner, by default in the owner's own database. */
async function asOwner<Result>(
  database: string | undefined,
  work: (client: pg.Client, address: DatabaseAddress) => Promise<Result>,
): Promise<Result> {
  const { client, address } = await connectAsOwner(
    undefined,
    'npm run load',
    database,
  );
  // If the session breaks, its next statement fails.
  client.on('error', () => undefined);
  try {
    return await work(client, address);
  } finally {
    await client.end();
  }
}
