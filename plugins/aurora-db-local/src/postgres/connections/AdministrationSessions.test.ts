import { join } from 'node:path';
import { startRds, type TestRds } from '../../rds/testing/startRds';
import { AdministrationSessions } from './AdministrationSessions';
import { internalPasswords } from '../files/internalPasswords';

jest.setTimeout(180_000);

describe("the administration's shared session", () => {
  let test: TestRds;
  let sessions: AdministrationSessions;
  /** They wait only briefly for an answer. */
  let hasty: AdministrationSessions;
  const version = '17.9';

  beforeAll(async () => {
    test = await startRds();
    await test.createCluster('shop', {
      EngineVersion: version,
      DBClusterParameterGroupName: undefined,
    });
    await test.createInstance('shop', 'one');
    const [row] = await test.query(
      await test.until('shop'),
      'SELECT inet_server_port() AS port',
    );
    const { administration } = await internalPasswords(
      join(test.endpoint.stateDirectory, 'tls', 'internal-passwords'),
    );
    const options = {
      port: () => Number(row?.port),
      majorVersion: Number.parseInt(version, 10),
      password: administration,
      authority: test.authority,
    };
    sessions = new AdministrationSessions(options);
    hasty = new AdministrationSessions({ ...options, answersWithinMs: 3_000 });
  });

  afterAll(async () => {
    await sessions?.close();
    await hasty?.close();
    await test?.stop();
  });

  it.each([
    'idle_in_transaction_session_timeout',
    'idle_session_timeout',
    'lock_timeout',
    'statement_timeout',
    'transaction_timeout',
  ])('has no %s, whatever the database has', async timeout => {
    await sessions.query(`ALTER DATABASE rdsadmin SET ${timeout} = '1min'`);
    await sessions.close();
    await expect(
      sessions.query(`SELECT current_setting('${timeout}') AS value`),
    ).resolves.toEqual([{ value: '0' }]);
  });

  it('is opened again after a statement without an answer', async () => {
    await expect(hasty.query('SELECT pg_sleep(60)')).rejects.toThrow(
      'Query read timeout',
    );
    await expect(hasty.query('SELECT 1 AS one')).resolves.toEqual([{ one: 1 }]);
  });

  it('stays the same after a statement that PostgreSQL refuses', async () => {
    const session = () => sessions.query('SELECT pg_backend_pid() AS pid');
    const before = await session();
    await expect(sessions.query('SELECT nothing')).rejects.toMatchObject({
      code: '42703',
    });
    expect(await session()).toEqual(before);
  });
});
