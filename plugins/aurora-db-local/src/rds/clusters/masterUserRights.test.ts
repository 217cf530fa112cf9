import { startRds, type TestCluster, type TestRds } from '../testing/startRds';

jest.setTimeout(180_000);

const helper = { user: 'helper', password: 'made-by-the-master' };
const password = 'another-long-password';

// In PostgreSQL 15, each role with CREATEROLE can change and rename the master user.
describe('a new master password', () => {
  let test: TestRds;
  let cluster: TestCluster;

  beforeAll(async () => {
    test = await startRds();
    await test.createCluster('kept');
    await test.createInstance('kept', 'one');
    cluster = await test.until('kept');
    await test.query(
      cluster,
      `CREATE ROLE helper LOGIN CREATEROLE PASSWORD '${helper.password}'`,
    );
  });

  afterAll(() => test?.stop());

  it.each([
    [
      'gives back rights that were revoked',
      'REVOKE rds_superuser FROM postgres',
    ],
    ['gives back the login', 'ALTER ROLE postgres NOLOGIN NOCREATEROLE'],
    ['makes a renamed role again', 'ALTER ROLE postgres RENAME TO former'],
  ])('%s', async (_, loss) => {
    await test.query(cluster, loss, helper);
    await test.rds.modifyDBCluster({
      DBClusterIdentifier: 'kept',
      MasterUserPassword: password,
      ApplyImmediately: true,
    });
    await test.until('kept');
    await test.rds.rebootDBInstance({ DBInstanceIdentifier: 'one' });
    cluster = await test.until('kept');
    await expect(
      test.query(
        cluster,
        `SELECT rolcreaterole, rolcreatedb, pg_has_role('rds_superuser', 'MEMBER') AS member
           FROM pg_roles WHERE rolname = current_user`,
        { password },
      ),
    ).resolves.toEqual([
      { rolcreaterole: true, rolcreatedb: true, member: true },
    ]);
  });
});
