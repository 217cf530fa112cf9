import {
  accountId,
  connectStatement,
  startIamRds,
  type TestCredentials,
  type TestIamRds,
} from '../testing/startIamRds';
import type { TestCluster } from '../testing/startRds';

jest.setTimeout(180_000);

const me = [{ me: 'lambda-user' }];
/** RDS's answer to every invalid token. */
const refusal = {
  code: '28000',
  message: 'PAM authentication failed for user "lambda-user"',
};

describe('IAM authentication', () => {
  let test: TestIamRds;
  let cluster: TestCluster;
  let role: TestCredentials;

  beforeAll(async () => {
    test = await startIamRds();
    await test.createCluster('shop', { EnableIAMDatabaseAuthentication: true });
    await test.createInstance('shop', 'one');
    await test.createInstance('shop', 'two');
    cluster = await test.until('shop');
    // As the application's first migration does.
    await test.query(
      cluster,
      `CREATE USER "lambda-user" PASSWORD 'of-no-use'; GRANT rds_iam TO "lambda-user"`,
    );
    await test.untilFollowed(cluster);
    await test.putRole('application', [
      connectStatement(await test.resourceId('shop')),
    ]);
    role = await test.assume('application');
  });

  afterAll(() => test?.stop());

  const fresh = (wishes = {}) =>
    test.tokenFor(cluster, { credentials: role, ...wishes });

  it("lets a role log in that may connect to the cluster's resource id", async () => {
    await expect(test.logIn(cluster, await fresh())).resolves.toEqual(me);
  });

  it('accepts a token that is created at the beginning of each connection', async () => {
    await expect(test.logIn(cluster, fresh)).resolves.toEqual(me);
  });

  it('accepts a token for the reader endpoint, and there one for localhost', async () => {
    const reader = { ...cluster, writer: cluster.reader };
    for (const hostname of [cluster.reader, 'localhost']) {
      await expect(
        test.logIn(reader, await fresh({ hostname })),
      ).resolves.toEqual(me);
    }
  });

  it("lets an account's own key log in, whose secret is in the README", async () => {
    const credentials = { accessKeyId: accountId, secretAccessKey: 'any' };
    await expect(
      test.logIn(cluster, await fresh({ credentials })),
    ).resolves.toEqual(me);
  });

  it("encrypts the session to the server, and gives it exactly its user's rights", async () => {
    await expect(
      test.query(
        cluster,
        'SELECT ssl, rolsuper FROM pg_stat_ssl, pg_roles WHERE pid = pg_backend_pid() AND rolname = current_user',
        { user: 'lambda-user', password: await fresh() },
      ),
    ).resolves.toEqual([{ ssl: true, rolsuper: false }]);
  });

  it('asks other users for a password, which can be bound to the channel', async () => {
    for (const enableChannelBinding of [false, true]) {
      await expect(
        test.query(cluster, 'SELECT session_user AS me', {
          enableChannelBinding,
        }),
      ).resolves.toEqual([{ me: 'postgres' }]);
    }
  });

  it('asks for a token from the GRANT until the REVOKE, also through other roles', async () => {
    await test.query(
      cluster,
      `CREATE USER later PASSWORD 'plain'; CREATE ROLE team; GRANT rds_iam TO team`,
    );
    const withPassword = () => test.logIn(cluster, 'plain', { user: 'later' });
    await expect(withPassword()).resolves.toEqual([{ me: 'later' }]);
    await test.query(cluster, 'GRANT team TO later');
    await expect(withPassword()).rejects.toThrow(
      'PAM authentication failed for user "later"',
    );
    await test.query(cluster, 'REVOKE team FROM later');
    await expect(withPassword()).resolves.toEqual([{ me: 'later' }]);
  });

  it('lets a role log in by a managed policy, within its permissions boundary', async () => {
    const iam = (operation: string, input: Record<string, unknown>) =>
      test.endpoint.services.call('iam', operation, input, {
        accountId,
        region: 'ap-northeast-1',
        requestId: 'test',
        principalArn: `arn:aws:iam::${accountId}:root`,
      });
    const createPolicy = (PolicyName: string, Action: string) =>
      iam('CreatePolicy', {
        PolicyName,
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: { Effect: 'Allow', Action, Resource: '*' },
        },
      });
    const policy = (name: string) => `arn:aws:iam::${accountId}:policy/${name}`;
    await createPolicy('connect', 'rds-db:connect');
    await createPolicy('narrow', 'secretsmanager:*');
    await test.putRole('managed', []);
    const credentials = await test.assume('managed');
    const attempt = async () =>
      test.logIn(cluster, await fresh({ credentials }));

    await expect(attempt()).rejects.toMatchObject(refusal);
    await iam('AttachRolePolicy', {
      RoleName: 'managed',
      PolicyArn: policy('connect'),
    });
    await expect(attempt()).resolves.toEqual(me);
    await iam('PutRolePermissionsBoundary', {
      RoleName: 'managed',
      PermissionsBoundary: policy('narrow'),
    });
    await expect(attempt()).rejects.toMatchObject(refusal);
    expect(test.lastRefusal()).toMatch(/boundary .*narrow .* does not allow/);
    await iam('PutRolePermissionsBoundary', {
      RoleName: 'managed',
      PermissionsBoundary: policy('connect'),
    });
    await expect(attempt()).resolves.toEqual(me);
  });

  it('accepts any user name, with any characters in a certificate', async () => {
    const username = 'a,CN=postgres+"ü\\b #1';
    await test.query(
      cluster,
      `CREATE USER "${username.replaceAll('"', '""')}" IN ROLE rds_iam`,
    );
    await test.putRole('anybody', [
      connectStatement('', {
        Resource: `arn:aws:rds-db:*:${accountId}:dbuser:*`,
      }),
    ]);
    const credentials = await test.assume('anybody');
    await expect(
      test.logIn(cluster, await fresh({ credentials, username }), {
        user: username,
      }),
    ).resolves.toEqual([{ me: username }]);
  });

  it('cannot be bypassed: the server lets members of rds_iam log in only through the proxy', async () => {
    const [{ port } = {}] = await test.query(
      cluster,
      'SELECT inet_server_port() AS port',
    );
    expect(port).not.toBe(cluster.port);
    const server = { ...cluster, port: Number(port) };
    for (const password of ['of-no-use', await fresh()]) {
      await expect(test.logIn(server, password)).rejects.toThrow(
        'connection requires a valid client certificate',
      );
    }
  });

  it('cannot lock out the administration by granting it rds_iam', async () => {
    await test.query(cluster, 'GRANT rds_iam TO rdsadmin');
    // Opens separate sessions.
    await test.rds.createDBClusterSnapshot({
      DBClusterIdentifier: 'shop',
      DBClusterSnapshotIdentifier: 'release',
    });
    await test.until('shop');
    await expect(
      test.rds.describeDBClusterSnapshots({
        DBClusterSnapshotIdentifier: 'release',
      }),
    ).resolves.toMatchObject({ DBClusterSnapshots: [{ Status: 'available' }] });
    await test.query(cluster, 'REVOKE rds_iam FROM rdsadmin');
  });

  it('ends at once with ModifyDBCluster, and begins with it again', async () => {
    const set = async (EnableIAMDatabaseAuthentication: boolean) => {
      await test.rds.modifyDBCluster({
        DBClusterIdentifier: 'shop',
        EnableIAMDatabaseAuthentication,
        ApplyImmediately: true,
      });
    };
    await set(false);
    const refused = test.logIn(cluster, await fresh());
    await expect(refused).rejects.toMatchObject(refusal);
    expect(test.lastRefusal()).toMatch(/IAM database authentication is off/);
    await test.until('shop');
    await set(true);
    await expect(test.logIn(cluster, await fresh())).resolves.toEqual(me);
    await test.until('shop');
  });

  it('works after a failover and a restart of the cluster', async () => {
    await test.rds.failoverDBCluster({ DBClusterIdentifier: 'shop' });
    await test.until('shop');
    await expect(test.logIn(cluster, await fresh())).resolves.toEqual(me);
    await test.rds.stopDBCluster({ DBClusterIdentifier: 'shop' });
    await test.until('shop', 'stopped');
    await expect(test.logIn(cluster, await fresh())).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
    await test.rds.startDBCluster({ DBClusterIdentifier: 'shop' });
    await test.until('shop');
    await expect(test.logIn(cluster, await fresh())).resolves.toEqual(me);
  });

  it('connects the reader endpoint to the writer after the reader is deleted, also after a restart', async () => {
    const reader = { ...cluster, writer: cluster.reader };
    await test.rds.deleteDBInstance({ DBInstanceIdentifier: 'one' });
    for (const restart of [
      async () => undefined,
      () => test.rds.rebootDBInstance({ DBInstanceIdentifier: 'two' }),
    ]) {
      await restart();
      await test.until('shop');
      await expect(
        test.query(reader, 'SELECT pg_is_in_recovery() AS follows', {
          user: 'lambda-user',
          password: await fresh({ hostname: cluster.reader }),
        }),
      ).resolves.toEqual([{ follows: false }]);
    }
  });

  it('needs a separate right for a restored cluster', async () => {
    await test.rds.restoreDBClusterFromSnapshot({
      DBClusterIdentifier: 'again',
      SnapshotIdentifier: 'release',
      Engine: 'aurora-postgresql',
      DBSubnetGroupName: 'private',
      EnableIAMDatabaseAuthentication: true,
      ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 1 },
    });
    await test.createInstance('again', 'again-one');
    const again = await test.until('again');
    const token = await test.tokenFor(again, { credentials: role });
    await expect(test.logIn(again, token)).rejects.toMatchObject(refusal);
    expect(test.lastRefusal()).toMatch(/no policy of the role application/);
    await test.putRole('application', [
      connectStatement(await test.resourceId('shop')),
      connectStatement(await test.resourceId('again')),
    ]);
    await expect(test.logIn(again, token)).resolves.toEqual(me);
  });
});
