import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { escapesOfReaders, escapesOfWriters } from '../testing/escapes';
import {
  escapesByExtensions,
  extensionsOfEscapes,
  writingEscapesByExtensions,
} from '../testing/escapesByExtensions';
import { startRds, type TestCluster, type TestRds } from '../testing/startRds';

jest.setTimeout(180_000);

const helper = { user: 'helper', password: 'made-by-the-master' };

describe.each(['15.17', '15.4', '16.13', '17.9'])(
  'with PostgreSQL %s',
  version => {
    let test: TestRds;
    let cluster: TestCluster;

    const asHelper = (statement: string, more = {}) =>
      test.query(cluster, statement, { ...helper, ...more });

    /** As the role that RDS reserves. */
    const asAdministrator = async (at: TestCluster, statement: string) => {
      const passwords = await readFile(
        join(test.endpoint.stateDirectory, 'tls', 'internal-passwords'),
        'utf8',
      );
      return test.query(at, statement, {
        user: 'rdsadmin',
        password: passwords.split('\n')[0],
      });
    };

    beforeAll(async () => {
      test = await startRds();
      await test.createCluster('held', {
        EngineVersion: version,
        // The default one of the version's family.
        DBClusterParameterGroupName: undefined,
      });
      await test.createInstance('held', 'one');
      await test.createInstance('held', 'two');
      cluster = await test.until('held');
      await test.query(
        cluster,
        `CREATE ROLE helper LOGIN CREATEROLE CREATEDB IN ROLE rds_superuser PASSWORD '${helper.password}';
         ${extensionsOfEscapes.map(name => `CREATE EXTENSION ${name};`).join(' ')}`,
      );
      await test.untilFollowed(cluster);
    });

    /** The refusals of an attempt of the master user and of a role that it makes. */
    const refusalsOf = async (statement: string, more = {}) => {
      const [own] = await test.query(
        cluster,
        'SELECT inet_server_port() AS port',
        more,
      );
      const attempt = statement.replaceAll('{port}', String(own?.port));
      return Promise.all(
        [test.query(cluster, attempt, more), asHelper(attempt, more)].map(
          result =>
            result.then(
              () => 'nothing',
              (error: pg.DatabaseError) =>
                `${String(error)} ${error.detail ?? ''}`,
            ),
        ),
      );
    };

    afterAll(() => test?.stop());

    it.each([
      ...escapesOfReaders,
      ...escapesOfWriters,
      ...escapesByExtensions,
      ...writingEscapesByExtensions,
    ])(
      'neither the master user nor a role that it makes %s',
      async (_, statement, refusal) => {
        for (const answer of await refusalsOf(statement)) {
          expect(answer).toMatch(refusal);
        }
      },
    );

    it.each([...escapesOfReaders, ...escapesByExtensions])(
      'neither the master user nor a role that it makes %s on a reader',
      async (_, statement, refusal) => {
        const reader = { host: cluster.reader };
        for (const answer of await refusalsOf(statement, reader)) {
          expect(answer).toMatch(refusal);
        }
      },
    );

    it.each([
      'pg_monitor',
      'pg_read_all_settings',
      'pg_read_all_stats',
      'pg_stat_scan_tables',
      'pg_signal_backend',
      'pg_checkpoint',
      'pg_read_all_data',
      'pg_write_all_data',
      'rds_iam',
      'rds_replication',
    ])('the master user grants %s, as on RDS', async role => {
      await test.query(cluster, `CREATE ROLE grantee IN ROLE ${role}`);
      await expect(
        test.query(
          cluster,
          `SELECT pg_has_role('grantee', '${role}', 'member') AS member`,
        ),
      ).resolves.toEqual([{ member: true }]);
      await test.query(cluster, 'DROP ROLE grantee');
    });

    it("nothing of the endpoint runs the master user's functions in its database", async () => {
      const { rds, query, until } = test;
      const body = `LANGUAGE plpgsql AS 'BEGIN CREATE ROLE caught SUPERUSER; RETURN NULL; END'`;
      const shadows = [
        // Matches the statement's number better than PostgreSQL's own.
        'pg_sleep(numeric) RETURNS void',
        'pg_switch_wal() RETURNS pg_lsn',
        'pg_current_xact_id() RETURNS xid8',
        'pg_walfile_name(pg_lsn) RETURNS text',
        'pg_backup_start(text, boolean) RETURNS pg_lsn',
        'pg_create_physical_replication_slot(name, boolean) RETURNS record',
        'pg_is_in_recovery() RETURNS boolean',
        'pg_database_size(oid) RETURNS bigint',
        'pg_reload_conf() RETURNS boolean',
        'clock_timestamp() RETURNS timestamptz',
      ].map(
        signature =>
          `CREATE FUNCTION public.${signature} ${body.replace(
            'RETURN NULL;',
            signature.endsWith(' void') ? '' : 'RETURN NULL;',
          )};`,
      );
      const inPostgres = { database: 'postgres' };
      await query(
        cluster,
        `${shadows.join('\n')}
       ALTER DATABASE postgres SET search_path = public, pg_catalog;
       ALTER DATABASE postgres SET default_transaction_read_only = on;
       ALTER DATABASE postgres SET statement_timeout = 1;
       ALTER DATABASE postgres SET role = 'helper'`,
        inPostgres,
      );
      // Each of these opens separate sessions, or the shared one again.
      await rds.rebootDBInstance({ DBInstanceIdentifier: 'one' });
      await until('held');
      await test.untilRestorable('held');
      await rds.createDBClusterSnapshot({
        DBClusterIdentifier: 'held',
        DBClusterSnapshotIdentifier: 'kept',
      });
      await until('held');
      await rds.restoreDBClusterToPointInTime({
        DBClusterIdentifier: 'copied',
        SourceDBClusterIdentifier: 'held',
        UseLatestRestorableTime: true,
        DBSubnetGroupName: 'private',
        ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 1 },
      });
      await until('copied');
      await rds.modifyDBCluster({
        DBClusterIdentifier: 'held',
        MasterUserPassword: 'another-long-password',
        ApplyImmediately: true,
      });
      await until('held');
      await rds.modifyDBCluster({
        DBClusterIdentifier: 'held',
        MasterUserPassword: 'correct-horse-battery',
        ApplyImmediately: true,
      });
      await until('held');
      await rds.failoverDBCluster({ DBClusterIdentifier: 'held' });
      cluster = await until('held');
      await expect(
        query(cluster, `SELECT 1 FROM pg_roles WHERE rolname = 'caught'`),
      ).resolves.toEqual([]);
    });

    it('the cluster stays when the master user closes and renames the database postgres', async () => {
      const { rds, query, until } = test;
      await query(
        cluster,
        'ALTER DATABASE postgres ALLOW_CONNECTIONS false; ALTER DATABASE postgres RENAME TO closed',
      );
      // Both opened their sessions before the change.
      for (const DBInstanceIdentifier of ['two', 'one']) {
        await rds.rebootDBInstance({ DBInstanceIdentifier });
        await until('held');
      }
      await rds.createDBClusterSnapshot({
        DBClusterIdentifier: 'held',
        DBClusterSnapshotIdentifier: 'of-closed',
      });
      cluster = await until('held');
      await query(
        cluster,
        'ALTER DATABASE closed ALLOW_CONNECTIONS true; ALTER DATABASE closed RENAME TO postgres',
      );
      await expect(
        query(cluster, 'SELECT 1', { database: 'rdsadmin' }),
      ).rejects.toThrow(
        /pg_hba.conf rejects connection .* database "rdsadmin"/,
      );
    });

    it('a login for replication accepts no token, with any roles', async () => {
      await test.query(cluster, 'GRANT rds_iam TO rdsrepladmin, rdsadmin');
      await expect(
        test.query(cluster, 'SELECT 1', { user: 'rdsrepladmin' }),
      ).rejects.toThrow(/PAM authentication failed|rejects connection/);
      await test.query(cluster, 'REVOKE rds_iam FROM rdsrepladmin, rdsadmin');
      await expect(
        test.query(cluster, 'SELECT 1', { user: 'rdsrepladmin' }),
      ).rejects.toThrow(/rejects connection/);
      await asAdministrator(cluster, 'SELECT 1');
    });

    it('data of a version that let the master user out no longer does, nor does a restored copy', async () => {
      const { rds, query, until } = test;
      const escape = `CREATE TEMP TABLE t (line text); COPY t FROM PROGRAM 'echo out'; SELECT line FROM t`;
      await asAdministrator(
        cluster,
        `UPDATE pg_authid SET rolsuper = false WHERE rolname LIKE 'pg%server%' OR rolname = 'rdsrepladmin';
       GRANT rdsrepladmin TO helper;
       GRANT pg_execute_server_program TO postgres WITH ADMIN OPTION;
       GRANT pg_read_server_files, pg_write_server_files TO helper`,
      );
      await query(cluster, escape);
      await rds.createDBClusterSnapshot({
        DBClusterIdentifier: 'held',
        DBClusterSnapshotIdentifier: 'older',
      });
      await until('held');
      await rds.rebootDBInstance({ DBInstanceIdentifier: 'two' });
      cluster = await until('held');
      await rds.restoreDBClusterFromSnapshot({
        DBClusterIdentifier: 'restored',
        SnapshotIdentifier: 'older',
        Engine: 'aurora-postgresql',
        EngineVersion: version,
        DBSubnetGroupName: 'private',
        ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 1 },
      });
      await until('restored');
      await test.createInstance('restored', 'restored-one');
      for (const at of [cluster, await until('restored')]) {
        await expect(query(at, escape)).rejects.toThrow(
          /pg_execute_server_program|external program/,
        );
        await expect(
          query(at, 'GRANT pg_execute_server_program TO helper'),
        ).rejects.toThrow(/must be superuser|denied to grant role/);
        await expect(
          query(
            at,
            `SELECT member::regrole FROM pg_auth_members WHERE roleid::regrole::text ~ '^pg.*server|^rdsrepladmin$'`,
          ),
        ).resolves.toEqual([]);
        await expect(query(at, 'GRANT rdsrepladmin TO helper')).rejects.toThrow(
          /must be superuser|denied to grant role/,
        );
      }
    });
  },
);
