import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Parameter } from '@aws-sdk/client-rds';
import { startRds, type TestCluster, type TestRds } from '../testing/startRds';
import { anotherValue, means } from './testing/anotherValue';

jest.setTimeout(180_000);

/** A client sets these for its session, so that it cannot see the server's values. */
const ofSessions = ['application_name', 'client_encoding'];

describe('every modifiable parameter of a cluster group', () => {
  let test: TestRds;
  beforeAll(async () => {
    test = await startRds();
  });
  afterAll(() => test?.stop());

  async function parametersOf(group: string): Promise<Parameter[]> {
    const found: Parameter[] = [];
    let Marker: string | undefined;
    do {
      const page = await test.rds.describeDBClusterParameters({
        DBClusterParameterGroupName: group,
        Marker,
      });
      found.push(...(page.Parameters ?? []));
      Marker = page.Marker;
    } while (Marker);
    return found;
  }

  async function shownBy(
    cluster: TestCluster,
  ): Promise<Record<string, string | undefined>> {
    const rows = await test.query(
      cluster,
      // A parallel worker, which cannot take a transaction's id, has no connection to describe.
      `SELECT lower(name) AS name, setting FROM pg_settings WHERE pg_current_xact_id() IS NOT NULL
        UNION SELECT name, current_setting(name, true)
          FROM unnest(ARRAY['rds.logical_replication', 'rds.accepted_password_auth_method']) AS name`,
    );
    return Object.fromEntries(
      rows.map(({ name, setting }) => [String(name), String(setting)]),
    );
  }

  /** The settings of sessions, from the server's file. */
  async function writtenFor(): Promise<string> {
    const clusters = join(test.endpoint.stateDirectory, 'postgres', 'clusters');
    const files = await Promise.all(
      (await readdir(clusters)).map(folder =>
        readFile(join(clusters, folder, 'data', 'postgresql.conf'), 'utf8'),
      ),
    );
    return files.join('\n');
  }

  it.each(['15', '16', '17'])(
    'with PostgreSQL %s is in force after a reboot, or says that it has no effect',
    async major => {
      const name = `all-${major}`;
      await test.rds.createDBClusterParameterGroup({
        DBClusterParameterGroupName: name,
        DBParameterGroupFamily: `aurora-postgresql${major}`,
        Description: 'all parameters',
      });
      await test.createCluster(name, {
        EngineVersion: major,
        DBClusterParameterGroupName: name,
      });
      await test.createInstance(name, `${name}-one`);
      const before = await shownBy(await test.until(name));
      const modifiable = (await parametersOf(name)).filter(
        ({ IsModifiable }) => IsModifiable,
      );
      const values = modifiable.map(
        parameter =>
          [
            parameter.ParameterName ?? '',
            anotherValue(parameter, before[parameter.ParameterName ?? '']),
          ] as const,
      );
      for (let start = 0; start < values.length; start += 20) {
        await test.rds.modifyDBClusterParameterGroup({
          DBClusterParameterGroupName: name,
          Parameters: values
            .slice(start, start + 20)
            .map(([ParameterName, ParameterValue]) => ({
              ParameterName,
              ParameterValue,
              ApplyMethod: 'pending-reboot',
            })),
        });
      }
      expect(await shownBy(await test.until(name))).toMatchObject({
        work_mem: before.work_mem,
        max_connections: before.max_connections,
      });
      await test.rds.rebootDBInstance({ DBInstanceIdentifier: `${name}-one` });
      const cluster = await test.until(name);
      expect(cluster.members).toEqual({ [`${name}-one`]: 'writer in-sync' });
      const after = await shownBy(cluster);
      const written = await writtenFor();
      const inForce = (parameter: string, value: string) =>
        ofSessions.includes(parameter)
          ? written.includes(`${parameter} = '${value}'`)
          : means(value, after[parameter]);
      const excused = new Set(
        modifiable
          .filter(({ Description }) =>
            Description?.includes('It has no effect'),
          )
          .map(({ ParameterName }) => ParameterName),
      );
      const dropped = values.filter(
        ([parameter, value]) =>
          inForce(parameter, value) === excused.has(parameter),
      );
      expect(
        dropped.map(([parameter, value]) => [
          parameter,
          value,
          after[parameter],
        ]),
      ).toEqual([]);
      expect(after.wal_level).toBe('logical');
    },
  );
});
