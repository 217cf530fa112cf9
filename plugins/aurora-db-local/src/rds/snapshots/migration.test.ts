import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { describeDatabase } from '../testing/migration/describeDatabase';
import { loadDump } from '../testing/migration/loadDump';
import {
  masterPassword,
  startRds,
  type TestCluster,
  type TestRds,
} from '../testing/startRds';

jest.setTimeout(180_000);

/** What a migration does before it loads the dump, as the guides of AWS say. */
const beforehand = `
  CREATE ROLE shop_owner NOLOGIN;
  CREATE ROLE shop_app LOGIN PASSWORD 'of-the-application';
  CREATE ROLE shop_reporting NOLOGIN;
  GRANT shop_owner TO CURRENT_USER;
  GRANT CREATE ON DATABASE goalmandalamain TO shop_owner;
  ALTER DATABASE goalmandalamain SET log_min_duration_statement = '250ms';
  ALTER DATABASE goalmandalamain SET search_path TO sales, public;
  ALTER ROLE shop_app SET session_replication_role = 'origin';
  ALTER ROLE shop_app IN DATABASE goalmandalamain SET statement_timeout = '30s'`;

/** A part of a dump of data, whose tables refer to each other and have triggers. */
const moreData = `
SET session_replication_role = replica;
COPY sales.orders (id, customer_id, ordered_on, status, total, invoice, note) FROM stdin;
900	999	2026-03-01	new	7.00	6000	of a customer that comes later
\\.
COPY sales.customers (id, email, name, attributes, home, location, referred_by, updated_at) FROM stdin;
999	late@example.org	Late	\\N	\\N	\\N	999	2026-03-01 00:00:00+00
\\.
SET session_replication_role = DEFAULT;
`;

describe.each(['15.17', '16.13', '17.9'])(
  'a database that pg_dump wrote from a plain server, with PostgreSQL %s',
  version => {
    let test: TestRds;
    let cluster: TestCluster;
    let dump: string;
    const clients: pg.Client[] = [];

    const session = async (config: Partial<pg.ClientConfig> = {}) => {
      const client = new pg.Client({
        host: cluster.writer,
        port: cluster.port,
        user: 'postgres',
        password: masterPassword,
        database: 'goalmandalamain',
        ssl: { ca: test.authority },
        ...config,
      });
      client.on('error', () => undefined);
      await client.connect();
      clients.push(client);
      return client;
    };

    /** As the superuser of a plain server. */
    const asSuperuser = async (database: string) => {
      const passwords = await readFile(
        join(test.endpoint.stateDirectory, 'tls', 'internal-passwords'),
        'utf8',
      );
      return session({
        user: 'rdsadmin',
        password: passwords.split('\n')[0],
        database,
      });
    };

    beforeAll(async () => {
      dump = await readFile(
        join(__dirname, '../testing/migration/shop.sql'),
        'utf8',
      );
      test = await startRds();
      await test.createCluster('target', {
        EngineVersion: version,
        DBClusterParameterGroupName: undefined,
      });
      await test.createInstance('target', 'target-one');
      cluster = await test.until('target');
    });

    afterEach(() => Promise.all(clients.splice(0).map(client => client.end())));

    afterAll(() => test?.stop());

    it('is the same when the master user loads it as when a superuser does', async () => {
      await test.query(cluster, beforehand);
      await loadDump(await session(), dump);
      await (
        await asSuperuser('postgres')
      ).query('CREATE DATABASE plain OWNER postgres');
      // A new cluster's database has it.
      await (
        await asSuperuser('plain')
      ).query(
        'SET ROLE postgres; CREATE EXTENSION pg_stat_statements SCHEMA public',
      );
      await loadDump(await asSuperuser('plain'), dump);
      const loaded = await describeDatabase(await session());
      expect(loaded).toEqual(
        await describeDatabase(await asSuperuser('plain')),
      );
      expect(loaded.length).toBeGreaterThan(300);
    });

    it('takes data without its triggers and foreign keys', async () => {
      const audited = 'SELECT count(*)::integer AS audited FROM audit.changes';
      const before = await test.query(cluster, audited);
      await loadDump(await session(), moreData);
      await expect(test.query(cluster, audited)).resolves.toEqual(before);
      await expect(
        test.query(
          cluster,
          `SELECT name, note FROM sales.orders JOIN sales.customers ON customers.id = customer_id WHERE orders.id = 900`,
        ),
      ).resolves.toEqual([
        { name: 'Late', note: 'of a customer that comes later' },
      ]);
    });

    it('is the same in a cluster that is restored from its snapshot', async () => {
      const loaded = await describeDatabase(await session());
      await test.rds.createDBClusterSnapshot({
        DBClusterIdentifier: 'target',
        DBClusterSnapshotIdentifier: 'migrated',
      });
      await test.until('target');
      await test.rds.restoreDBClusterFromSnapshot({
        DBClusterIdentifier: 'restored',
        SnapshotIdentifier: 'migrated',
        Engine: 'aurora-postgresql',
        EngineVersion: version,
        DBSubnetGroupName: 'private',
        ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 1 },
      });
      await test.until('restored');
      await test.createInstance('restored', 'restored-one');
      cluster = await test.until('restored');
      // A backup has no rows of unlogged tables.
      await expect(describeDatabase(await session())).resolves.toEqual(
        loaded.filter(object => !object.startsWith('row of audit.cache')),
      );
      // Settings of roles and databases are in the snapshot too, and the database still works.
      const application = await session({
        user: 'shop_app',
        password: 'of-the-application',
      });
      await expect(
        application.query(
          `SELECT current_setting('statement_timeout') AS timeout, current_setting('log_min_duration_statement') AS slow, count(*)::integer FROM orders`,
        ),
      ).resolves.toMatchObject({
        rows: [{ timeout: '30s', slow: '250ms', count: 5 }],
      });
    });
  },
);
