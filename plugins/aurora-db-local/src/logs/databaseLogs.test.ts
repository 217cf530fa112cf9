import {
  CloudWatchLogs,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import {
  startRds,
  type TestCluster,
  type TestRds,
} from '../rds/testing/startRds';

jest.setTimeout(180_000);

const logGroupName = '/aws/rds/cluster/orders/postgresql';

describe('the log of a database', () => {
  let test: TestRds;
  let logs: CloudWatchLogs;
  let cluster: TestCluster;

  beforeAll(async () => {
    test = await startRds();
    logs = new CloudWatchLogs(test.endpoint.clientConfig());
    await test.createCluster('orders', {
      EnableCloudwatchLogsExports: ['postgresql'],
    });
    await test.createInstance('orders', 'orders-1');
    await test.createInstance('orders', 'orders-2');
    cluster = await test.until('orders');
  });

  afterAll(async () => {
    logs?.destroy();
    await test?.stop();
  });

  async function messages(
    filterPattern: string,
    more: Partial<Parameters<CloudWatchLogs['filterLogEvents']>[0]> = {},
  ) {
    const found: Array<{ stream?: string; message?: string }> = [];
    for await (const { events = [] } of paginateFilterLogEvents(
      { client: logs },
      { logGroupName, filterPattern, ...more },
    )) {
      found.push(
        ...events.map(({ logStreamName, message }) => ({
          stream: logStreamName,
          message: message?.replace(/^.*\]:/, ''),
        })),
      );
    }
    return found;
  }

  /** The events of a pattern when there are this many. */
  async function untilFound(filterPattern: string, count: number) {
    let found = await messages(filterPattern);
    while (found.length < count) {
      await delay(50);
      found = await messages(filterPattern);
    }
    return found;
  }

  const fail = (statement: string, host = cluster.writer) =>
    expect(
      test.query({ ...cluster, writer: host }, statement),
    ).rejects.toThrow();

  it('is a group with a stream for each instance, in which an event is a line with those that continue it', async () => {
    await fail('SELECT 1 /\n  0 AS "on the writer"');
    await fail('SELECT 1 / 0 AS "on the reader"', cluster.reader);
    const statements = await untilFound('"AS \\"on the"', 2);
    expect(statements).toEqual(
      expect.arrayContaining([
        {
          stream: 'orders-1.0',
          message: 'STATEMENT:  SELECT 1 /\n\t  0 AS "on the writer"',
        },
        {
          stream: 'orders-2.0',
          message: 'STATEMENT:  SELECT 1 / 0 AS "on the reader"',
        },
      ]),
    );
    const { logStreams } = await logs.describeLogStreams({ logGroupName });
    expect(logStreams).toMatchObject([
      { logStreamName: 'orders-1.0' },
      { logStreamName: 'orders-2.0' },
    ]);
    for (const { firstEventTimestamp, lastEventTimestamp } of logStreams ??
      []) {
      expect(lastEventTimestamp).toBeGreaterThanOrEqual(
        firstEventTimestamp ?? Infinity,
      );
    }
  });

  it('contains a refused login, and nothing of the sessions of RDS', async () => {
    const client = new pg.Client({
      host: cluster.writer,
      port: cluster.port,
      user: 'postgres',
      password: 'wrong',
      database: 'postgres',
      ssl: { ca: test.authority },
    });
    await expect(client.connect()).rejects.toThrow();
    await untilFound('"FATAL:  password authentication failed"', 1);
    await expect(messages('"rdsadmin@"')).resolves.toEqual([]);
    await expect(messages('"rdsrepladmin@"')).resolves.toEqual([]);
  });

  it('shows the SQLSTATE if log_error_verbosity asks for it', async () => {
    await test.query(
      cluster,
      `ALTER ROLE postgres SET log_error_verbosity = 'verbose'`,
    );
    await fail('SELECT 1 / 0 AS verbose');
    await test.query(cluster, 'ALTER ROLE postgres RESET log_error_verbosity');
    const [error] = await untilFound('"ERROR:  22012: division by zero"', 1);
    expect(error).toMatchObject({ stream: 'orders-1.0' });
  });

  it('stays with its instance when another one becomes the writer', async () => {
    await fail('SELECT 1 / 0 AS "before the failover"');
    await untilFound('"before the failover"', 1);
    await test.rds.failoverDBCluster({ DBClusterIdentifier: 'orders' });
    cluster = await test.until('orders');
    await fail('SELECT 1 / 0 AS "after the failover"');
    await untilFound('"after the failover"', 1);
    await expect(messages('failover STATEMENT')).resolves.toMatchObject([
      { stream: 'orders-1.0' },
      { stream: 'orders-2.0' },
    ]);
  });

  it('has nothing while its export is off, and stays in its group when its database is deleted', async () => {
    const change = (
      CloudwatchLogsExportConfiguration: NonNullable<
        Parameters<
          TestRds['rds']['modifyDBCluster']
        >[0]['CloudwatchLogsExportConfiguration']
      >,
    ) =>
      test.rds.modifyDBCluster({
        DBClusterIdentifier: 'orders',
        CloudwatchLogsExportConfiguration,
      });
    await fail('SELECT 1 / 0 AS "exported first"');
    await change({ DisableLogTypes: ['postgresql'] });
    await test.until('orders');
    await fail('SELECT 1 / 0 AS "not exported"');
    await change({ EnableLogTypes: ['postgresql'] });
    await test.until('orders');
    await fail('SELECT 1 / 0 AS "exported again"');
    await untilFound('"exported again"', 1);
    await expect(messages('"not exported"')).resolves.toEqual([]);
    for (const DBInstanceIdentifier of ['orders-1', 'orders-2']) {
      await test.rds.deleteDBInstance({ DBInstanceIdentifier });
    }
    await test.rds.deleteDBCluster({
      DBClusterIdentifier: 'orders',
      SkipFinalSnapshot: true,
    });
    await expect(gone()).resolves.toBe('DBClusterNotFoundFault');
    await expect(messages('"exported first"')).resolves.toHaveLength(1);
    await untilFound('"database system is shut down"', 2);
    await test.createCluster('orders', {
      EnableCloudwatchLogsExports: ['postgresql'],
    });
    await test.createInstance('orders', 'orders-1');
    cluster = await test.until('orders');
    await fail('SELECT 1 / 0 AS "of the next database"');
    await untilFound('"of the next database"', 1);
    await expect(messages('"exported first"')).resolves.toHaveLength(1);
  });

  it('begins again in a new group when its group is deleted', async () => {
    // The first backup logs its checkpoint, which would begin the group again too.
    await test.untilRestorable('orders');
    await fail('SELECT 1 / 0 AS "before the deletion"');
    await untilFound('"before the deletion"', 1);
    await logs.deleteLogGroup({ logGroupName });
    await expect(messages('deletion')).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    await fail('SELECT 1 / 0 AS "after the deletion"');
    let found: Awaited<ReturnType<typeof messages>> = [];
    while (found.length === 0) {
      await delay(50);
      found = await messages('deletion STATEMENT').catch(() => []);
    }
    expect(found).toEqual([
      expect.objectContaining({
        message: expect.stringContaining('after the deletion'),
      }),
    ]);
  });

  async function gone(): Promise<string> {
    for (;;) {
      try {
        await test.rds.describeDBClusters({ DBClusterIdentifier: 'orders' });
        await delay(50);
      } catch (error) {
        return error instanceof Error ? error.name : String(error);
      }
    }
  }
});
