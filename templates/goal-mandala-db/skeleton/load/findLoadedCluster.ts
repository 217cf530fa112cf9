import {
  paginateDescribeDBClusters,
  type RDSClient,
} from '@aws-sdk/client-rds';
import type { DatabaseAddress } from '../src/database/readDatabaseAddress.ts';

export interface LoadedCluster {
  identifier: string;
  /** The value of the tag `aurora-db:environment`. */
  environment?: string;
  engineVersion?: string;
  /** In ACU; both absent if the cluster isn't Serverless v2. */
  minCapacity?: number;
  maxCapacity?: number;
}

/**
 * Finds the cluster by its identifier, else by the address.
 *
 * @throws an error if there is none, or if it is a production cluster and `production` is false
 */
export async function findLoadedCluster(
  rds: RDSClient,
  {
    identifier,
    address: { host, port },
    production,
  }: {
    identifier?: string;
    address: Pick<DatabaseAddress, 'host' | 'port'>;
    production: boolean;
  },
): Promise<LoadedCluster> {
  for await (const { DBClusters = [] } of paginateDescribeDBClusters(
    { client: rds },
    { DBClusterIdentifier: identifier },
  )) {
    const found = DBClusters.find(
      ({ Endpoint, Port, CustomEndpoints = [] }) =>
        identifier !== undefined ||
        (Port === port && [Endpoint, ...CustomEndpoints].includes(host)),
    );
    if (found?.DBClusterIdentifier === undefined) {
      continue;
    }
    const environment = found.TagList?.find(
      ({ Key }) => Key === 'aurora-db:environment',
    )?.Value;
    if (environment === 'prod' && !production) {
      throw new Error(
        `${found.DBClusterIdentifier} is tagged aurora-db:environment=prod: the test takes connections and capacity away from its users. ` +
          'Load a restored copy of it instead, or give --production',
      );
    }
    return {
      identifier: found.DBClusterIdentifier,
      environment,
      engineVersion: found.EngineVersion,
      minCapacity: found.ServerlessV2ScalingConfiguration?.MinCapacity,
      maxCapacity: found.ServerlessV2ScalingConfiguration?.MaxCapacity,
    };
  }
  throw new Error(
    `No cluster of this account and region has the endpoint ${host}:${port}: give its identifier with --cluster or DATABASE_CLUSTER_ID`,
  );
}
