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
 * Properties whose change replaces a cluster, or may. Source: createOnlyProperties and
 * conditionalCreateOnlyProperties in `aws-rds-dbcluster.json` of
 * https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-rds.
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
/** Properties that every database of the sample name and environment has, with any source. */
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

/** A template without the parts that describe the source of the data. */
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

describe('the source of the data', () => {
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
    '%s: the template names it, and no property that comes with the data',
    (_, origin, expected) => {
      expect(replacingPropertiesOf(restored(origin))).toEqual({
        ...ofAnyCluster,
        ...expected,
      });
    },
  );
});

describe('engine version', () => {
  test('a restore from a snapshot has the requested version', () => {
    const template = restored(sampleOrigins.snapshot, {
      engineVersion: '15.4',
    });
    expect(clusterOf(template)).toMatchObject({ EngineVersion: '15.4' });
  });

  test.each([
    ['a time', sampleOrigins.time],
    ['the latest time', sampleOrigins.latest],
  ])(
    'a cluster restored to %s has its source’s version, which the template does not name',
    (_, origin) => {
      const template = restored(origin);
      expect(clusterOf(template)).not.toHaveProperty('EngineVersion');
      // The parameter group's family and the outputs still need it.
      template.hasResourceProperties('AWS::RDS::DBClusterParameterGroup', {
        Family: 'aurora-postgresql15',
      });
      template.hasOutput('EngineVersion', { Value: '15.17' });
    },
  );

  test('after an upgrade of such a cluster, the template names the version and changes nothing else', () => {
    const template = restored(sampleOrigins.time).toJSON();
    template.Resources.DatabaseCluster5B53A178.Properties.EngineVersion =
      '15.17';
    expect(restored(sampleOrigins.upgradedSince).toJSON()).toEqual(template);
  });
});

describe.each(originsOfEachKind)('a database restored from %s', (_, origin) => {
  const template = restored(origin);

  test('is as complete as a new one: only its source and the name of its database differ', () => {
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

  test('has its own master credentials, with the source’s database', () => {
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

  test('names its source in tags and description', () => {
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

  test('starts unprotected, and a second change set changes only the protection', () => {
    const first = restored(origin, { protect: false }).toJSON();
    const properties = first.Resources.DatabaseCluster5B53A178.Properties;
    expect(properties.DeletionProtection).toBe(false);
    properties.DeletionProtection = true;
    expect(first).toEqual(template.toJSON());
  });

  test('keeps its cluster and its password through all later changes', () => {
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

describe('a source with another master user', () => {
  const { otherMasterUser } = sampleOrigins;

  test('keeps its master user: the secret and an output name it, and RDS gets no other one', () => {
    const template = restored(otherMasterUser);
    expect(generatorOf(template)).toContain(
      '"SecretStringTemplate":"{\\"username\\":\\"orders_admin\\",\\"dbname\\":\\"orders\\"}"',
    );
    template.hasOutput('MasterUsername', { Value: 'orders_admin' });
    expect(clusterOf(template)).not.toHaveProperty('MasterUsername');
  });

  test('keeps its secret and its cluster through all later changes', () => {
    const changed = restored(otherMasterUser, {
      engineVersion: '15.18',
      owner: 'group:default/payments',
      config: { ...environmentDefaults.local, maxCapacity: 8 },
    });
    expect(generatorOf(changed)).toBe(generatorOf(restored(otherMasterUser)));
    expect(replacingPropertiesOf(changed)).toEqual(
      replacingPropertiesOf(restored(otherMasterUser)),
    );
  });

  test('is named by an output if RDS manages the password', () => {
    const template = restored(otherMasterUser, { masterPassword: 'managed' });
    template.hasOutput('MasterUsername', { Value: 'orders_admin' });
    expect(clusterOf(template)).toMatchObject({
      ManageMasterUserPassword: true,
    });
    expect(clusterOf(template)).not.toHaveProperty('MasterUsername');
  });
});

test('a small database is restored with all its features off, and with nothing that would turn them on', () => {
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
