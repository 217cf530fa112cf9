import {
  GetMetricDataCommand,
  type CloudWatchClient,
} from '@aws-sdk/client-cloudwatch';
import {
  paginateDescribeDBClusters,
  type DBCluster,
  type RDSClient,
} from '@aws-sdk/client-rds';
import type { DatabaseAddress } from '../src/database/readDatabaseAddress.ts';

/**
 * Finds the cluster that has an endpoint.
 *
 * @throws an error if there is none, or if it is a production cluster and `production` is false
 */
export async function findLoadedCluster(
  rds: RDSClient,
  { host, port }: Pick<DatabaseAddress, 'host' | 'port'>,
  production: boolean,
): Promise<DBCluster> {
  for await (const { DBClusters = [] } of paginateDescribeDBClusters(
    { client: rds },
    {},
  )) {
    const found = DBClusters.find(
      ({ Endpoint, Port, CustomEndpoints = [] }) =>
        Port === port && [Endpoint, ...CustomEndpoints].includes(host),
    );
    const isProduction = found?.TagList?.some(
      ({ Key, Value }) => Key === 'aurora-db:environment' && Value === 'prod',
    );
    if (isProduction && !production) {
      throw new Error(
        `${found?.DBClusterIdentifier} is tagged aurora-db:environment=prod: the test takes connections and capacity away from its users. ` +
          'Load a restored copy of it instead, or give --production',
      );
    }
    if (found) {
      return found;
    }
  }
  throw new Error(
    `No cluster of this account and region has the endpoint ${host}:${port}: name a secret with the cluster's own endpoint in DATABASE_SECRET_ID`,
  );
}

/** The highest value of the cluster's instances: ACU, connections, percent of the maximum capacity. */
const metrics = {
  capacity: 'ServerlessDatabaseCapacity',
  connections: 'DatabaseConnections',
  cpu: 'CPUUtilization',
};

/** CloudWatch's values of the minute that begins at a time (ISO 8601). */
export type Minute = { at: string } & Partial<
  Record<keyof typeof metrics, number>
>;

/** Reads CloudWatch's values of a cluster from a time until now. */
export async function readMinutes(
  cloudwatch: CloudWatchClient,
  cluster: string | undefined,
  from: Date,
): Promise<Minute[]> {
  const Dimensions = [{ Name: 'DBClusterIdentifier', Value: cluster }];
  const { MetricDataResults = [] } = await cloudwatch.send(
    new GetMetricDataCommand({
      StartTime: from,
      EndTime: new Date(),
      MetricDataQueries: Object.entries(metrics).map(([Id, MetricName]) => ({
        Id,
        MetricStat: {
          Metric: { Namespace: 'AWS/RDS', MetricName, Dimensions },
          Period: 60,
          Stat: 'Maximum',
        },
      })),
    }),
  );
  const minutes = new Map<string, Minute>();
  for (const { Id = '', Timestamps = [], Values = [] } of MetricDataResults) {
    for (const [index, time] of Timestamps.entries()) {
      const at = time.toISOString();
      minutes.set(at, { ...minutes.get(at), at, [Id]: Values[index] });
    }
  }
  return [...minutes.values()].sort((a, b) => a.at.localeCompare(b.at));
}
