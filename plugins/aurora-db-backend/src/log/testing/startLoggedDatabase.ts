import { rm } from 'node:fs/promises';
import { databaseNames } from '@aurora-db/backstage-plugin-aurora-db-common';
import { createAuroraLocal } from '@aurora-db/local';
import { RDS } from '@aws-sdk/client-rds';
import { mockCredentials } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import pg from 'pg';
import { AwsClients } from '../../aws/AwsClients';
import { CloudWatchLogEvents } from '../../aws/cloudwatch/CloudWatchLogEvents';
import { RdsClusters } from '../../aws/rds/RdsClusters';
import { testEnvironment } from '../../testing/databases/testEnvironment';
import { testLocated } from '../../testing/databases/testLocated';
import { makeStateDirectory } from '../../testing/servers/makeStateDirectory';
import { until } from '../../testing/servers/until';
import { AuroraLogService } from '../AuroraLogService';
import { LogCallBudget } from '../LogCallBudget';
import type { LogRequest } from '../LogRequest';

const password = 'correct-horse-battery';
const subnetGroup = 'private';

/** A real database with its log, and the service that reads it. */
export async function startLoggedDatabase() {
  const directory = await makeStateDirectory();
  const local = await createAuroraLocal({ stateDirectory: directory });
  const environment = testEnvironment('dev', { endpoint: local.url });
  const { accountId, region, shortName } = environment;
  const names = databaseNames('orders', { shortName });
  const { clusterIdentifier, entityRef } = names;
  const accounts = [
    { accountId, accessKeyId: accountId, secretAccessKey: 'local' },
  ];
  const clients = AwsClients.fromConfig(
    new ConfigReader({ aws: { accounts } }),
  );
  const rds = new RDS({
    endpoint: local.url,
    region,
    credentials: { accessKeyId: accountId, secretAccessKey: 'local' },
  });
  await rds.createDBSubnetGroup({
    DBSubnetGroupName: subnetGroup,
    DBSubnetGroupDescription: 'two zones',
    SubnetIds: ['subnet-0a0b0c0d0e0f0001a', 'subnet-0a0b0c0d0e0f0001c'],
  });
  await rds.createDBCluster({
    DBClusterIdentifier: clusterIdentifier,
    Engine: 'aurora-postgresql',
    MasterUsername: 'postgres',
    MasterUserPassword: password,
    DatabaseName: 'orders',
    DBSubnetGroupName: subnetGroup,
    ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 1 },
    EnableCloudwatchLogsExports: ['postgresql'],
  });
  await rds.createDBInstance({
    DBInstanceIdentifier: 'orders-1',
    DBClusterIdentifier: clusterIdentifier,
    DBInstanceClass: 'db.serverless',
    Engine: 'aurora-postgresql',
  });
  // A cluster can be available before its first instance, whose server answers.
  await until(
    () => rds.describeDBInstances({ DBInstanceIdentifier: 'orders-1' }),
    ({ DBInstances = [] }) => DBInstances[0]?.DBInstanceStatus === 'available',
    Infinity,
  );
  const { DBClusters: [cluster] = [] } = await until(
    () => rds.describeDBClusters({ DBClusterIdentifier: clusterIdentifier }),
    ({ DBClusters = [] }) => DBClusters[0]?.Status === 'available',
    Infinity,
  );
  const authority = await fetch(`${local.url}/_aurora-local/ca.pem`);
  const connection: pg.ClientConfig = {
    host: cluster?.Endpoint,
    port: cluster?.Port,
    user: 'postgres',
    password,
    database: 'orders',
    ssl: { ca: await authority.text() },
  };
  const logEvents = new CloudWatchLogEvents(clients);
  const clusters = new RdsClusters(clients);
  // The clock of the budget runs so fast that no call waits.
  let ticks = 0;
  const service = new AuroraLogService({
    access: {
      find: async () => testLocated('orders', 'dev', { environment }),
    },
    clusters: {
      get: async (...key) => ({
        value: await clusters.describe(...key),
        readAt: new Date(),
      }),
    },
    logEvents,
    budget: new LogCallBudget({ now: () => (ticks += 60_000) }),
  });
  return {
    rds,
    clients,
    environment,
    clusterIdentifier,
    logGroupName: `/aws/rds/cluster/${clusterIdentifier}/postgresql`,
    connection,
    logEvents,
    read: (request: LogRequest) =>
      service.read(entityRef, request, mockCredentials.user()),
    async stop() {
      rds.destroy();
      clients.destroy();
      await local.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
