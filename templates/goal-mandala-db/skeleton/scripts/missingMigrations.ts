import { readdir } from 'node:fs/promises';
import pg from 'pg';
import type { DatabaseAddress } from '../src/database/readDatabaseAddress.ts';

/** The migrations of this repository that a database has not finished, by name and in their order. */
export async function missingMigrations({
  host,
  port,
  user,
  password,
  database,
  ca,
}: DatabaseAddress): Promise<string[]> {
  const client = new pg.Client({
    host,
    port,
    user,
    password,
    database,
    ssl: { ca },
  });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ there: boolean }>(
      `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS there`,
    );
    const { rows: finished } = tables[0]?.there
      ? await client.query<{ name: string }>(
          `SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`,
        )
      : { rows: [] };
    const names = new Set(finished.map(({ name }) => name));
    return (await readdir('prisma/migrations', { withFileTypes: true }))
      .filter(entry => entry.isDirectory() && !names.has(entry.name))
      .map(({ name }) => name)
      .sort();
  } finally {
    await client.end();
  }
}
