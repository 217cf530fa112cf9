import { rm } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { type AuroraLocal, createAuroraLocal } from '@aurora-db/local';
import type { Cluster } from '@aurora-db/backstage-plugin-aurora-db-common';
import { RDS } from '@aws-sdk/client-rds';
import { ConfigReader } from '@backstage/config';
import pg from 'pg';
import { AwsClients } from '../../aws/AwsClients';
import { RdsClusters } from '../../aws/rds/RdsClusters';
import { RdsParameters } from '../../aws/rds/RdsParameters';
import { ConnectionSettingReads } from '../../readings/ConnectionSettings';
import { ParameterGroups } from '../../readings/ParameterGroups';
import { localPortalConfig } from '../../testing/databases/createLocalDatabase';
import { testEnvironment } from '../../testing/databases/testEnvironment';
import { testExistingLocated } from '../../testing/databases/testExistingLocated';
import { makeStateDirectory } from '../../testing/servers/makeStateDirectory';
import { until } from '../../testing/servers/until';
import { DatabaseConnectionLimits } from './DatabaseConnectionLimits';

jest.setTimeout(180_000);

const id = 'legacy-orders';
const group = { DBClusterParameterGroupName: 'legacy' };
const password = 'a-password-of-this-test';

describe('the connection limits of a cluster that another tool created', () => {
  let directory: string;
  let local: AuroraLocal;
  let clients: AwsClients;
  let rds: RDS;
  let environment: ReturnType<typeof testEnvironment>;
  let clusters: RdsClusters;
  let limits: DatabaseConnectionLimits;
  let later = 0;

  /** Expects these limits. An answer waits for 2 s for parameter groups, and a later one has them. */
  const expectKnown = async (wanted: Partial<Cluster['maxConnections']>) => {
    const read = async () => {
      const live = await clusters.describe(environment, id);
      const instances = await clusters.describeInstances(environment, id);
      return limits.read(testExistingLocated(live, environment), {
        live,
        instances,
      });
    };
    expect(
      await until(read, found => isDeepStrictEqual(found, wanted), 20),
    ).toEqual(wanted);
  };
  /** What the servers have, the lowest first. */
  const inServers = async () => {
    const { DBInstances = [] } = await rds.describeDBInstances({});
    const ca = await (await fetch(`${local.url}/_aurora-local/ca.pem`)).text();
    const found = await Promise.all(
      DBInstances.map(async ({ Endpoint }) => {
        const client = new pg.Client({
          host: Endpoint?.Address,
          port: Endpoint?.Port,
          user: 'postgres',
          password,
          database: 'postgres',
          ssl: { ca },
        });
        await client.connect();
        const { rows } = await client.query('SHOW max_connections');
        await client.end();
        return Number(rows[0].max_connections);
      }),
    );
    return found.sort((one, other) => one - other);
  };
  const untilSettled = () =>
    until(
      async () => [
        (await clusters.describe(environment, id))?.status,
        ...(await clusters.describeInstances(environment, id)).instances.map(
          ({ status }) => status,
        ),
      ],
      statuses =>
        statuses.length === 3 && statuses.every(one => one === 'available'),
      120,
    );

  beforeAll(async () => {
    directory = await makeStateDirectory();
    local = await createAuroraLocal({ stateDirectory: directory });
    clients = AwsClients.fromConfig(
      new ConfigReader(localPortalConfig(local.url)),
    );
    environment = testEnvironment('local', { endpoint: local.url });
    const { accountId, region } = environment;
    rds = new RDS({
      region,
      endpoint: local.url,
      credentials: { accessKeyId: accountId, secretAccessKey: 'local' },
    });
    clusters = new RdsClusters(clients);
    limits = new DatabaseConnectionLimits(
      new ConnectionSettingReads(
        new ParameterGroups(new RdsParameters(clients), {
          now: () => Date.now() + later,
        }),
      ),
    );
    await rds.createDBClusterParameterGroup({
      ...group,
      DBParameterGroupFamily: 'aurora-postgresql15',
      Description: 'By hand',
    });
    await rds.createDBCluster({
      DBClusterIdentifier: id,
      Engine: 'aurora-postgresql',
      MasterUsername: 'postgres',
      MasterUserPassword: password,
      ServerlessV2ScalingConfiguration: { MinCapacity: 1, MaxCapacity: 4 },
      ...group,
    });
    for (const [name, DBInstanceClass] of [
      ['writer', 'db.t4g.medium'],
      ['reader', 'db.serverless'],
    ]) {
      await rds.createDBInstance({
        DBInstanceIdentifier: `${id}-${name}`,
        DBClusterIdentifier: id,
        Engine: 'aurora-postgresql',
        DBInstanceClass,
      });
    }
    await untilSettled();
  });
  afterAll(async () => {
    rds?.destroy();
    clients?.destroy();
    await local?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  it('are those of its servers', async () => {
    expect(await inServers()).toEqual([405, 823]);
    await expectKnown({
      configured: 405,
      live: 405,
      liveHighest: 823,
      pendingReboot: false,
    });
  });

  it('stay those of its servers until they reboot', async () => {
    await rds.modifyDBClusterParameterGroup({
      ...group,
      Parameters: [
        {
          ParameterName: 'max_connections',
          ParameterValue: 'LEAST({DBInstanceClassMemory/95313920},5000)',
          ApplyMethod: 'pending-reboot',
        },
      ],
    });
    later += 6 * 60_000;
    expect(await inServers()).toEqual([405, 823]);
    // The memory of a serverless instance is unknown, and so is what the formula gives.
    await expectKnown({
      live: 405,
      liveHighest: 823,
      pendingReboot: true,
    });
    await rds.modifyDBClusterParameterGroup({
      ...group,
      Parameters: [
        {
          ParameterName: 'max_connections',
          ParameterValue: '150',
          ApplyMethod: 'pending-reboot',
        },
      ],
    });
    later += 6 * 60_000;
    await expectKnown({
      configured: 150,
      live: 405,
      liveHighest: 823,
      pendingReboot: true,
    });
    for (const name of ['writer', 'reader']) {
      await rds.rebootDBInstance({ DBInstanceIdentifier: `${id}-${name}` });
      await untilSettled();
    }
    expect(await inServers()).toEqual([150, 150]);
    await expectKnown({
      configured: 150,
      live: 150,
      pendingReboot: false,
    });
  });
});
