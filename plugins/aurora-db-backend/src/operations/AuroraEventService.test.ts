import {
  createMessage,
  databaseNames,
  type HealthRange,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { mockCredentials } from '@backstage/backend-test-utils';
import { AwsUnavailableError } from '../ports/errors/AwsUnavailableError';
import type { EventSource, SourceEvent } from '../ports/DatabaseEventReader';
import type { SharedCache } from '../readings/SharedCache';
import { testCluster } from '../testing/databases/testCluster';
import { testEnvironment } from '../testing/databases/testEnvironment';
import { testLocated } from '../testing/databases/testLocated';
import { sharedCaches } from '../testing/services/sharedCaches';
import { AuroraEventService } from './AuroraEventService';
import { EventReads } from './EventReads';

const environment = testEnvironment('prod');
const names = databaseNames('orders', environment);
const { entityRef, clusterIdentifier } = names;
const start = Date.parse('2026-11-29T20:00:00Z');
const minute = 60_000;

/** RDS's events of an account, by the name of their source. */
class FakeEvents {
  readonly all: Array<SourceEvent & { kind: EventSource['kind'] }> = [];
  failure: Error | undefined;
  readonly list = jest.fn(
    async (_: unknown, source: EventSource, since: Date) => {
      if (this.failure) {
        throw this.failure;
      }
      return this.all
        .filter(
          event =>
            event.kind === source.kind &&
            (!('id' in source) || event.source === source.id) &&
            event.at >= since,
        )
        .map(({ kind, ...event }) => event);
    },
  );

  add(
    kind: EventSource['kind'],
    source: string,
    text: string,
    categories: string[],
    at: number,
  ): void {
    this.all.push({ kind, source, text, categories, at: new Date(at) });
  }
}

/** A replica's service, with a clock. */
function testService(
  rds: FakeEvents,
  options: { shared?: SharedCache; createdAt?: Date } = {},
) {
  const clock = { now: start };
  const instances = ['orders-1', 'orders-2'];
  const service = new AuroraEventService({
    access: {
      find: async () =>
        testLocated('orders', 'prod', { environment, readAt: new Date(start) }),
    },
    clusters: {
      get: async () => ({
        value: testCluster('orders', 'prod', {
          createdAt: options.createdAt ?? new Date('2026-11-01T00:00:00Z'),
        }),
        readAt: new Date(start),
      }),
    },
    instances: {
      get: async () => ({
        value: {
          clusterIdentifier,
          instances: instances.map(id => ({
            id,
            status: 'available',
            performanceInsights: true,
          })),
        },
        readAt: new Date(start),
      }),
    },
    reads: new EventReads(rds, {
      shared: options.shared,
      now: () => clock.now,
    }),
  });
  return {
    clock,
    instances,
    list: async (range: HealthRange = '24h') =>
      (
        await service.list(
          entityRef,
          range,
          mockCredentials.user(),
          new Date(clock.now),
        )
      ).items,
  };
}

describe('the events of a database', () => {
  let rds: FakeEvents;

  beforeEach(() => {
    rds = new FakeEvents();
    rds.add(
      'cluster',
      clusterIdentifier,
      'Started failover',
      ['failover'],
      start - 10 * minute,
    );
    rds.add(
      'instance',
      'orders-2',
      'DB instance restarted',
      ['availability'],
      start - 9 * minute,
    );
  });

  it('are those of the cluster, its instances and its automated snapshots, the newest first', async () => {
    const snapshot = `rds:${clusterIdentifier}-2026-11-29-18-05`;
    const backup = 'Automated cluster snapshot created';
    const at = start - 100 * minute;
    rds.add('snapshots', snapshot, backup, ['backup'], at);
    rds.add(
      'snapshots',
      `rds:x-${clusterIdentifier}-2026-11-29-18-05`,
      backup,
      ['backup'],
      at,
    );
    rds.add(
      'snapshots',
      `rds:${clusterIdentifier}-x-2026-11-29-18-05`,
      backup,
      ['backup'],
      at,
    );
    rds.add('cluster', 'other', 'Started failover', ['failover'], at);
    rds.add(
      'instance',
      'other-1',
      'DB instance restarted',
      ['availability'],
      at,
    );
    expect(await testService(rds).list()).toEqual([
      {
        at: '2026-11-29T19:51:00.000Z',
        source: 'orders-2',
        category: 'availability',
        text: 'DB instance restarted',
      },
      {
        at: '2026-11-29T19:50:00.000Z',
        source: clusterIdentifier,
        category: 'failover',
        text: 'Started failover',
      },
      {
        at: '2026-11-29T18:20:00.000Z',
        source: snapshot,
        category: 'backup',
        text: backup,
      },
    ]);
  });

  it('have one category each', async () => {
    const at = start - minute;
    rds.all.length = 0;
    rds.add('cluster', clusterIdentifier, 'a', ['notification', 'failure'], at);
    rds.add('cluster', clusterIdentifier, 'b', ['serverless'], at - 1);
    rds.add('cluster', clusterIdentifier, 'c', [], at - 2);
    expect(
      (await testService(rds).list()).map(({ category }) => category),
    ).toEqual(['failure', 'serverless', 'notification']);
  });

  it('are those of the range, and not of an earlier cluster of the same name', async () => {
    const old = start - 3 * 24 * 60 * minute;
    rds.add(
      'cluster',
      clusterIdentifier,
      'DB cluster created',
      ['creation'],
      old,
    );
    expect(await testService(rds).list('24h')).toHaveLength(2);
    expect(await testService(rds).list('7d')).toHaveLength(3);
    const createdAt = new Date(old + 1);
    expect(await testService(rds, { createdAt }).list('7d')).toHaveLength(2);
    expect(await testService(rds).list('1h')).toHaveLength(2);
  });

  it('are read once a minute for all viewers and ranges of all replicas, and then only new ones', async () => {
    const replicas = sharedCaches(2).map(shared =>
      testService(rds, { shared }),
    );
    for (const { list } of replicas) {
      await Promise.all([list('24h'), list('7d'), list('1h')]);
    }
    // The cluster, two instances, and two reads of the account's snapshots.
    expect(rds.list).toHaveBeenCalledTimes(5);
    rds.list.mockClear();
    rds.add(
      'instance',
      'orders-1',
      'DB instance shutdown',
      ['availability'],
      start,
    );
    replicas.forEach(({ clock }) => {
      clock.now += minute;
    });
    const lists = await Promise.all(replicas.map(({ list }) => list()));
    expect(lists.map(({ length }) => length)).toEqual([3, 3]);
    expect(rds.list).toHaveBeenCalledTimes(4);
    const [, , since] =
      rds.list.mock.calls.find(([, { kind }]) => kind === 'cluster') ?? [];
    expect(since?.getTime()).toBeGreaterThan(start - 30 * minute);
  });

  it('include those of an instance that was deleted', async () => {
    const { list, instances, clock } = testService(rds);
    await list();
    instances.pop();
    rds.add('instance', 'orders-2', 'DB instance deleted', ['deletion'], start);
    clock.now += minute;
    expect((await list())[0]).toMatchObject({
      source: 'orders-2',
      category: 'deletion',
    });
  });

  it('of a week of snapshots are not read in an account with many databases', async () => {
    for (let index = 0; index < 300; index += 1) {
      rds.add(
        'snapshots',
        `rds:other-${index}`,
        'x',
        ['backup'],
        start - index,
      );
    }
    await testService(rds).list();
    const reads = rds.list.mock.calls.filter(
      ([, { kind }]) => kind === 'snapshots',
    );
    expect(reads).toHaveLength(1);
  });

  it('fail if AWS gives no answer', async () => {
    rds.failure = new AwsUnavailableError(
      createMessage('error.awsThrottled', {
        action: 'rds:DescribeEvents',
        accountId: environment.accountId,
        environment: 'prod',
        region: environment.region,
      }),
      'throttled',
      environment.accountId,
    );
    await expect(testService(rds).list()).rejects.toBe(rds.failure);
  });
});
