import type { ParameterReader } from '../ports/ParameterReader';
import { testEnvironment } from '../testing/databases/testEnvironment';
import { testExistingLocated } from '../testing/databases/testExistingLocated';
import { otherCluster } from '../testing/services/testExistingBackups';
import { ParameterDifferences } from './ParameterDifferences';

type Values = Record<string, string>;

/** Parameters that the portal sets. */
const template = JSON.stringify({
  Resources: {
    Group: {
      Type: 'AWS::RDS::DBClusterParameterGroup',
      Properties: {
        Parameters: {
          shared_preload_libraries: 'pg_stat_statements',
          'rds.force_ssl': '1',
        },
      },
    },
  },
});

async function list(
  groups: Record<string, Values>,
  options: { instanceGroups?: string[]; clusterGroup?: string } = {},
) {
  const { instanceGroups = [], clusterGroup = 'theirs' } = options;
  const read: string[] = [];
  const reader: ParameterReader = {
    readSet: async (_, { kind, name }) => {
      read.push(`${kind} ${name}`);
      return groups[name] && new Map(Object.entries(groups[name]));
    },
    readDefaults: async () =>
      new Map([
        ['work_mem', '4096'],
        ['rds.force_ssl', '0'],
      ]),
  };
  const environment = testEnvironment('prod');
  const live = otherCluster({ parameterGroup: clusterGroup });
  const messages = await new ParameterDifferences(reader).list(
    {
      source: testExistingLocated(live, environment),
      live,
      instances: instanceGroups.map((parameterGroup, index) => ({
        id: `orders-${index}`,
        status: 'available',
        parameterGroup,
        performanceInsights: false,
      })),
      config: environment.config,
      engineVersion: '15.4',
      isEncrypted: true,
      origin: {
        entityRef: 'resource:default/prod.orders-cluster',
        databaseName: 'orders',
        from: { snapshotIdentifier: 'nightly' },
      },
    },
    template,
  );
  return { texts: messages.map(({ text }) => text), read };
}

const added = (parameters: string) =>
  `The portal sets parameters that the source does not: ${parameters}`;

describe('the parameters of a source that differ', () => {
  it.each<[string, Values, string[]]>([
    [
      'another value of a parameter that the portal sets',
      { shared_preload_libraries: 'pg_cron,pg_stat_statements' },
      [
        'shared_preload_libraries is pg_stat_statements instead of pg_cron,pg_stat_statements',
        added('rds.force_ssl=1'),
      ],
    ],
    [
      'a parameter whose default the new database gets',
      { work_mem: '65536', 'rds.force_ssl': '1' },
      [
        'work_mem is 4096 instead of 65536',
        added('shared_preload_libraries=pg_stat_statements'),
      ],
    ],
    [
      'a parameter without a default',
      {
        'auto_explain.log_min_duration': '500',
        'rds.force_ssl': '1',
        shared_preload_libraries: 'pg_stat_statements',
      },
      ['auto_explain.log_min_duration is not set. In the source it is 500'],
    ],
    [
      'nothing, if the values are the same',
      {
        work_mem: '4096',
        'rds.force_ssl': '1',
        shared_preload_libraries: 'pg_stat_statements',
      },
      [],
    ],
  ])('lists %s', async (_, theirs, texts) => {
    expect((await list({ theirs })).texts).toEqual(texts);
  });

  it('reads the groups of the instances, whose values override those of the cluster', async () => {
    const { texts } = await list(
      { theirs: { work_mem: '1' }, ofInstance: { work_mem: '65536' } },
      { instanceGroups: ['ofInstance', 'ofInstance'] },
    );
    expect(texts[0]).toBe('work_mem is 4096 instead of 65536');
  });

  it('names the values of all instances if they differ', async () => {
    const { texts } = await list(
      {
        theirs: { work_mem: '1' },
        ofWriter: { work_mem: '65536' },
        ofReader: { work_mem: '4096' },
        withoutValues: {},
      },
      { instanceGroups: ['ofWriter', 'ofReader', 'withoutValues'] },
    );
    expect(texts.slice(0, 2)).toEqual([
      'work_mem is 4096 instead of 1',
      'work_mem is 4096 instead of 65536',
    ]);
  });

  it('does not read default groups, and accepts a group that was deleted', async () => {
    const { read, texts } = await list(
      {},
      {
        clusterGroup: 'default.aurora-postgresql15',
        instanceGroups: ['deleted'],
      },
    );
    expect(read).toEqual(['instance deleted']);
    expect(texts).toHaveLength(1);
  });

  it('shortens long values', async () => {
    const { texts } = await list({ theirs: { search_path: 'x'.repeat(4000) } });
    expect(texts[0]).toHaveLength(
      'search_path is not set. In the source it is '.length + 201,
    );
  });
});
