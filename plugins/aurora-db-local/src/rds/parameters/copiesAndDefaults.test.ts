import { startRds, type TestRds } from '../testing/startRds';

jest.setTimeout(180_000);

describe('parameter groups', () => {
  let test: TestRds;
  const family = 'aurora-postgresql15';

  beforeAll(async () => {
    test = await startRds();
    await test.rds.modifyDBClusterParameterGroup({
      DBClusterParameterGroupName: 'parameters',
      Parameters: [
        {
          ParameterName: 'work_mem',
          ParameterValue: '5000',
          ApplyMethod: 'immediate',
        },
      ],
    });
  });
  afterAll(() => test?.stop());

  it('are copied with their values and new tags, by name or ARN', async () => {
    const { DBClusterParameterGroups: [source] = [] } =
      await test.rds.describeDBClusterParameterGroups({
        DBClusterParameterGroupName: 'parameters',
      });
    for (const [target, from] of [
      ['copy-of-name', 'parameters'],
      ['copy-of-arn', source?.DBClusterParameterGroupArn],
    ] as const) {
      const { DBClusterParameterGroup } =
        await test.rds.copyDBClusterParameterGroup({
          SourceDBClusterParameterGroupIdentifier: from,
          TargetDBClusterParameterGroupIdentifier: target,
          TargetDBClusterParameterGroupDescription: 'a copy',
          Tags: [{ Key: 'team', Value: 'a' }],
        });
      expect(DBClusterParameterGroup).toMatchObject({
        DBClusterParameterGroupName: target,
        DBParameterGroupFamily: family,
        Description: 'a copy',
      });
      const { TagList } = await test.rds.listTagsForResource({
        ResourceName: DBClusterParameterGroup?.DBClusterParameterGroupArn,
      });
      expect(TagList).toEqual([{ Key: 'team', Value: 'a' }]);
      const { Parameters } = await test.rds.describeDBClusterParameters({
        DBClusterParameterGroupName: target,
        Source: 'user',
      });
      expect(
        Parameters?.map(({ ParameterName, ParameterValue }) => [
          ParameterName,
          ParameterValue,
        ]),
      ).toEqual([['work_mem', '5000']]);
    }
  });

  it.each([
    ['parameters', 'copy-of-nothing', 'DBParameterGroupNotFoundFault', 'gone'],
    [
      'taken names',
      'parameters',
      'DBParameterGroupAlreadyExistsFault',
      'parameters',
    ],
    ['malformed names', 'two--hyphens', 'InvalidParameterValue', 'parameters'],
    [
      'default groups',
      'copy-of-default',
      'InvalidParameterValue',
      `default.${family}`,
    ],
    [
      'groups of other accounts',
      'copy-of-foreign',
      'DBParameterGroupNotFoundFault',
      'arn:aws:rds:ap-northeast-1:210987654321:cluster-pg:parameters',
    ],
  ])('are not copied: %s', async (_, target, name, from) => {
    await expect(
      test.rds.copyDBClusterParameterGroup({
        SourceDBClusterParameterGroupIdentifier: from,
        TargetDBClusterParameterGroupIdentifier: target,
        TargetDBClusterParameterGroupDescription: 'a copy',
      }),
    ).rejects.toMatchObject({ name });
  });

  it('are at most 50 of a kind, copies included', async () => {
    const source = {
      DBParameterGroupFamily: family,
      Description: 'one of many',
    };
    for (let number = 1; number <= 50; number += 1) {
      await test.rds.createDBParameterGroup({
        ...source,
        DBParameterGroupName: `many-${number}`,
      });
    }
    const refusal = { name: 'DBParameterGroupQuotaExceededFault' };
    await expect(
      test.rds.createDBParameterGroup({
        ...source,
        DBParameterGroupName: 'many-51',
      }),
    ).rejects.toMatchObject(refusal);
    await expect(
      test.rds.copyDBParameterGroup({
        SourceDBParameterGroupIdentifier: 'many-1',
        TargetDBParameterGroupIdentifier: 'many-51',
        TargetDBParameterGroupDescription: 'a copy',
      }),
    ).rejects.toMatchObject(refusal);
  });

  it('have defaults, which are listed by page, by name and by source', async () => {
    const names: string[] = [];
    let Marker: string | undefined;
    do {
      const { EngineDefaults } = await test.rds.describeEngineDefaultParameters(
        { DBParameterGroupFamily: family, MaxRecords: 60, Marker },
      );
      expect(EngineDefaults?.DBParameterGroupFamily).toBe(family);
      names.push(
        ...(EngineDefaults?.Parameters ?? []).map(
          ({ ParameterName = '' }) => ParameterName,
        ),
      );
      Marker = EngineDefaults?.Marker;
    } while (Marker);
    expect(names).toEqual([...new Set(names)].sort());
    expect(names).toContain('work_mem');
    expect(names).not.toContain('autovacuum');
    const { EngineDefaults } = await test.rds.describeEngineDefaultParameters({
      DBParameterGroupFamily: 'aurora-postgresql17',
      Filters: [
        {
          Name: 'parameter-name',
          Values: ['autovacuum', 'max_connections', 'transaction_timeout'],
        },
      ],
    });
    expect(EngineDefaults?.Parameters).toMatchObject([
      {
        ParameterName: 'max_connections',
        ParameterValue: 'LEAST({DBInstanceClassMemory/9531392},5000)',
        AllowedValues: '6-262143',
        ApplyType: 'static',
        DataType: 'integer',
        Source: 'system',
        IsModifiable: true,
      },
      { ParameterName: 'transaction_timeout', Source: 'engine-default' },
    ]);
    const ofCluster = await test.rds.describeEngineDefaultClusterParameters({
      DBParameterGroupFamily: family,
    });
    expect(
      ofCluster.EngineDefaults?.Parameters?.find(
        ({ ParameterName }) => ParameterName === 'autovacuum_naptime',
      ),
    ).toMatchObject({ ParameterValue: '5', Source: 'system' });
    const { Parameters = [] } = await test.rds.describeDBClusterParameters({
      DBClusterParameterGroupName: 'parameters',
      Source: 'system',
    });
    expect(new Set(Parameters.map(({ Source }) => Source))).toEqual(
      new Set(['system']),
    );
  });

  it.each<[string, (rds: TestRds['rds']) => Promise<unknown>, RegExp]>([
    [
      'a family',
      rds =>
        rds.describeEngineDefaultClusterParameters({
          DBParameterGroupFamily: 'aurora-postgresql9',
        }),
      /aurora-postgresql9 is not a valid parameter group family/,
    ],
    [
      'a filter of parameters',
      rds =>
        rds.describeDBClusterParameters({
          DBClusterParameterGroupName: 'parameters',
          Filters: [{ Name: 'family', Values: ['a'] }],
        }),
      /Unrecognized filter name: family/,
    ],
    [
      'a filter of the defaults of clusters',
      rds =>
        rds.describeEngineDefaultClusterParameters({
          DBParameterGroupFamily: family,
          Filters: [{ Name: 'parameter-name', Values: ['work_mem'] }],
        }),
      /Unrecognized filter name: parameter-name/,
    ],
    [
      'a filter of groups',
      rds =>
        rds.describeDBParameterGroups({
          Filters: [{ Name: 'db-parameter-group-name', Values: ['a'] }],
        }),
      /Unrecognized filter name/,
    ],
    [
      'a source',
      rds =>
        rds.describeDBClusterParameters({
          DBClusterParameterGroupName: 'parameters',
          Source: 'customer',
        }),
      /Invalid value customer for Source/,
    ],
    [
      'a parameter without a value',
      rds =>
        rds.modifyDBClusterParameterGroup({
          DBClusterParameterGroupName: 'parameters',
          Parameters: [{ ParameterName: 'work_mem' }],
        }),
      /A ParameterValue is required/,
    ],
    [
      'a parameter that is given twice',
      rds =>
        rds.modifyDBClusterParameterGroup({
          DBClusterParameterGroupName: 'parameters',
          Parameters: ['1000', '2000'].map(ParameterValue => ({
            ParameterName: 'work_mem',
            ParameterValue,
          })),
        }),
      /work_mem is given twice/,
    ],
    [
      '21 parameters',
      rds =>
        rds.resetDBClusterParameterGroup({
          DBClusterParameterGroupName: 'parameters',
          Parameters: Array.from({ length: 21 }, (__, index) => ({
            ParameterName: `parameter-${index}`,
          })),
        }),
      /from 1 to 20/,
    ],
    [
      'both kinds of reset',
      rds =>
        rds.resetDBClusterParameterGroup({
          DBClusterParameterGroupName: 'parameters',
          ResetAllParameters: true,
          Parameters: [{ ParameterName: 'work_mem' }],
        }),
      /cannot be used together/,
    ],
    [
      'an immediate reset of a static parameter',
      rds =>
        rds.resetDBClusterParameterGroup({
          DBClusterParameterGroupName: 'parameters',
          Parameters: [
            { ParameterName: 'max_connections', ApplyMethod: 'immediate' },
          ],
        }),
      /immediate apply method for static parameter/,
    ],
  ])('refuse what RDS does not have: %s', async (_, call, message) => {
    await expect(call(test.rds)).rejects.toThrow(message);
  });
});
