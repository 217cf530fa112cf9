import {
  paginateDescribeDBClusters,
  type RDSClient,
} from '@aws-sdk/client-rds';
import type { DatabaseAddress } from '../src/database/readDatabaseAddress.ts';

/** The cluster that the test is about. */
export interface LoadedCluster {
  identifier: string;
  /** What the tag `aurora-db:environment` says. */
  environment?: string;
  engineVersion?: string;
  /** ACU at least and at most; neither where the cluster isn't Serverless v2. */
  minCapacity?: number;
  maxCapacity?: number;
}

/**
 * Finds the cluster by its identifier, or by the address.
 *
 * @throws an error where there is none, or it is one of production and that wasn't said
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
        `${found.DBClusterIdentifier} is tagged aurora-db:environment=prod: the test takes its connections and its capacity away from the users. ` +
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
