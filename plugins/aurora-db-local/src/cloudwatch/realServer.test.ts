import {
  CloudWatchClient,
  GetMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import {
  CreateDBClusterCommand,
  CreateDBInstanceCommand,
  CreateDBSubnetGroupCommand,
  DescribeDBClustersCommand,
  RDSClient,
  waitUntilDBInstanceAvailable,
} from '@aws-sdk/client-rds';
import pg from 'pg';
import { startEndpoint, type TestEndpoint } from '../testing/startEndpoint';

const clusterIdentifier = 'metrics-of-a-real-server';
const password = 'correct-horse-battery';

describe('the metrics of a real PostgreSQL server', () => {
  let endpoint: TestEndpoint;
  let rds: RDSClient;
  let cloudWatch: CloudWatchClient;
  let caCertificate: string;

  beforeAll(async () => {
    endpoint = await startEndpoint();
    rds = new RDSClient(endpoint.clientConfig());
    cloudWatch = new CloudWatchClient(endpoint.clientConfig());
    caCertificate = await (
      await fetch(`${endpoint.url}/_aurora-local/ca.pem`)
    ).text();
    await rds.send(
      new CreateDBSubnetGroupCommand({
        DBSubnetGroupName: 'private',
        DBSubnetGroupDescription: 'private subnets',
        SubnetIds: ['subnet-0a0b0c0d0e0f0001a', 'subnet-0a0b0c0d0e0f0001c'],
      }),
    );
    await rds.send(
      new CreateDBClusterCommand({
        DBSubnetGroupName: 'private',
        DBClusterIdentifier: clusterIdentifier,
        Engine: 'aurora-postgresql',
        MasterUsername: 'postgres',
        MasterUserPassword: password,
        ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 1 },
      }),
    );
    await rds.send(
      new CreateDBInstanceCommand({
        DBInstanceIdentifier: 'writer-of-metrics',
        DBClusterIdentifier: clusterIdentifier,
        DBInstanceClass: 'db.serverless',
        Engine: 'aurora-postgresql',
      }),
    );
    await waitUntilDBInstanceAvailable(
      { client: rds, maxWaitTime: 240, minDelay: 1, maxDelay: 1 },
      { DBInstanceIdentifier: 'writer-of-metrics' },
    );
  }, 300_000);

  afterAll(async () => {
    rds?.destroy();
    cloudWatch?.destroy();
    await endpoint?.stop();
  }, 180_000);

  async function connect(): Promise<pg.Client> {
    const { DBClusters } = await rds.send(
      new DescribeDBClustersCommand({ DBClusterIdentifier: clusterIdentifier }),
    );
    const client = new pg.Client({
      host: DBClusters?.[0]?.Endpoint,
      port: DBClusters?.[0]?.Port,
      user: 'postgres',
      password,
      database: 'postgres',
      ssl: { ca: caCertificate },
    });
    await client.connect();
    return client;
  }

  /** The largest value of the last minutes; undefined if there is none. */
  async function largest(MetricName: string): Promise<number | undefined> {
    const { MetricDataResults } = await cloudWatch.send(
      new GetMetricDataCommand({
        StartTime: new Date(Date.now() - 600_000),
        EndTime: new Date(Date.now() + 60_000),
        MetricDataQueries: [
          {
            Id: 'm',
            MetricStat: {
              Metric: {
                Namespace: 'AWS/RDS',
                MetricName,
                Dimensions: [
                  { Name: 'DBClusterIdentifier', Value: clusterIdentifier },
                ],
              },
              Period: 3600,
              Stat: 'Maximum',
            },
          },
        ],
      }),
    );
    return MetricDataResults?.[0]?.Values?.at(0);
  }

  it('show its connections, its load, its size, and that capacity rises to the maximum', async () => {
    const clients = await Promise.all([connect(), connect(), connect()]);
    const work = async (client: pg.Client) => {
      await client.query('INSERT INTO written VALUES (1)');
      await client.query('SELECT count(*) FROM generate_series(1, 1000000)');
    };
    const check = async () => {
      expect(await largest('ServerlessDatabaseCapacity')).toBe(1);
      expect(await largest('ACUUtilization')).toBe(100);
      expect(await largest('CPUUtilization')).toBeGreaterThan(50);
      expect(await largest('DatabaseConnections')).toBe(3);
      expect(await largest('EngineUptime')).toBeGreaterThan(5);
      expect(await largest('VolumeBytesUsed')).toBeGreaterThan(5_000_000);
      expect(await largest('FreeableMemory')).toBeLessThan(4 * 1024 ** 3);
      expect(await largest('CommitLatency')).toBeGreaterThan(0);
      expect(await largest('BufferCacheHitRatio')).toBeGreaterThan(50);
      expect(await largest('AuroraReplicaLag')).toBeUndefined();
    };
    try {
      await clients[0]?.query('CREATE TABLE written (n bigint)');
      // 1 ACU is at most a quarter of a core here. This uses as much of one as it can get, which may
      // be little in the first samples.
      for (const end = Date.now() + 300_000; ;) {
        await Promise.all(clients.map(work));
        const failure = await check().then(
          () => undefined,
          (error: unknown) => error,
        );
        if (failure === undefined) {
          return;
        }
        if (Date.now() > end) {
          throw failure;
        }
      }
    } finally {
      await Promise.all(clients.map(client => client.end()));
    }
  }, 360_000);
});
