import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type RDS, paginateDescribeEvents } from '@aws-sdk/client-rds';
import { advanceTime, weekSeconds } from '../testing/advanceTime';
import { startRds, type TestRds } from '../testing/startRds';
import { distantBackupWindow, windowIn } from '../testing/windowsFromNow';

jest.setTimeout(180_000);

describe('the events of a database', () => {
  let test: TestRds;
  let since: Date;

  beforeAll(async () => {
    test = await startRds();
    since = new Date();
    await test.createCluster('orders', {
      PreferredBackupWindow: distantBackupWindow(),
      PreferredMaintenanceWindow: windowIn(48),
    });
    await test.createInstance('orders', 'orders-1');
    await test.createInstance('orders', 'orders-2');
    await test.until('orders');
  });

  afterAll(() => test?.stop());

  beforeEach(() => {
    since = new Date();
  });

  /** Since the test began, as `source: category: message`. */
  async function events(): Promise<string[]> {
    const { Events = [] } = await test.rds.describeEvents({ StartTime: since });
    return Events.filter(
      ({ SourceType }) => SourceType !== 'db-cluster-snapshot',
    ).map(
      ({ SourceIdentifier, EventCategories, Message }) =>
        `${SourceIdentifier}: ${EventCategories?.join()}: ${Message}`,
    );
  }

  async function until(event: string): Promise<string[]> {
    for (;;) {
      const found = await events();
      if (found.includes(event)) {
        return found;
      }
      await delay(50);
    }
  }

  it('tell a failover, with the instance', async () => {
    await test.rds.failoverDBCluster({ DBClusterIdentifier: 'orders' });
    await test.until('orders');
    const found = await events();
    expect(found).toEqual([
      'orders: failover: Started cross AZ failover to DB instance: orders-2',
      'orders-2: availability: DB instance shutdown',
      'orders-1: availability: DB instance shutdown',
      'orders-2: availability: DB instance restarted',
      'orders-1: availability: DB instance restarted',
      'orders: failover: Completed failover to DB instance: orders-2',
    ]);
  });

  it('tell a reboot of an instance', async () => {
    await test.rds.rebootDBInstance({ DBInstanceIdentifier: 'orders-1' });
    await test.until('orders');
    await expect(events()).resolves.toEqual([
      'orders-1: availability: DB instance shutdown',
      'orders-1: availability: DB instance restarted',
    ]);
  });

  const recovery = (instance: string) => [
    `${instance}: recovery: Recovery of the DB instance has started. Recovery time will vary with the amount of data to be recovered`,
    `${instance}: availability: DB instance restarted`,
    `${instance}: recovery: Recovery of the DB instance is complete`,
  ];

  it('tell the recovery of a writer and of a reader whose server was killed', async () => {
    const folder = join(test.endpoint.stateDirectory, 'postgres/clusters');
    const [cluster = ''] = await readdir(folder);
    for (const [data, instance] of [
      ['data', 'orders-2'],
      ['standby', 'orders-1'],
    ]) {
      since = new Date();
      const pid = await readFile(
        join(folder, cluster, `${data}/postmaster.pid`),
        'utf8',
      );
      process.kill(Number.parseInt(pid, 10), 'SIGKILL');
      await expect(
        until(`${instance}: recovery: Recovery of the DB instance is complete`),
      ).resolves.toEqual(recovery(`${instance}`));
    }
  });

  it('tell a change of the class, the group and the cluster', async () => {
    await test.rds.createDBParameterGroup({
      DBParameterGroupName: 'own',
      DBParameterGroupFamily: 'aurora-postgresql15',
      Description: 'of the test',
    });
    await test.rds.modifyDBParameterGroup({
      DBParameterGroupName: 'own',
      Parameters: [
        {
          ParameterName: 'log_min_duration_statement',
          ParameterValue: '500',
          ApplyMethod: 'immediate',
        },
      ],
    });
    await test.rds.modifyDBInstance({
      DBInstanceIdentifier: 'orders-1',
      DBInstanceClass: 'db.r6g.large',
      DBParameterGroupName: 'own',
      ApplyImmediately: true,
    });
    await test.until('orders');
    await test.rds.modifyDBCluster({
      DBClusterIdentifier: 'orders',
      BackupRetentionPeriod: 3,
    });
    await test.until('orders');
    await expect(events()).resolves.toEqual([
      'own: configuration change: Updated parameter log_min_duration_statement to 500 with apply method immediate',
      'orders-1: configuration change: Applying modification to database instance class',
      'orders-1: configuration change: Updated to use DBParameterGroup own',
      'orders-1: configuration change: Finished applying modification to DB instance class',
      'orders: configuration change: Finished applying modification to DB cluster',
    ]);
  });

  it('tell a class that changes in the maintenance window', async () => {
    await test.rds.modifyDBInstance({
      DBInstanceIdentifier: 'orders-1',
      DBInstanceClass: 'db.serverless',
    });
    await test.until('orders');
    since = new Date();
    await advanceTime(test.endpoint, weekSeconds);
    await expect(
      until(
        'orders-1: configuration change: Finished applying modification to DB instance class',
      ),
    ).resolves.toContain(
      'orders-1: configuration change: Applying modification to database instance class',
    );
    await test.until('orders');
  });

  it('tell backups, stop and start, and are in pages', async () => {
    await test.rds.createDBClusterSnapshot({
      DBClusterIdentifier: 'orders',
      DBClusterSnapshotIdentifier: 'manual',
    });
    const backups = async () => {
      const { Events = [] } = await test.rds.describeEvents({
        SourceType: 'db-cluster-snapshot',
        SourceIdentifier: 'manual',
        EventCategories: ['backup'],
      });
      return Events.map(({ Message }) => Message);
    };
    while ((await backups()).length < 2) {
      await delay(50);
    }
    await expect(backups()).resolves.toEqual([
      'Creating manual cluster snapshot',
      'Manual cluster snapshot created',
    ]);
    // The cluster is available a moment after its snapshot.
    await test.until('orders');
    await test.rds.stopDBCluster({ DBClusterIdentifier: 'orders' });
    await test.until('orders', 'stopped');
    await test.rds.startDBCluster({ DBClusterIdentifier: 'orders' });
    await test.until('orders');
    await expect(events()).resolves.toEqual(
      expect.arrayContaining([
        'orders: notification: DB cluster stopped',
        'orders-1: notification: DB instance stopped',
        'orders: notification: DB cluster started',
        'orders-1: notification: DB instance started',
      ]),
    );
    const pages: number[] = [];
    for await (const { Events = [] } of paginateDescribeEvents(
      { client: test.rds, pageSize: 20 },
      { Duration: 60 },
    )) {
      pages.push(Events.length);
    }
    expect(pages.length).toBeGreaterThan(1);
    expect(pages[0]).toBe(20);
  });

  it.each<[string, (rds: RDS) => Promise<unknown>, string, RegExp]>([
    [
      'a duration of more than 14 days',
      rds => rds.describeEvents({ Duration: 20_161 }),
      'InvalidParameterValue',
      /20161/,
    ],
    [
      'a start after the end',
      rds =>
        rds.describeEvents({
          StartTime: new Date(2000),
          EndTime: new Date(1000),
        }),
      'InvalidParameterCombination',
      /StartTime/,
    ],
    [
      'a source without its type',
      rds => rds.describeEvents({ SourceIdentifier: 'orders' }),
      'InvalidParameterCombination',
      /SourceType/,
    ],
    [
      'a page of 19',
      rds => rds.describeEvents({ MaxRecords: 19 }),
      'InvalidParameterValue',
      /20/,
    ],
  ])('refuse %s', async (_what, call, name, message) => {
    await expect(call(test.rds)).rejects.toMatchObject({
      name,
      message: expect.stringMatching(message),
    });
  });
});
