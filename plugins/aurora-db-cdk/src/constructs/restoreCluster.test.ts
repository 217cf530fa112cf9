import {
  environmentDefaults,
  type RestoreOrigin,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import {
  changedRequest,
  connectionSecretId,
  sampleTemplates,
  templateOf,
} from '../testing/sampleTemplates';
import { originsOfEachKind, sampleOrigins } from '../testing/sampleOrigins';

/**
 * Properties whose change replaces a cluster, or may. Source: `aws-rds-dbcluster.json` of
 * aws-cloudformation/aws-cloudformation-resource-providers-rds, createOnlyProperties and conditionalCreateOnlyProperties.
 */
const replacing = [
  'AvailabilityZones',
  'ClusterScalabilityType',
  'DBClusterIdentifier',
  'DBSubnetGroupName',
  'DBSystemId',
  'DatabaseName',
  'Engine',
  'EngineMode',
  'GlobalClusterIdentifier',
  'KmsKeyId',
  'MasterUsername',
  'PubliclyAccessible',
  'RestoreToTime',
  'RestoreType',
  'SnapshotIdentifier',
  'SourceDBClusterIdentifier',
  'SourceDbClusterResourceId',
  'SourceRegion',
  'StorageEncrypted',
  'UseLatestRestorableTime',
];
/** The same in every database of the sample name and environment, wherever its data come from. */
const ofAnyCluster = {
  DBClusterIdentifier: 'goal-mandala-prd-aurora-cluster',
  DBSubnetGroupName: { Ref: 'DatabaseClusterSubnets5540150D' },
  Engine: 'aurora-postgresql',
};

const restored = (
  restoreFrom: RestoreOrigin,
  changes: Parameters<typeof changedRequest>[1] = {},
) => templateOf(changedRequest('prod', { ...changes, restoreFrom }));

const resourcesOf = ({
  Resources,
}: {
  Resources?: Record<string, { Properties: { Tags?: Array<{ Key: string }> } }>;
}) => Object.values(Resources ?? {});

const clusterOf = (template: Template): Record<string, unknown> =>
  template.toJSON().Resources.DatabaseCluster5B53A178.Properties;

const replacingPropertiesOf = (template: Template) =>
  Object.fromEntries(
    Object.entries(clusterOf(template)).filter(([property]) =>
      replacing.includes(property),
    ),
  );

const generatorOf = (template: Template) =>
  JSON.stringify(
    template.toJSON().Resources.DatabaseSecret3B817195.Properties
      .GenerateSecretString,
  );

/** A template without what is said of the data's origin. */
function withoutOrigin(template: Template) {
  const copy = structuredClone(template.toJSON());
  for (const property of [...replacing, 'EngineVersion']) {
    delete copy.Resources.DatabaseCluster5B53A178.Properties[property];
  }
  for (const { Properties } of resourcesOf(copy)) {
    if (Properties.Tags) {
      Properties.Tags = Properties.Tags.filter(
        ({ Key }) => Key !== 'aurora-db:restored-from',
      );
    }
  }
  return copy;
}

describe('where the data come from', () => {
  test.each<[string, RestoreOrigin, Record<string, unknown>]>([
    [
      'a snapshot',
      sampleOrigins.snapshot,
      { SnapshotIdentifier: 'orders-prd-predeploy-20261125080000' },
    ],
    [
      'a time',
      sampleOrigins.time,
      {
        SourceDBClusterIdentifier: 'orders-prd-aurora-cluster',
        RestoreToTime: '2026-11-25T08:00:00.250Z',
      },
    ],
    [
      'the latest time',
      sampleOrigins.latest,
      {
        SourceDBClusterIdentifier: 'orders-prd-aurora-cluster',
        UseLatestRestorableTime: true,
      },
    ],
    [
      'a snapshot that is not encrypted, whose copy is, with a key that RDS has to be told',
      sampleOrigins.unencryptedSnapshot,
      {
        SnapshotIdentifier: 'orders-prd-manual-20190401000000',
        StorageEncrypted: true,
        KmsKeyId: 'alias/aws/rds',
      },
    ],
  ])(
    '%s: the template says that, and nothing that the data bring along',
    (_, origin, expected) => {
      expect(replacingPropertiesOf(restored(origin))).toEqual({
        ...ofAnyCluster,
        ...expected,
      });
    },
  );
});

describe('engine version', () => {
  test('a snapshot is restored with the version that was asked for', () => {
    const template = restored(sampleOrigins.snapshot, {
      engineVersion: '15.4',
    });
    expect(clusterOf(template)).toMatchObject({ EngineVersion: '15.4' });
  });

  test.each([
    ['a time', sampleOrigins.time],
    ['the latest time', sampleOrigins.latest],
  ])(
    'a cluster that is restored to %s has its source’s, which the template does not name',
    (_, origin) => {
      const template = restored(origin);
      expect(clusterOf(template)).not.toHaveProperty('EngineVersion');
      // The parameter group's family and the outputs do need it.
      template.hasResourceProperties('AWS::RDS::DBClusterParameterGroup', {
        Family: 'aurora-postgresql15',
      });
      template.hasOutput('EngineVersion', { Value: '15.17' });
    },
  );

  test('once such a cluster was upgraded the template names it, and changes nothing else', () => {
    const template = restored(sampleOrigins.time).toJSON();
    template.Resources.DatabaseCluster5B53A178.Properties.EngineVersion =
      '15.17';
    expect(restored(sampleOrigins.upgradedSince).toJSON()).toEqual(template);
  });
});

describe.each(originsOfEachKind)('a database restored from %s', (_, origin) => {
  const template = restored(origin);

  test('is as complete as a new one: nothing differs but what it says of its source, and the name of the database in it', () => {
    const fresh = withoutOrigin(sampleTemplates.prod);
    fresh.Description += ', restored from resource:default/orders-prd';
    fresh.Outputs.DatabaseName.Value = 'ordersmain';
    fresh.Resources.DatabaseSecret3B817195.Properties.GenerateSecretString.SecretStringTemplate =
      '{"username":"postgres","dbname":"ordersmain"}';
    const address =
      fresh.Resources[connectionSecretId].Properties.SecretString['Fn::Join'];
    address[1][6] = ',"dbname":"ordersmain"}';
    expect(withoutOrigin(template)).toEqual(fresh);
  });

  test('has master credentials of its own, which say the source’s database', () => {
    template.resourceCountIs('AWS::SecretsManager::Secret', 2);
    expect(generatorOf(template)).toBe(
      '{"ExcludeCharacters":" %+~`#$&*()|[]{}:;<>?!\'/@\\"\\\\","GenerateStringKey":"password","PasswordLength":30,"SecretStringTemplate":"{\\"username\\":\\"postgres\\",\\"dbname\\":\\"ordersmain\\"}"}',
    );
    template.hasResourceProperties('AWS::RDS::DBCluster', {
      MasterUserPassword: {
        'Fn::Join': [
          '',
          [
            '{{resolve:secretsmanager:',
            { Ref: 'DatabaseSecret3B817195' },
            ':SecretString:password::}}',
          ],
        ],
      },
    });
    template.hasResourceProperties(
      'AWS::SecretsManager::SecretTargetAttachment',
      {
        SecretId: { Ref: 'DatabaseSecret3B817195' },
        TargetId: { Ref: 'DatabaseCluster5B53A178' },
      },
    );
  });

  test('says everywhere what it was restored from', () => {
    const tag = {
      Key: 'aurora-db:restored-from',
      Value: 'resource:default/orders-prd',
    };
    const tagged = resourcesOf(template.toJSON()).filter(
      ({ Properties }) => 'Tags' in Properties,
    );
    expect(tagged.length).toBeGreaterThan(10);
    for (const { Properties } of tagged) {
      expect(Properties.Tags).toContainEqual(tag);
    }
  });

  test('is created unprotected, and a second change set changes nothing but that', () => {
    const first = restored(origin, { protect: false }).toJSON();
    const properties = first.Resources.DatabaseCluster5B53A178.Properties;
    expect(properties.DeletionProtection).toBe(false);
    properties.DeletionProtection = true;
    expect(first).toEqual(template.toJSON());
  });

  test('is never replaced and keeps its password, whatever else is changed later', () => {
    const changed = restored(origin, {
      engineVersion: '15.18',
      owner: 'group:default/payments',
      system: 'system:default/goal-mandala',
      alarmTopicArn: 'arn:aws:sns:ap-northeast-1:111111111111:on-call',
      lambdaRoleArns: [],
      protect: false,
      config: { ...environmentDefaults.local, maxCapacity: 8 },
    });
    expect(changed.toJSON()).not.toEqual(template.toJSON());
    expect(replacingPropertiesOf(changed)).toEqual(
      replacingPropertiesOf(template),
    );
    expect(generatorOf(changed)).toBe(generatorOf(template));
    changed.resourceCountIs('AWS::RDS::DBCluster', 1);
  });
});

test('a small database is restored with all its features off, and with nothing that would keep them on', () => {
  const template = templateOf(
    changedRequest('local', { restoreFrom: sampleOrigins.time }),
  );
  template.hasResource('AWS::RDS::DBCluster', {
    Properties: {
      BackupRetentionPeriod: 1,
      PerformanceInsightsEnabled: false,
      MonitoringInterval: 0,
      MonitoringRoleArn: Match.absent(),
    },
    DeletionPolicy: 'Delete',
    UpdateReplacePolicy: 'Snapshot',
  });
});
