import { maxConnectionsFor } from '@aurora-db/backstage-plugin-aurora-db-common';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { sampleOrigins } from '../testing/sampleOrigins';
import {
  changedRequest,
  sampleTemplates,
  templateOf,
} from '../testing/sampleTemplates';

const key =
  'arn:aws:kms:ap-northeast-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab';

const clusterOf = (template: Template): Record<string, unknown> =>
  template.toJSON().Resources.DatabaseCluster5B53A178.Properties;

describe('further client groups', () => {
  const groupsOf = (template: Template) =>
    Object.values(template.findResources('AWS::EC2::SecurityGroup')).flatMap(
      ({ Properties }) =>
        Properties.SecurityGroupIngress === undefined
          ? []
          : Properties.SecurityGroupIngress,
    );

  test('can connect to PostgreSQL besides the Lambda group, each once', () => {
    const template = templateOf(
      changedRequest('dev', {
        clientSecurityGroupIds: [
          'sg-0a1b2c3d',
          'sg-0a1b2c3e',
          'sg-0a1b2c3d',
          // The Lambda group of the sample network.
          'sg-0a0b0c0d0e0f00001',
        ],
      }),
    );
    const rules = Object.values(
      template.findResources('AWS::EC2::SecurityGroupIngress'),
    );
    const sources = [...rules.map(({ Properties }) => Properties)].concat(
      groupsOf(template),
    );
    expect(
      sources.map(({ SourceSecurityGroupId, FromPort, ToPort }) => [
        SourceSecurityGroupId,
        FromPort,
        ToPort,
      ]),
    ).toEqual(
      ['sg-0a0b0c0d0e0f00001', 'sg-0a1b2c3d', 'sg-0a1b2c3e'].map(id => [
        id,
        5432,
        5432,
      ]),
    );
  });

  test('are none by default', () => {
    expect(templateOf(changedRequest('dev', {})).toJSON()).toEqual(
      sampleTemplates.dev.toJSON(),
    );
  });
});

describe('the key of the storage', () => {
  test('is the key that AWS manages by default', () => {
    expect(clusterOf(sampleTemplates.prod)).toMatchObject({
      StorageEncrypted: true,
    });
    expect(clusterOf(sampleTemplates.prod)).not.toHaveProperty('KmsKeyId');
  });

  test('is the key of the environment for a new cluster', () => {
    expect(
      clusterOf(templateOf(changedRequest('prod', { kmsKeyArn: key }))),
    ).toMatchObject({ StorageEncrypted: true, KmsKeyId: key });
  });

  test.each(Object.entries(sampleOrigins))(
    'is the key of the environment for a restored cluster (%s)',
    (_, restoreFrom) => {
      expect(
        clusterOf(
          templateOf(changedRequest('prod', { restoreFrom, kmsKeyArn: key })),
        ),
      ).toHaveProperty('KmsKeyId', key);
    },
  );

  test.each([
    ['snapshot', undefined],
    ['time', undefined],
    ['unencryptedSnapshot', 'alias/aws/rds'],
  ] as const)(
    'comes with the source if the environment has none (%s)',
    (kind, expected) => {
      const restoreFrom = sampleOrigins[kind];
      expect(
        clusterOf(templateOf(changedRequest('prod', { restoreFrom }))).KmsKeyId,
      ).toBe(expected);
    },
  );
});

describe('the tags of the environment', () => {
  test('are on every resource that has the tags of the portal', () => {
    const resources: Array<{
      Properties?: { Tags?: Array<{ Key: string; Value: string }> };
    }> = Object.values(
      templateOf(
        changedRequest('prod', { tags: { 'cost-center': '4711' } }),
      ).toJSON().Resources,
    );
    const tagged = resources.flatMap(({ Properties: { Tags } = {} }) =>
      Array.isArray(Tags) && Tags.some(tag => tag.Key === 'aurora-db:name')
        ? [Tags]
        : [],
    );
    expect(tagged.length).toBeGreaterThan(5);
    for (const tags of tagged) {
      expect(tags).toContainEqual({ Key: 'cost-center', Value: '4711' });
    }
  });
});

describe.each([
  ['16.13', 'aurora-postgresql16'],
  ['17.9', 'aurora-postgresql17'],
])('Aurora PostgreSQL %s', (engineVersion, family) => {
  const template = templateOf(changedRequest('prod', { engineVersion }));

  test('has a parameter group of its family, with the parameters of every version', () => {
    template.hasResourceProperties('AWS::RDS::DBCluster', {
      EngineVersion: engineVersion,
    });
    template.hasResourceProperties('AWS::RDS::DBClusterParameterGroup', {
      Family: family,
      Parameters: {
        max_connections: String(
          maxConnectionsFor({ minCapacity: 1, maxCapacity: 16 }),
        ),
        shared_preload_libraries: 'pg_stat_statements',
        'rds.force_ssl': '1',
        log_statement: 'all',
        log_parameter_max_length: '0',
        log_parameter_max_length_on_error: '0',
        log_min_duration_statement: '1000',
        log_lock_waits: '1',
        log_connections: '1',
        log_disconnections: '1',
      },
    });
  });

  test('differs from 15 in nothing else', () => {
    const text = (json: unknown) =>
      JSON.stringify(json)
        .replaceAll(family, 'aurora-postgresql15')
        .replaceAll(engineVersion, '15.17');
    expect(text(template.toJSON())).toBe(text(sampleTemplates.prod.toJSON()));
  });
});

describe('an environment of another name', () => {
  test('has its short name in the names of its resources, and its name in the tags', () => {
    const template = templateOf({
      ...changedRequest('prod', {}),
      environment: 'europe-prod',
      shortName: 'eup',
    });
    template.hasResourceProperties('AWS::RDS::DBCluster', {
      DBClusterIdentifier: 'goal-mandala-eup-aurora-cluster',
      Tags: Match.arrayWith([
        { Key: 'aurora-db:environment', Value: 'europe-prod' },
      ]),
    });
    template.hasResourceProperties('AWS::CloudWatch::Dashboard', {
      DashboardName: 'goal-mandala-eup-database',
    });
    expect(JSON.stringify(template.toJSON())).not.toContain('-prd');
  });

  test('has its name in identifiers by default', () => {
    templateOf({
      ...changedRequest('prod', {}),
      environment: 'eu-prod',
    }).hasResourceProperties('AWS::RDS::DBCluster', {
      DBClusterIdentifier: 'goal-mandala-eu-prod-aurora-cluster',
    });
  });
});
