import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import {
  masterPassword,
  startRds,
  type TestCluster,
  type TestRds,
} from '../../rds/testing/startRds';

jest.setTimeout(180_000);

/** Depends on the Perl of the machine. */
const needsPerl = /^(plperl|bool_plperl|jsonb_plperl)$/;

/** A server that lets everybody in without a password. Resolves with what its clients ask. */
async function listenWithoutPasswords(questions: string[]): Promise<Server> {
  const packet = (type: string, ...bytes: number[]) =>
    Buffer.from([type.charCodeAt(0), 0, 0, 0, bytes.length + 4, ...bytes]);
  const server = createServer(socket => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      // AuthenticationOk, ReadyForQuery
      socket.write(Buffer.concat([packet('R', 0, 0, 0, 0), packet('Z', 73)]));
      socket.on('data', data => questions.push(data.toString('latin1')));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

describe.each(['15.17', '15.4', '16.13', '17.9'])(
  'the extensions of PostgreSQL %s',
  version => {
    let test: TestRds;
    let cluster: TestCluster;
    let offered: string[];

    beforeAll(async () => {
      test = await startRds();
      await test.createCluster('extended', {
        EngineVersion: version,
        DBClusterParameterGroupName: undefined,
      });
      await test.createInstance('extended', 'one');
      cluster = await test.until('extended');
      const [row] = await test.query(cluster, 'SHOW rds.extensions');
      offered = String(row?.['rds.extensions']).split(', ');
    });

    afterAll(() => test?.stop());

    it('are those of rds.extensions', async () => {
      const rows = await test.query(
        cluster,
        'SELECT name FROM pg_available_extensions ORDER BY name',
      );
      expect(rows.map(({ name }) => name)).toEqual(offered);
      expect(offered).toEqual(
        expect.arrayContaining([
          'dblink',
          'earthdistance',
          'pg_walinspect',
          'postgres_fdw',
        ]),
      );
    });

    it('are created by the master user as a dump does, with their comments', async () => {
      for (const name of offered.filter(each => !needsPerl.test(each))) {
        await test.query(
          cluster,
          `CREATE EXTENSION IF NOT EXISTS "${name}" WITH SCHEMA public CASCADE`,
        );
        if (name !== 'plpgsql') {
          await test.query(
            cluster,
            `COMMENT ON EXTENSION "${name}" IS 'of a dump'`,
          );
        }
      }
      await expect(
        test.query(cluster, `COMMENT ON EXTENSION plpgsql IS 'of a dump'`),
      ).rejects.toThrow('must be owner of extension plpgsql');
    });

    it.each([
      `bt_index_check('pg_class_oid_index')`,
      `verify_heapam('pg_class')`,
      'count(*) FROM pg_buffercache',
      `pg_prewarm('pg_class')`,
      `pgstattuple('pg_class')`,
      `pg_visibility_map_summary('pg_class')`,
      `pg_freespace('pg_class')`,
      `pgrowlocks('pg_namespace')`,
      `pg_get_wal_stats('0/1000028', pg_current_wal_lsn()) LIMIT 0`,
      'ssl_version()',
      'earth_distance(ll_to_earth(35, 139), ll_to_earth(34, 135))',
    ])('the master user calls %s', async call => {
      await expect(
        test.query(cluster, `SELECT ${call}`),
      ).resolves.toBeDefined();
    });

    it('lead to another server with its password', async () => {
      const self = `host=127.0.0.1 port=${cluster.port} dbname=postgres sslmode=require`;
      await expect(
        test.query(
          cluster,
          `SELECT * FROM dblink('${self} user=postgres password=${masterPassword}', 'SELECT current_database()') AS t (name text)`,
        ),
      ).resolves.toEqual([{ name: 'postgres' }]);
      await test.query(
        cluster,
        `CREATE SCHEMA imported;
         CREATE SERVER elsewhere FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1', port '${cluster.port}', dbname 'postgres', sslmode 'require');
         CREATE USER MAPPING FOR CURRENT_USER SERVER elsewhere OPTIONS (user 'postgres', password '${masterPassword}');
         IMPORT FOREIGN SCHEMA pg_catalog LIMIT TO (pg_database) FROM SERVER elsewhere INTO imported`,
      );
      await expect(
        test.query(
          cluster,
          `SELECT datname FROM imported.pg_database WHERE datname = 'goalmandalamain'`,
        ),
      ).resolves.toEqual([{ datname: 'goalmandalamain' }]);
    });

    it('ask nothing of a server that needs no password', async () => {
      const questions: string[] = [];
      const server = await listenWithoutPasswords(questions);
      try {
        const address = server.address();
        const port = typeof address === 'object' ? address?.port : undefined;
        await expect(
          test.query(
            cluster,
            `SELECT * FROM dblink('host=127.0.0.1 port=${port} sslmode=disable user=root password=any', 'SELECT 1') AS t (one int)`,
          ),
        ).rejects.toThrow(/password( or .*)? (is )?required/);
        await expect(
          test.query(
            cluster,
            `CREATE SERVER open FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1', port '${port}', sslmode 'disable');
             CREATE USER MAPPING FOR CURRENT_USER SERVER open OPTIONS (user 'root', password 'any');
             CREATE FOREIGN TABLE pg_temp.there (one int) SERVER open;
             SELECT * FROM pg_temp.there`,
          ),
        ).rejects.toThrow(/password( or .*)? (is )?required/);
        // Only the end of the connection.
        expect(questions.filter(question => !question.startsWith('X'))).toEqual(
          [],
        );
      } finally {
        server.close();
      }
    });

    it('are for members of rds_superuser, except those that PostgreSQL trusts', async () => {
      await test.query(cluster, 'CREATE DATABASE theirs');
      await test.query(
        cluster,
        `CREATE ROLE developer LOGIN PASSWORD 'of-the-developer';
         GRANT CREATE ON DATABASE theirs TO developer`,
      );
      const asDeveloper = {
        database: 'theirs',
        user: 'developer',
        password: 'of-the-developer',
      };
      await test.query(
        cluster,
        'CREATE SCHEMA own; CREATE EXTENSION hstore SCHEMA own',
        asDeveloper,
      );
      await expect(
        test.query(cluster, 'CREATE EXTENSION dblink SCHEMA own', asDeveloper),
      ).rejects.toMatchObject({
        message: 'permission denied to create extension "dblink"',
        hint: 'Must be a member of rds_superuser to create this extension.',
      });
    });

    it('are refused by name if they reach files', async () => {
      await expect(
        test.query(cluster, 'CREATE EXTENSION file_fdw'),
      ).rejects.toThrow('extension "file_fdw" is not available');
    });
  },
);
