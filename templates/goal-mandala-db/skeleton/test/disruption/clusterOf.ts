import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import {
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  type DBCluster,
  type RDSClient,
} from '@aws-sdk/client-rds';
import type { DatabaseAddress } from '../../src/database/readDatabaseAddress.ts';

const availableWithinMs = 15 * 60_000;

/** The cluster that an address leads to. Never one of production: these tests restart it. */
export async function clusterOf(
  rds: RDSClient,
  { host, port }: DatabaseAddress,
): Promise<{ id: string; instances: string[]; cluster: DBCluster }> {
  const { DBClusters = [] } = await rds.send(new DescribeDBClustersCommand({}));
  const cluster = DBClusters.find(
    each => each.Endpoint === host && each.Port === port,
  );
  assert(
    cluster?.DBClusterIdentifier,
    `no cluster has the endpoint ${host}:${port}`,
  );
  const environment = cluster.TagList?.find(
    ({ Key }) => Key === 'aurora-db:environment',
  )?.Value;
  assert.notEqual(
    environment,
    'prod',
    `${cluster.DBClusterIdentifier} is production: its instances would be restarted`,
  );
  return {
    id: cluster.DBClusterIdentifier,
    // The writer first
    instances: (cluster.DBClusterMembers ?? [])
      .toSorted((a, b) => Number(b.IsClusterWriter) - Number(a.IsClusterWriter))
      .map(member => member.DBInstanceIdentifier ?? ''),
    cluster,
  };
}

/** Waits until a cluster and its instances are available, and `changed` returns true for it. */
export async function untilAvailable(
  rds: RDSClient,
  id: string,
  changed: (cluster: DBCluster) => boolean = () => true,
): Promise<void> {
  for (const until = Date.now() + availableWithinMs; Date.now() < until;) {
    const { DBClusters = [] } = await rds.send(
      new DescribeDBClustersCommand({ DBClusterIdentifier: id }),
    );
    // The cluster stays available while an instance restarts.
    const { DBInstances = [] } = await rds.send(
      new DescribeDBInstancesCommand({
        Filters: [{ Name: 'db-cluster-id', Values: [id] }],
      }),
    );
    if (
      DBClusters.every(each => each.Status === 'available' && changed(each)) &&
      DBInstances.every(each => each.DBInstanceStatus === 'available')
    ) {
      return;
    }
    await delay(500);
  }
  assert.fail(`${id} is not available after ${availableWithinMs} ms`);
}
