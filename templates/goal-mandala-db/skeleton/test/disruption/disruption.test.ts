// Restart, failover and rotation under traffic. This disturbs all users of the cluster, so it is a
// separate command (npm run test:disruption), and it refuses production.
import '../../scripts/loadEnvironment.ts';
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import {
  after,
  afterEach,
  before,
  beforeEach,
  describe,
  test,
} from 'node:test';
import {
  FailoverDBClusterCommand,
  ModifyDBClusterCommand,
  RDSClient,
  RebootDBInstanceCommand,
} from '@aws-sdk/client-rds';
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { readOwnerAddress } from '../../scripts/readOwnerAddress.ts';
import { readDatabaseAddress } from '../../src/database/readDatabaseAddress.ts';
import {
  createTestDatabase,
  ownerSettings,
  type TestDatabase,
} from '../testDatabase.ts';
import { clusterOf, untilAvailable } from './clusterOf.ts';
import { Traffic } from './Traffic.ts';

describe('an application goes on working', () => {
  const rds = new RDSClient();
  const secretsManager = new SecretsManagerClient();
  let server: TestDatabase;
  let traffic: Traffic;

  before(async () => {
    server = await createTestDatabase({ migrated: false });
    await server.query('CREATE TABLE traffic (id int PRIMARY KEY)');
  });
  after(() => server.drop());

  beforeEach(async () => {
    await server.query('TRUNCATE traffic');
    traffic = new Traffic(
      server.open({
        readAddress: () => readDatabaseAddress(ownerSettings, secretsManager),
      }),
    );
    await delay(500);
  });
  afterEach(() => traffic.stop());

  /**
   * As RDS's own rotation does it: the cluster first, then the secret. In between new connections
   * are refused.
   */
  async function rotate(cluster: string) {
    const [secret = ''] = ownerSettings.secretId.split(',');
    const { SecretString = '{}' } = await secretsManager.send(
      new GetSecretValueCommand({ SecretId: secret }),
    );
    const password = randomBytes(15).toString('hex');
    await rds.send(
      new ModifyDBClusterCommand({
        DBClusterIdentifier: cluster,
        MasterUserPassword: password,
        ApplyImmediately: true,
      }),
    );
    await secretsManager.send(
      new PutSecretValueCommand({
        SecretId: secret,
        SecretString: JSON.stringify({ ...JSON.parse(SecretString), password }),
      }),
    );
  }

  /** Traffic continues, nothing failed, and each acknowledged row is there once. */
  async function assertUnharmed() {
    const before = traffic.acknowledged;
    // The next retry may begin up to 5 s from now.
    for (const until = Date.now() + 30_000; ; await delay(100)) {
      if (traffic.acknowledged > before + 10) {
        break;
      }
      assert(Date.now() < until, 'nothing is written any more');
    }
    assert.deepEqual(await traffic.stop(), []);
    const [{ rows } = { rows: 0 }] = await server.query(
      'SELECT count(*)::int AS rows FROM traffic',
    );
    assert.equal(rows, traffic.acknowledged);
  }

  test('while the server is restarted in the middle of it', async context => {
    const { id, instances } = await clusterOf(rds, server.address);
    const started = async () => {
      const [row] = await server.query(
        'SELECT pg_postmaster_start_time()::text AS at',
      );
      return row?.at;
    };
    const before = await started();
    await rds.send(
      new RebootDBInstanceCommand({ DBInstanceIdentifier: instances[0] }),
    );
    await untilAvailable(rds, id);
    await assertUnharmed();
    assert.notEqual(await started(), before);
    context.diagnostic(`the longest request took ${traffic.longestMs} ms`);
  });

  test('while a reader takes over from the writer', async context => {
    const { id, instances } = await clusterOf(rds, server.address);
    if (instances.length < 2) {
      await assert.rejects(
        rds.send(new FailoverDBClusterCommand({ DBClusterIdentifier: id })),
        'a cluster of one instance has no reader to fail over to',
      );
    } else {
      await rds.send(new FailoverDBClusterCommand({ DBClusterIdentifier: id }));
      await untilAvailable(
        rds,
        id,
        ({ DBClusterMembers = [] }) =>
          DBClusterMembers.find(({ IsClusterWriter }) => IsClusterWriter)
            ?.DBInstanceIdentifier !== instances[0],
      );
    }
    await assertUnharmed();
    context.diagnostic(`the longest request took ${traffic.longestMs} ms`);
  });

  test('while the password is rotated, and without a deployment', async () => {
    const { id, cluster } = await clusterOf(rds, server.address);
    const before = await server.address.password();
    if (cluster.MasterUserSecret) {
      // RDS manages the password, and rotates it by itself.
      await rds.send(
        new ModifyDBClusterCommand({
          DBClusterIdentifier: id,
          RotateMasterUserPassword: true,
          ApplyImmediately: true,
        }),
      );
    } else {
      await rotate(id);
    }
    await untilAvailable(rds, id);
    for (const until = Date.now() + 60_000; ; await delay(500)) {
      server.address = await readOwnerAddress(undefined);
      if ((await server.address.password()) !== before) {
        break;
      }
      assert(Date.now() < until, 'the secret has the old password still');
    }
    // Every connection has to log in again.
    await server.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    await assertUnharmed();
  });
});
