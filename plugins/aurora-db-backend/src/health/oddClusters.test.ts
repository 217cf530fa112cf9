import type { DBCluster, DBInstance } from '@aws-sdk/client-rds';
import type { Cluster } from '@aurora-db/backstage-plugin-aurora-db-common';
import { createExistingWorld } from '../testing/services/createExistingWorld';

const day = 24 * 3_600_000;

/** A provisioned cluster at rest, as RDS describes it, with one instance for each class. */
function legacy(
  overrides: DBCluster = {},
  classes: readonly string[] = ['db.r6g.large'],
  instance: DBInstance = {},
): { cluster: DBCluster; instances: DBInstance[] } {
  const { DBClusterIdentifier: id = 'legacy' } = overrides;
  const { EngineVersion = '15.17' } = overrides;
  const group = `default.aurora-postgresql${EngineVersion.split('.')[0]}`;
  const instances = classes.map((DBInstanceClass, index): DBInstance => ({
    DBInstanceIdentifier: `${id}-${index}`,
    DBClusterIdentifier: id,
    DBInstanceStatus: 'available',
    DBInstanceClass,
    Engine: 'aurora-postgresql',
    AvailabilityZone: `ap-northeast-1${'acd'[index % 3]}`,
    DbiResourceId: `db-${id}-${index}`,
    PerformanceInsightsEnabled: false,
    DBParameterGroups: [
      { DBParameterGroupName: group, ParameterApplyStatus: 'in-sync' },
    ],
    ...instance,
  }));
  return {
    instances,
    cluster: {
      DBClusterIdentifier: id,
      DBClusterArn: `arn:aws:rds:ap-northeast-1:444444444444:cluster:${id}`,
      DbClusterResourceId: `cluster-${id}`,
      ClusterCreateTime: new Date(Date.now() - 30 * day),
      Engine: 'aurora-postgresql',
      EngineMode: 'provisioned',
      EngineVersion,
      Status: 'available',
      DBClusterParameterGroup: group,
      DBClusterMembers: instances.map(({ DBInstanceIdentifier }, index) => ({
        DBInstanceIdentifier,
        IsClusterWriter: index === 0,
        DBClusterParameterGroupStatus: 'in-sync',
      })),
      BackupRetentionPeriod: 7,
      PreferredBackupWindow: '18:00-19:00',
      EarliestRestorableTime: new Date(Date.now() - 7 * day),
      LatestRestorableTime: new Date(),
      ...overrides,
    },
  };
}

const bounds = { MinCapacity: 2, MaxCapacity: 16 };
const readers = (members: DBCluster['DBClusterMembers'] = []) =>
  members.map(member => ({ ...member, IsClusterWriter: false }));

interface Row {
  kind: string;
  given: ReturnType<typeof legacy>;
  groups?: Record<string, string>;
  cluster: Partial<Cluster>;
  severity?: 'ok' | 'unknown' | 'warning' | 'critical';
}

const rows: Row[] = [
  {
    kind: 'a provisioned one',
    given: legacy(),
    cluster: {
      status: 'available',
      instanceClasses: ['db.r6g.large'],
      maxConnections: { configured: 1722, live: 1722, pendingReboot: false },
    },
  },
  {
    kind: 'serverless and provisioned instances mixed',
    given: legacy({ ServerlessV2ScalingConfiguration: bounds }, [
      'db.r6g.large',
      'db.serverless',
    ]),
    cluster: {
      capacity: { min: 2, max: 16 },
      instanceClasses: ['db.r6g.large', 'db.serverless'],
      maxConnections: {
        configured: 1722,
        live: 1722,
        liveHighest: 3360,
        pendingReboot: false,
      },
    },
  },
  {
    kind: 'one whose serverless instances were replaced',
    given: legacy({ ServerlessV2ScalingConfiguration: bounds }),
    cluster: { capacity: undefined, instanceClasses: ['db.r6g.large'] },
  },
  {
    kind: 'one with 15 readers',
    given: legacy(
      {},
      Array.from({ length: 16 }, () => 'db.t4g.medium'),
    ),
    cluster: {
      instanceClasses: ['db.t4g.medium'],
      maxConnections: { configured: 405, live: 405, pendingReboot: false },
    },
  },
  {
    kind: 'version 9.6',
    given: legacy({ EngineVersion: '9.6.22' }, ['db.r4.large']),
    cluster: { engineVersion: '9.6.22', instanceClasses: ['db.r4.large'] },
  },
  {
    kind: 'Aurora PostgreSQL Limitless',
    given: legacy({ EngineVersion: '16.4-limitless' }),
    cluster: { engineVersion: '16.4-limitless' },
  },
  {
    kind: 'I/O-Optimized storage',
    given: legacy({ StorageType: 'aurora-iopt1' }),
    cluster: { status: 'available' },
  },
  {
    kind: 'one of China',
    given: legacy({
      DBClusterArn: 'arn:aws-cn:rds:ap-northeast-1:444444444444:cluster:legacy',
    }),
    cluster: {
      arn: 'arn:aws-cn:rds:ap-northeast-1:444444444444:cluster:legacy',
    },
  },
  {
    kind: 'one of GovCloud',
    given: legacy({
      DBClusterArn:
        'arn:aws-us-gov:rds:ap-northeast-1:444444444444:cluster:legacy',
    }),
    cluster: {
      arn: 'arn:aws-us-gov:rds:ap-northeast-1:444444444444:cluster:legacy',
    },
  },
  {
    kind: 'one without instances',
    given: legacy({}, []),
    cluster: {
      members: [],
      instanceClasses: undefined,
      maxConnections: { pendingReboot: false },
    },
    severity: 'unknown',
  },
  {
    kind: 'one without instances whose group sets a number',
    given: legacy({ DBClusterParameterGroup: 'own' }, []),
    groups: { own: '300' },
    cluster: { maxConnections: { configured: 300, pendingReboot: false } },
    severity: 'unknown',
  },
  {
    kind: 'Serverless v1',
    given: legacy(
      {
        EngineMode: 'serverless',
        ScalingConfigurationInfo: {
          MinCapacity: 2,
          MaxCapacity: 8,
          AutoPause: true,
        },
      },
      [],
    ),
    cluster: { capacity: { min: 0, max: 8 }, members: [] },
    severity: 'unknown',
  },
  {
    kind: 'the primary of a global database',
    given: legacy({ GlobalClusterIdentifier: 'world' }),
    cluster: { globalClusterIdentifier: 'world' },
  },
  {
    kind: 'the secondary of a global database, which has no writer',
    given: (({ cluster, instances }) => ({
      instances,
      cluster: {
        ...cluster,
        DBClusterMembers: readers(cluster.DBClusterMembers),
        EarliestRestorableTime: undefined,
      },
    }))(legacy({ GlobalClusterIdentifier: 'world' })),
    cluster: {
      globalClusterIdentifier: 'world',
      members: [
        {
          id: 'legacy-0',
          role: 'reader',
          status: 'available',
          availabilityZone: 'ap-northeast-1a',
          instanceClass: 'db.r6g.large',
        },
      ],
    },
  },
  {
    kind: 'a stopped one',
    given: legacy({ Status: 'stopped' }, ['db.r6g.large'], {
      DBInstanceStatus: 'stopped',
    }),
    cluster: { status: 'stopped' },
    severity: 'unknown',
  },
  {
    kind: 'one whose key is gone',
    given: legacy({ Status: 'inaccessible-encryption-credentials' }),
    cluster: { status: 'inaccessible-encryption-credentials' },
    severity: 'critical',
  },
  {
    kind: 'one that another tool deletes',
    given: legacy({ Status: 'deleting' }),
    cluster: { status: 'deleting' },
    severity: 'unknown',
  },
  {
    kind: 'a group of its own that waits for a reboot',
    given: (({ cluster, instances }) => ({
      instances,
      cluster: {
        ...cluster,
        DBClusterParameterGroup: 'own',
        DBClusterMembers: cluster.DBClusterMembers?.map(member => ({
          ...member,
          DBClusterParameterGroupStatus: 'pending-reboot',
        })),
      },
    }))(legacy()),
    groups: { own: '100' },
    cluster: { maxConnections: { configured: 100, pendingReboot: true } },
  },
  {
    kind: 'a group that nobody may describe',
    given: legacy({ DBClusterParameterGroup: 'gone' }),
    cluster: { maxConnections: { pendingReboot: false } },
  },
];

describe('a cluster that another tool created', () => {
  it.each(rows)('$kind: is shown as it is', async row => {
    const { cluster, instances } = row.given;
    const world = await createExistingWorld({
      clusters: [cluster],
      instances,
      groups: row.groups,
    });
    const found = await world.cluster('legacy');
    expect(found.origin).toBe('existing');
    for (const [name, value] of Object.entries(row.cluster)) {
      expect([name, Reflect.get(found, name)]).toEqual([name, value]);
    }
    const health = await world.health('legacy');
    expect({ severity: health.severity, status: health.status }).toEqual({
      severity: row.severity ?? 'ok',
      status: found.status,
    });
    expect(health.metrics.connections.max).toBe(
      found.maxConnections.liveHighest ??
        found.maxConnections.live ??
        (found.maxConnections.pendingReboot
          ? undefined
          : found.maxConnections.configured),
    );
    const [summary] = await world.list();
    expect(summary).toMatchObject({
      entityRef: 'resource:default/prod.legacy',
      severity: health.severity,
      status: health.status,
    });
    expect(summary?.instanceClasses).toEqual(found.instanceClasses);
    world.end();
  });

  it.each([
    ['legacy', undefined],
    ['l'.repeat(63), 'l'.repeat(63)],
  ])(
    'has its identifier in the list only if the entity’s name has a part of it: %s',
    async (DBClusterIdentifier, clusterIdentifier) => {
      const { cluster, instances } = legacy({ DBClusterIdentifier });
      const world = await createExistingWorld({
        clusters: [cluster],
        instances,
      });
      const [summary] = await world.list();
      expect(summary?.clusterIdentifier).toBe(clusterIdentifier);
      world.end();
    },
  );

  it.each<[string | undefined, string]>([
    ['aurora-mysql', 'Aurora MySQL'],
    ['postgres', 'a Multi-AZ cluster of RDS'],
    ['neptune', 'Neptune'],
    ['docdb', 'DocumentDB'],
    ['', 'an engine that RDS does not name'],
  ])('is left out with engine %s: %s', async Engine => {
    const { cluster, instances } = legacy({ Engine });
    const world = await createExistingWorld({ clusters: [cluster], instances });
    expect(await world.list()).toEqual([]);
    await expect(world.cluster('legacy')).rejects.toThrow();
    world.end();
  });

  it('is shown whatever members of RDS’s answers are missing', async () => {
    const full = legacy({ GlobalClusterIdentifier: 'world' }, [
      'db.r6g.large',
      'db.serverless',
    ]);
    const random = mulberry(20261130);
    for (let round = 0; round < 40; round += 1) {
      const omit = <T extends object>(
        value: T,
        kept: readonly string[] = [],
      ): T => {
        const copy = { ...value };
        for (const name of Object.keys(copy)) {
          if (!kept.includes(name) && random() < 0.3) {
            Reflect.deleteProperty(copy, name);
          }
        }
        return copy;
      };
      const cluster = omit(full.cluster, [
        'DBClusterIdentifier',
        'DBClusterArn',
        'Engine',
      ]);
      const world = await createExistingWorld({
        clusters: [
          {
            ...cluster,
            DBClusterMembers: cluster.DBClusterMembers?.map(member =>
              omit(member),
            ),
          },
        ],
        instances: full.instances.map(instance => omit(instance)),
      });
      expect(await world.cluster('legacy')).toMatchObject({
        clusterIdentifier: 'legacy',
      });
      await world.health('legacy');
      expect(await world.list()).toHaveLength(1);
      world.end();
    }
  });
});

/** Random numbers from 0 to 1 that are the same in each run. */
function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
