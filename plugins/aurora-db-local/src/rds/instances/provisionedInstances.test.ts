import {
  paginateDescribeEngineDefaultClusterParameters,
  type RDS,
} from '@aws-sdk/client-rds';
import { startRds, type TestRds } from '../testing/startRds';

jest.setTimeout(180_000);

const formula = 'LEAST({DBInstanceClassMemory/9531392},5000)';

describe('a cluster with provisioned instances', () => {
  let test: TestRds;

  const create = (
    DBInstanceIdentifier: string,
    DBInstanceClass: string,
    DBClusterIdentifier = 'shop',
    more: Partial<Parameters<RDS['createDBInstance']>[0]> = {},
  ) =>
    test.rds.createDBInstance({
      DBInstanceIdentifier,
      DBClusterIdentifier,
      DBInstanceClass,
      Engine: 'aurora-postgresql',
      ...more,
    });
  const connections = async () => {
    const cluster = await test.until('shop');
    const [row] = await test.query(cluster, 'SHOW max_connections');
    return row?.max_connections;
  };

  beforeAll(async () => {
    test = await startRds();
    await test.createCluster('shop', {
      ServerlessV2ScalingConfiguration: undefined,
    });
    await create('shop-1', 'db.t4g.medium');
    await test.until('shop');
  });
  afterAll(() => test?.stop());

  it.each([
    [
      'nonsense',
      'InvalidParameterValue',
      /Invalid DB Instance class: nonsense/,
    ],
    ['db.r6g.tiny', 'InvalidParameterValue', /db\.r6g\.tiny/],
    [
      'db.m5.large',
      'InvalidParameterCombination',
      /DBInstanceClass=db\.m5\.large, Engine=aurora-postgresql/,
    ],
    ['db.r6g.24xlarge', 'InvalidParameterCombination', /db\.r6g\.24xlarge/],
    [
      'db.serverless',
      'InvalidDBClusterStateFault',
      /Set the Serverless v2 scaling configuration on the parent DB cluster/,
    ],
  ])(
    'refuses %s, at the creation and at a change',
    async (name, code, message) => {
      const refusals = await Promise.all([
        create('other', name).catch((error: Error) => error),
        test.rds
          .modifyDBInstance({
            DBInstanceIdentifier: 'shop-1',
            DBInstanceClass: name,
            ApplyImmediately: true,
          })
          .catch((error: Error) => error),
      ]);
      for (const refusal of refusals) {
        expect(refusal).toMatchObject({
          name: code,
          message: expect.stringMatching(message),
        });
      }
    },
  );

  it('offers exactly the classes that it takes', async () => {
    const { OrderableDBInstanceOptions = [] } =
      await test.rds.describeOrderableDBInstanceOptions({
        Engine: 'aurora-postgresql',
        MaxRecords: 1000,
      });
    const offered = new Set(
      OrderableDBInstanceOptions.map(option => option.DBInstanceClass),
    );
    expect([...offered]).toEqual(
      expect.arrayContaining([
        'db.serverless',
        'db.r6g.large',
        'db.t4g.medium',
      ]),
    );
    expect(offered).not.toContain('db.r4.large');
  });

  it('describes the default of max_connections as the formula that decides it', async () => {
    const ofFamily = async () => {
      const pages = paginateDescribeEngineDefaultClusterParameters(
        { client: test.rds },
        { DBParameterGroupFamily: 'aurora-postgresql15' },
      );
      const found = [];
      for await (const { EngineDefaults } of pages) {
        found.push(...(EngineDefaults?.Parameters ?? []));
      }
      return found.filter(one => one.ParameterName === 'max_connections');
    };
    const ofGroup = async (Source?: string) => {
      const { Parameters } = await test.rds.describeDBClusterParameters({
        DBClusterParameterGroupName: 'parameters',
        Filters: [{ Name: 'parameter-name', Values: ['max_connections'] }],
        Source,
      });
      return Parameters;
    };
    const described = [{ ParameterValue: formula, Source: 'system' }];
    expect(await ofFamily()).toMatchObject(described);
    expect(await ofGroup()).toMatchObject(described);
    expect(await ofGroup('user')).toEqual([]);
    expect(await connections()).toBe('405');
  });

  it('has other limits as soon as its class has changed', async () => {
    await test.rds.modifyDBInstance({
      DBInstanceIdentifier: 'shop-1',
      DBInstanceClass: 'db.t4g.large',
      ApplyImmediately: true,
    });
    expect(await connections()).toBe('844');
    expect((await test.until('shop')).members).toEqual({
      'shop-1': 'writer in-sync',
    });
  });

  it('has the value or formula of the group of the instance', async () => {
    await test.rds.createDBParameterGroup({
      DBParameterGroupName: 'formula',
      DBParameterGroupFamily: 'aurora-postgresql15',
      Description: 'of the test',
    });
    await test.rds.modifyDBParameterGroup({
      DBParameterGroupName: 'formula',
      Parameters: [
        {
          ParameterName: 'max_connections',
          ParameterValue:
            'GREATEST(SUM({DBInstanceClassMemory/95313920},10),50)',
          ApplyMethod: 'pending-reboot',
        },
      ],
    });
    await test.rds.modifyDBInstance({
      DBInstanceIdentifier: 'shop-1',
      DBParameterGroupName: 'formula',
      ApplyImmediately: true,
    });
    await test.until('shop');
    await test.rds.rebootDBInstance({ DBInstanceIdentifier: 'shop-1' });
    expect(await connections()).toBe('94');
  });

  it('takes a serverless reader after it got capacity bounds, and fails over to it', async () => {
    await test.rds.modifyDBCluster({
      DBClusterIdentifier: 'shop',
      ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 64 },
    });
    await test.until('shop');
    await create('shop-2', 'db.serverless');
    await test.until('shop');
    await test.rds.failoverDBCluster({
      DBClusterIdentifier: 'shop',
      TargetDBInstanceIdentifier: 'shop-2',
    });
    // Half an ACU as the minimum limits a serverless instance to 2,000, but no provisioned one.
    expect(await connections()).toBe('2000');
    await test.rds.modifyDBInstance({
      DBInstanceIdentifier: 'shop-2',
      DBInstanceClass: 'db.r6g.2xlarge',
      ApplyImmediately: true,
    });
    expect(await connections()).toBe('5000');
    expect((await test.until('shop')).members).toMatchObject({
      'shop-1': expect.stringMatching(/^reader/),
      'shop-2': 'writer in-sync',
    });
  });
});
