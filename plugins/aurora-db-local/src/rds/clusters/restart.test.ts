import { readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { RDS } from '@aws-sdk/client-rds';
import { createAuroraLocal } from '../../createAuroraLocal';
import { findRunningProcess } from '../../processes/findRunningProcess';
import {
  masterPassword,
  queryCluster,
  startRds,
  type TestCluster,
  type TestRds,
} from '../testing/startRds';
import { startCommand } from '../testing/startCommand';
import { makeStateDirectory } from '../../testing/makeStateDirectory';

jest.setTimeout(180_000);

/**
 * Repeats a request until there is an answer, as a client with retries does while a server
 * restarts.
 */
async function answer<T>(ask: () => Promise<T>): Promise<T> {
  for (const end = Date.now() + 60_000; ; await delay(100)) {
    try {
      return await ask();
    } catch (error) {
      if (Date.now() > end) {
        throw error;
      }
    }
  }
}

describe('a server that is killed', () => {
  let test: TestRds;
  let cluster: TestCluster;
  const postmaster = async (folder: 'data' | 'standby') => {
    const writer = folder === 'data' ? cluster.writer : cluster.reader;
    const [row] = await test.query(
      { ...cluster, writer },
      `SELECT current_setting('data_directory') AS folder`,
    );
    return Number(
      (
        await readFile(join(String(row?.folder), 'postmaster.pid'), 'utf8')
      ).split('\n')[0],
    );
  };

  beforeAll(async () => {
    test = await startRds();
    await test.createCluster('tough');
    await test.createInstance('tough', 'one');
    await test.createInstance('tough', 'two');
    cluster = await test.until('tough');
    await test.query(
      cluster,
      'GRANT pg_read_all_settings TO postgres; CREATE TABLE kept AS SELECT 1 AS id',
    );
  });

  afterAll(() => test?.stop());

  it.each(['data', 'standby'] as const)(
    'has the committed data afterwards: the server in %s',
    async folder => {
      const killed = await postmaster(folder);
      process.kill(killed, 'SIGKILL');
      const again = await answer(() => postmaster(folder));
      expect(again).not.toBe(killed);
      await expect(
        answer(() => test.query(cluster, 'SELECT id FROM kept')),
      ).resolves.toEqual([{ id: 1 }]);
    },
  );

  it('continues to feed its reader', async () => {
    await test.query(cluster, 'CREATE TABLE later AS SELECT 2 AS id');
    await expect(
      answer(() =>
        test.query(
          { ...cluster, writer: cluster.reader },
          'SELECT id FROM later',
        ),
      ),
    ).resolves.toEqual([{ id: 2 }]);
  });
});

describe('aurora-db-local started again on its state', () => {
  let stateDirectory: string;

  beforeEach(async () => {
    stateDirectory = await makeStateDirectory();
  });

  afterEach(() => rm(stateDirectory, { recursive: true, force: true }));

  it('continues an interrupted creation, and a reset deletes everything', async () => {
    const first = await createAuroraLocal({ stateDirectory });
    await requestCluster(first.url).finally(() => first.stop());

    const second = await createAuroraLocal({ stateDirectory });
    try {
      const { cluster, ssl } = await lookAt(second.url);
      await expect(
        queryCluster(cluster, 'SELECT current_database() AS name', { ssl }),
      ).resolves.toEqual([{ name: 'goalmandalamain' }]);

      await fetch(`${second.url}/_aurora-local/reset`, { method: 'POST' });
      await expect(
        clientOf(second.url).describeDBClusters({}),
      ).resolves.toMatchObject({ DBClusters: [] });
      await expect(queryCluster(cluster, 'SELECT 1', { ssl })).rejects.toThrow(
        /ECONNREFUSED/,
      );
    } finally {
      await second.stop();
    }
  });

  it('ends the servers that a killed one left behind, before it starts its own on their data', async () => {
    const killed = await startCommand(stateDirectory);
    await requestCluster(killed.url);
    await requestInstance(killed.url, 'two');
    const { cluster, reader, ssl } = await answer(() => lookAt(killed.url, 2));
    const ask = (where = cluster) =>
      queryCluster(
        where,
        `SELECT pg_postmaster_start_time()::text AS since, (SELECT count(*)::int FROM pg_stat_activity WHERE backend_type = 'checkpointer') AS servers`,
        { ssl },
      );
    await queryCluster(cluster, 'CREATE TABLE kept AS SELECT 1 AS id', { ssl });
    const [orphan] = await ask();
    const [orphanedReader] = await ask(reader);
    const orphans = await postmasters(stateDirectory);
    await killWatchersOf(orphans);
    await killed.kill();
    // The endpoints ended with the killed process.
    await expect(ask()).rejects.toThrow(/ECONNREFUSED/);
    expect(orphans).toHaveLength(2);
    expect(await running(orphans)).toEqual(orphans);

    const next = await createAuroraLocal({ stateDirectory });
    try {
      const again = await answer(() => lookAt(next.url, 2));
      expect(again.cluster).toEqual(cluster);
      const [readerNow] = await answer(() => ask(reader));
      expect(readerNow?.since).not.toBe(orphanedReader?.since);
      const [row] = await ask();
      expect(row?.since).not.toBe(orphan?.since);
      expect(await running(orphans)).toEqual([]);
      await expect(
        queryCluster(cluster, 'SELECT id FROM kept', { ssl }),
      ).resolves.toEqual([{ id: 1 }]);
    } finally {
      await next.stop();
    }
    await expect(ask()).rejects.toThrow(/ECONNREFUSED/);
    await expect(ask(reader)).rejects.toThrow(/ECONNREFUSED/);
  });

  it('has no servers left when it is killed: they shut down', async () => {
    const killed = await startCommand(stateDirectory);
    await requestCluster(killed.url);
    await answer(() => lookAt(killed.url));
    const servers = await postmasters(stateDirectory);
    expect(servers).toHaveLength(1);
    expect(await running(servers)).toEqual(servers);
    await killed.kill();
    while ((await running(servers)).length > 0) {
      await delay(50);
    }
    // A server that shuts down removes its file.
    expect(await postmasters(stateDirectory)).toEqual([]);
  });
});

/** Process ids of the servers of all clusters, from their files. */
async function postmasters(stateDirectory: string): Promise<number[]> {
  const clusters = join(stateDirectory, 'postgres', 'clusters');
  const files = (await readdir(clusters)).flatMap(name =>
    ['data', 'standby'].map(folder =>
      join(clusters, name, folder, 'postmaster.pid'),
    ),
  );
  const found = await Promise.all(
    files.map(async file =>
      Number((await readFile(file, 'utf8').catch(() => '')).split('\n')[0]),
    ),
  );
  return found.filter(Boolean);
}

/**
 * Kills the process that ends servers with their aurora-db-local, as the system does when it runs
 * out of memory.
 */
async function killWatchersOf(servers: readonly number[]): Promise<void> {
  const wanted = servers.map(pid => `kill -INT "$0"\0${pid}\0`);
  const processes = (await readdir('/proc')).filter(name => /^\d+$/.test(name));
  let killed = 0;
  for (const name of processes) {
    const command = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(
      () => '',
    );
    if (wanted.some(end => command.endsWith(end))) {
      process.kill(Number(name), 'SIGKILL');
      killed += 1;
    }
  }
  expect(killed).toBe(servers.length);
}

/** The running processes among the given ones. */
async function running(pids: readonly number[]): Promise<number[]> {
  const found = await Promise.all(pids.map(pid => findRunningProcess(pid)));
  return pids.filter((_, index) => found[index]);
}

function clientOf(endpoint: string): RDS {
  return new RDS({
    endpoint,
    region: 'ap-northeast-1',
    credentials: {
      accessKeyId: '123456789012',
      secretAccessKey: 'not-checked',
    },
    maxAttempts: 1,
  });
}

async function requestCluster(endpoint: string): Promise<void> {
  const rds = clientOf(endpoint);
  await rds.createDBSubnetGroup({
    DBSubnetGroupName: 'private',
    DBSubnetGroupDescription: 'd',
    SubnetIds: ['subnet-0a0b0c0d0e0f0001a', 'subnet-0a0b0c0d0e0f0001c'],
  });
  await rds.createDBCluster({
    DBClusterIdentifier: 'lasting',
    Engine: 'aurora-postgresql',
    MasterUsername: 'postgres',
    MasterUserPassword: masterPassword,
    DatabaseName: 'goalmandalamain',
    DBSubnetGroupName: 'private',
    ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 1 },
  });
  await requestInstance(endpoint, 'one');
}

async function requestInstance(
  endpoint: string,
  identifier: string,
): Promise<void> {
  await clientOf(endpoint).createDBInstance({
    DBInstanceIdentifier: identifier,
    DBClusterIdentifier: 'lasting',
    DBInstanceClass: 'db.serverless',
    Engine: 'aurora-postgresql',
  });
}

/**
 * The cluster's address and authority. Rejects until it is available with the given number of
 * instances.
 */
async function lookAt(endpoint: string, instances = 1) {
  const rds = clientOf(endpoint);
  const { DBClusters: [cluster] = [] } = await rds.describeDBClusters({
    DBClusterIdentifier: 'lasting',
  });
  const { DBInstances = [] } = await rds.describeDBInstances({});
  const statuses = DBInstances.map(instance => instance.DBInstanceStatus);
  if (
    cluster?.Status !== 'available' ||
    statuses.length !== instances ||
    statuses.some(status => status !== 'available')
  ) {
    throw new Error(
      `The cluster is ${cluster?.Status}, its instances are ${statuses.join(', ')}`,
    );
  }
  const ca = await (await fetch(`${endpoint}/_aurora-local/ca.pem`)).text();
  return {
    cluster: { writer: cluster.Endpoint ?? '', port: cluster.Port ?? 0 },
    reader: { writer: cluster.ReaderEndpoint ?? '', port: cluster.Port ?? 0 },
    ssl: { ca },
  };
}
