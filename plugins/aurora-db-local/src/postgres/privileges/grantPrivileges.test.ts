import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  startRds,
  type TestCluster,
  type TestRds,
} from '../../rds/testing/startRds';

jest.setTimeout(180_000);

describe.each(['15.17', '15.4', '16.13', '17.9'])(
  'the master user of PostgreSQL %s',
  version => {
    let test: TestRds;
    let cluster: TestCluster;

    const asAdministrator = async (statement: string, database: string) => {
      const passwords = await readFile(
        join(test.endpoint.stateDirectory, 'tls', 'internal-passwords'),
        'utf8',
      );
      return test.query(cluster, statement, {
        user: 'rdsadmin',
        password: passwords.split('\n')[0],
        database,
      });
    };

    /** What a dump of a database would contain of the grants and functions of RDS. */
    const dumped = (database: string) =>
      test.query(
        cluster,
        `SELECT p.oid::regprocedure AS function FROM pg_proc AS p
           LEFT JOIN pg_init_privs ON classoid = 'pg_proc'::regclass AND objoid = p.oid
         WHERE pronamespace = 'pg_catalog'::regnamespace AND proacl IS DISTINCT FROM initprivs`,
        { database },
      );

    beforeAll(async () => {
      test = await startRds();
      await test.createCluster('served', {
        EngineVersion: version,
        DBClusterParameterGroupName: undefined,
      });
      await test.createInstance('served', 'one');
      await test.createInstance('served', 'two');
      cluster = await test.until('served');
    });

    afterAll(() => test?.stop());

    it.each([
      ['session_replication_role', 'replica'],
      ['log_statement', 'all'],
      ['log_min_duration_statement', '100ms'],
      ['deadlock_timeout', '2s'],
      ['track_functions', 'all'],
      ['pg_stat_statements.track', 'none'],
      ['auto_explain.log_min_duration', '5'],
    ])(
      'sets %s for a session, a role and a database, and lets others do so',
      async (parameter, value) => {
        await test.query(
          cluster,
          `SET ${parameter} = '${value}';
           CREATE ROLE other LOGIN PASSWORD 'of-the-other';
           GRANT SET ON PARAMETER ${parameter} TO other;
           ALTER ROLE other SET ${parameter} = '${value}';
           ALTER DATABASE goalmandalamain SET ${parameter} = '${value}'`,
        );
        const asOther = { user: 'other', password: 'of-the-other' };
        await expect(
          test.query(
            cluster,
            `SELECT current_setting('${parameter}') AS value`,
            asOther,
          ),
        ).resolves.toEqual([{ value }]);
        await test.query(cluster, `SET ${parameter} TO DEFAULT`, asOther);
        await test.query(
          cluster,
          `ALTER DATABASE goalmandalamain RESET ${parameter};
           REVOKE SET ON PARAMETER ${parameter} FROM other;
           DROP ROLE other`,
        );
      },
    );

    it.each([
      'pg_stat_reset()',
      `pg_stat_reset_shared('bgwriter')`,
      `pg_stat_reset_single_table_counters('pg_class'::regclass)`,
      `pg_stat_reset_slru('Notify')`,
      'pg_show_replication_origin_status()',
    ])('calls %s', async call => {
      await expect(
        test.query(cluster, `SELECT ${call}`),
      ).resolves.toBeDefined();
    });

    it('finds the statistics of statements and resets them', async () => {
      await test.query(
        cluster,
        `DROP EXTENSION pg_stat_statements; CREATE EXTENSION pg_stat_statements;
         COMMENT ON EXTENSION pg_stat_statements IS 'made by the master user'`,
      );
      await test.query(cluster, 'SELECT pg_stat_statements_reset()');
      const [row] = await test.query(
        cluster,
        'SELECT count(*)::integer < 100 AS reset FROM pg_stat_statements',
      );
      expect(row).toEqual({ reset: true });
    });

    it("reads Aurora's functions and the list of extensions at the writer and at the reader", async () => {
      const own = `SELECT aurora_version() AS version, aurora_db_instance_identifier() AS instance,
        current_setting('rds.extensions') LIKE '%postgres_fdw%' AS extensions`;
      const reader = { host: cluster.reader };
      const names = await Promise.all([
        test.query(cluster, own),
        test.query(cluster, own, reader),
      ]);
      expect(names).toEqual([
        [{ version: `${version}.0`, instance: 'one', extensions: true }],
        [{ version: `${version}.0`, instance: 'two', extensions: true }],
      ]);
      const status = `SELECT server_id, session_id = 'MASTER_SESSION_ID' AS is_writer, durable_lsn > 0 AS durable,
          replica_lag_in_msec >= 0 AS lag, last_update_timestamp IS NULL AS is_own
        FROM aurora_replica_status() ORDER BY is_writer DESC`;
      const one = {
        server_id: 'one',
        is_writer: true,
        durable: true,
        lag: null,
      };
      const two = {
        server_id: 'two',
        is_writer: false,
        durable: true,
        lag: true,
      };
      await expect(test.query(cluster, status)).resolves.toEqual([
        { ...one, is_own: true },
        { ...two, is_own: false },
      ]);
      await expect(test.query(cluster, status, reader)).resolves.toEqual([
        { ...one, is_own: false },
        { ...two, is_own: true },
      ]);
    });

    it('sees in the status how far a reader has come', async () => {
      await test.query(cluster, 'CREATE TABLE lagging AS SELECT 1 AS id');
      for (;;) {
        const [row] = await test.query(
          cluster,
          `SELECT current_read_lsn >= (SELECT max(durable_lsn) FROM aurora_replica_status()) AS caught_up
           FROM aurora_replica_status() WHERE server_id = 'two'`,
        );
        if (row?.caught_up === true) {
          break;
        }
        await delay(50);
      }
      await test.rds.failoverDBCluster({ DBClusterIdentifier: 'served' });
      cluster = await test.until('served');
      await expect(
        test.query(
          cluster,
          `SELECT server_id, aurora_db_instance_identifier() AS own FROM aurora_replica_status() WHERE session_id = 'MASTER_SESSION_ID'`,
        ),
      ).resolves.toEqual([{ server_id: 'two', own: 'two' }]);
    });

    it('has all of it in databases from both templates, and none of it in their dumps', async () => {
      for (const template of ['template0', 'template1']) {
        await test.query(
          cluster,
          `CREATE DATABASE of_${template} TEMPLATE ${template}`,
        );
        const database = `of_${template}`;
        await expect(
          test.query(
            cluster,
            `SELECT aurora_version() AS version, has_function_privilege('pg_stat_reset()', 'EXECUTE') AS reset`,
            { database },
          ),
        ).resolves.toEqual([{ version: `${version}.0`, reset: true }]);
        await expect(dumped(database)).resolves.toEqual([]);
        await expect(
          test.query(cluster, 'SELECT extname FROM pg_extension', { database }),
        ).resolves.toEqual([{ extname: 'plpgsql' }]);
      }
      await expect(dumped('goalmandalamain')).resolves.toEqual([]);
    });

    it('gets it in databases of an older version at the next start', async () => {
      const databases = ['template1', 'goalmandalamain', 'postgres'];
      for (const database of databases) {
        await asAdministrator(
          `DROP FUNCTION pg_catalog.aurora_version(); DROP FUNCTION pg_catalog.aurora_replica_status();
           REVOKE ALL ON FUNCTION pg_stat_reset() FROM rds_superuser`,
          database,
        );
      }
      await asAdministrator(
        `REVOKE ALL ON PARAMETER session_replication_role FROM rds_superuser;
         COMMENT ON ROLE rdsadmin IS NULL`,
        'postgres',
      );
      await asAdministrator('DROP DATABASE rdsadmin WITH (FORCE)', 'postgres');
      await expect(
        test.query(cluster, 'SET session_replication_role = replica'),
      ).rejects.toThrow('permission denied to set parameter');
      await test.rds.rebootDBInstance({ DBInstanceIdentifier: 'two' });
      cluster = await test.until('served');
      await test.query(cluster, 'CREATE DATABASE later');
      for (const database of ['goalmandalamain', 'later', 'postgres']) {
        await test.query(
          cluster,
          `SELECT aurora_version(), pg_stat_reset(); SELECT * FROM aurora_replica_status(); SET session_replication_role = replica`,
          { database },
        );
        await expect(dumped(database)).resolves.toEqual([]);
      }
      await expect(test.query(cluster, 'DROP ROLE rds_iam')).rejects.toThrow(
        'some objects depend on it',
      );
      await expect(
        asAdministrator(
          'SELECT count(*) > 0 AS counted FROM aurora_local_statements(false)',
          'rdsadmin',
        ),
      ).resolves.toEqual([{ counted: true }]);
      await expect(
        test.query(
          cluster,
          'SELECT datname FROM pg_database WHERE NOT datallowconn',
        ),
      ).resolves.toEqual([{ datname: 'template0' }]);
    });
  },
);
