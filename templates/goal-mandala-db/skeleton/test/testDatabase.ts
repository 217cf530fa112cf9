import '../scripts/loadEnvironment.ts';
import { randomBytes, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import pg from 'pg';
import type { NewChart } from '../src/charts/createChart.ts';
import {
  Database,
  type DatabaseLog,
  type DatabaseOptions,
} from '../src/database/Database.ts';
import { databaseSettings } from '../src/database/databaseSettings.ts';
import type { DatabaseAddress } from '../src/database/readDatabaseAddress.ts';
import {
  ownerSecretIds,
  readOwnerAddress,
} from '../scripts/readOwnerAddress.ts';
import { runPrisma } from '../scripts/runPrisma.ts';

/** A database of a test beside the real one, whose rows no test touches. */
export interface TestDatabase {
  name: string;
  /** Where it is, for its owner; to be read again after a rotation. */
  address: DatabaseAddress;
  /** The application's connection to it. What it logs is kept in `logged`. */
  open(options?: DatabaseOptions): Database;
  logged: Parameters<DatabaseLog>[0][];
  /** A session of its owner. */
  connect(config?: pg.ClientConfig): Promise<pg.Client>;
  query(statement: string, values?: unknown[]): Promise<pg.QueryResultRow[]>;
  migrate(): Promise<number>;
  /** Closes what `open` opened, and drops the database. */
  drop(): Promise<void>;
}

/** The settings of the environment, as the owner of the tables. */
export const ownerSettings = {
  ...databaseSettings(),
  auth: 'secret' as const,
  secretId: ownerSecretIds(),
};

/** Creates `test_<random>` on the server of `DATABASE_SECRET_ID`, by default with the schema. */
export async function createTestDatabase({
  migrated = true,
} = {}): Promise<TestDatabase> {
  const address = await readOwnerAddress(undefined);
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asOwner(address, address.database, client =>
    client.query(`CREATE DATABASE ${name}`),
  );
  const opened: Database[] = [];
  const logged: TestDatabase['logged'] = [];
  const database: TestDatabase = {
    name,
    address,
    logged,
    open(options = {}) {
      const one = new Database({
        readAddress: async () => database.address,
        database: name,
        log: entry => logged.push(entry),
        ...options,
      });
      opened.push(one);
      return one;
    },
    connect: config => connectAsOwner(database.address, name, config),
    query: (statement, values) =>
      asOwner(database.address, name, async client => {
        const { rows } = await client.query(statement, values);
        return rows;
      }),
    migrate: () =>
      runPrisma(
        ['migrate', 'deploy'],
        { ...database.address, database: name },
        ownerSettings.caFile,
      ),
    async drop() {
      await Promise.all(opened.map(one => one.close()));
      await asOwner(database.address, address.database, client =>
        client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
      );
    },
  };
  if (migrated) {
    // Without Prisma's command line, which takes seconds.
    await database.query(
      await readFile(
        'prisma/migrations/20261128000000_mandala_chart/migration.sql',
        'utf8',
      ),
    );
  }
  return database;
}

async function connectAsOwner(
  { host, port, user, password, ca }: DatabaseAddress,
  database: string,
  config: pg.ClientConfig = {},
): Promise<pg.Client> {
  const client = new pg.Client({
    host,
    port,
    user,
    password: await password(),
    database,
    ssl: { ca },
    ...config,
  });
  await client.connect();
  return client;
}

async function asOwner<Result>(
  address: DatabaseAddress,
  database: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = await connectAsOwner(address, database);
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

export const owner = (id: string = randomUUID()) => ({
  id,
  email: `${id}@example.com`,
  name: 'A user of the tests',
});

/** A chart that is filled in, such as "Health". */
export function chartAbout(title: string): NewChart {
  const eight = [1, 2, 3, 4, 5, 6, 7, 8];
  return {
    title,
    subGoals: eight.map(place => ({
      title: `${title}, part ${place}`,
      actions: eight.map(action => `${title}, step ${action} of part ${place}`),
    })),
  };
}
