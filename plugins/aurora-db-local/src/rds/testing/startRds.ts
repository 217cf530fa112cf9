import { setTimeout as delay } from 'node:timers/promises';
import { RDS } from '@aws-sdk/client-rds';
import pg from 'pg';
import { subnetsOf } from '../../ec2/defaultLandscape';
import { startEndpoint, type TestEndpoint } from '../../testing/startEndpoint';

export const masterPassword = 'correct-horse-battery';
/** Longest wait for a status. Only a busy machine takes a large part of it. */
const longestWaitMs = 110_000;

/** A client of an endpoint's RDS, with helpers for tests. */
export interface ConnectedRds {
  rds: RDS;
  /** The authority of the servers' certificates, as PEM. */
  authority: string;
  /** Creates the resources that a cluster needs. */
  createGroups(): Promise<void>;
  createCluster(
    identifier: string,
    more?: Partial<Parameters<RDS['createDBCluster']>[0]>,
  ): Promise<void>;
  createInstance(cluster: string, identifier: string): Promise<void>;
  /** Resolves with the cluster when it and all its instances have the status. */
  until(identifier: string, status?: string): Promise<TestCluster>;
  /** Resolves with the window of restores to a time when there is one. */
  untilRestorable(
    identifier: string,
  ): Promise<{ earliest: Date; latest: Date }>;
  /** Resolves when the reader has all that was committed at the writer. */
  untilFollowed(cluster: TestCluster): Promise<void>;
  /** Runs statements as the master user over verified TLS. */
  query(
    cluster: TestCluster,
    statement: string,
    options?: Partial<pg.ClientConfig>,
  ): Promise<Record<string, unknown>[]>;
}

/** A separate endpoint for a test. */
export interface TestRds extends ConnectedRds {
  endpoint: TestEndpoint;
  stop(): Promise<void>;
}

/** The properties of a cluster that tests use. */
export interface TestCluster {
  port: number;
  writer: string;
  reader: string;
  /** For example `{ one: 'writer in-sync', two: 'reader pending-reboot' }`. */
  members: Record<string, string>;
  version: string;
}

/** Starts a separate endpoint with the resources that a cluster needs. */
export async function startRds(
  options?: Parameters<typeof startEndpoint>[0],
): Promise<TestRds> {
  const endpoint = await startEndpoint(options);
  const test = await connectRds(endpoint);
  await test.createGroups();
  return { ...test, endpoint, stop: () => endpoint.stop() };
}

export async function connectRds({
  url,
}: {
  url: string;
}): Promise<ConnectedRds> {
  const rds = new RDS({
    endpoint: url,
    region: 'ap-northeast-1',
    credentials: {
      accessKeyId: '123456789012',
      secretAccessKey: 'not-checked',
    },
    maxAttempts: 1,
  });
  const authority = await (await fetch(`${url}/_aurora-local/ca.pem`)).text();

  const until: ConnectedRds['until'] = async (
    identifier,
    status = 'available',
  ) => {
    for (const end = Date.now() + longestWaitMs; Date.now() < end;) {
      const { DBClusters: [cluster] = [] } = await rds.describeDBClusters({
        DBClusterIdentifier: identifier,
      });
      const { DBInstances = [] } = await rds.describeDBInstances({
        Filters: [{ Name: 'db-cluster-id', Values: [identifier] }],
      });
      const statuses = [
        cluster?.Status,
        ...DBInstances.map(({ DBInstanceStatus }) => DBInstanceStatus),
      ];
      if (statuses.every(present => present === status)) {
        return {
          port: cluster?.Port ?? 0,
          writer: cluster?.Endpoint ?? '',
          reader: cluster?.ReaderEndpoint ?? '',
          version: cluster?.EngineVersion ?? '',
          members: Object.fromEntries(
            (cluster?.DBClusterMembers ?? []).map(member => [
              member.DBInstanceIdentifier,
              `${member.IsClusterWriter ? 'writer' : 'reader'} ${member.DBClusterParameterGroupStatus}`,
            ]),
          ),
        };
      }
      if (cluster?.Status === 'failed') {
        const { Events = [] } = await rds.describeEvents({
          SourceType: 'db-cluster',
          SourceIdentifier: identifier,
        });
        throw new Error(`${identifier} failed: ${Events.at(-1)?.Message}`);
      }
      await delay(50);
    }
    throw new Error(`${identifier} did not become ${status}`);
  };

  const query: ConnectedRds['query'] = (cluster, statement, options) =>
    queryCluster(cluster, statement, { ssl: { ca: authority }, ...options });

  return {
    rds,
    authority,
    until,
    async untilFollowed(cluster) {
      const [writer] = await query(
        cluster,
        'SELECT pg_current_wal_lsn() AS position',
      );
      const replayed = `SELECT pg_last_wal_replay_lsn() >= '${String(writer?.position)}' AS follows`;
      const ask = () => query(cluster, replayed, { host: cluster.reader });
      while ((await ask())[0]?.follows !== true) {
        await delay(50);
      }
    },
    async untilRestorable(identifier) {
      for (const end = Date.now() + longestWaitMs; Date.now() < end;) {
        const { DBClusters: [cluster] = [] } = await rds.describeDBClusters({
          DBClusterIdentifier: identifier,
        });
        const {
          EarliestRestorableTime: earliest,
          LatestRestorableTime: latest,
        } = cluster ?? {};
        if (earliest && latest) {
          return { earliest, latest };
        }
        await delay(50);
      }
      throw new Error(`${identifier} got no backup`);
    },
    async createGroups() {
      await rds.createDBSubnetGroup({
        DBSubnetGroupName: 'private',
        DBSubnetGroupDescription: 'two zones',
        SubnetIds: subnetsOf({ region: 'ap-northeast-1' })
          .filter(({ kind }) => kind === 'private')
          .map(({ subnetId }) => subnetId),
      });
      await rds.createDBClusterParameterGroup({
        DBClusterParameterGroupName: 'parameters',
        DBParameterGroupFamily: 'aurora-postgresql15',
        Description: 'of the test',
      });
    },
    async createCluster(identifier, more = {}) {
      await rds.createDBCluster({
        DBClusterIdentifier: identifier,
        Engine: 'aurora-postgresql',
        MasterUsername: 'postgres',
        MasterUserPassword: masterPassword,
        DatabaseName: 'goalmandalamain',
        DBSubnetGroupName: 'private',
        DBClusterParameterGroupName: 'parameters',
        ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 1 },
        ...more,
      });
    },
    async createInstance(cluster, identifier) {
      await rds.createDBInstance({
        DBInstanceIdentifier: identifier,
        DBClusterIdentifier: cluster,
        DBInstanceClass: 'db.serverless',
        Engine: 'aurora-postgresql',
      });
    },
    query,
  };
}

/** Runs statements as the master user of a test's cluster. */
export async function queryCluster(
  { writer, port }: Pick<TestCluster, 'writer' | 'port'>,
  statement: string,
  options: Partial<pg.ClientConfig>,
): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({
    host: writer,
    port,
    user: 'postgres',
    password: masterPassword,
    database: 'goalmandalamain',
    ...options,
  });
  // A stopping server ends its connections.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}
