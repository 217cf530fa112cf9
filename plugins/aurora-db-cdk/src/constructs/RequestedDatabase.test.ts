import { environmentProfiles } from '@aurora-db/backstage-plugin-aurora-db-common';
import { Match } from 'aws-cdk-lib/assertions';
import {
  changedRequest,
  connectionSecretId,
  environmentsWithTemplates,
  masterSecretId,
  sampleTemplates,
  templateOf,
} from '../testing/sampleTemplates';

const { prod } = sampleTemplates;

const inRegion = (region: string) => ({
  vpcId: 'vpc-0a',
  privateSubnets: ['a', 'b'].map(zone => ({
    id: `subnet-0${zone}`,
    availabilityZone: `${region}${zone}`,
  })),
  lambdaSecurityGroupId: 'sg-0a0b0c0d',
});

describe('values of each environment', () => {
  test.each([
    // Columns: environment, minimum and maximum ACU, backup days, protection, insights, monitoring
    // interval in s, instances, max_connections.
    ['local', 0.5, 1, 1, false, false, 0, 1, '189'],
    ['dev', 0.5, 2, 7, false, true, 60, 1, '400'],
    ['stg', 1, 16, 30, true, true, 60, 2, '3360'],
    ['prod', 1, 16, 30, true, true, 60, 2, '3360'],
  ] as const)(
    '%s',
    (
      environment,
      MinCapacity,
      MaxCapacity,
      BackupRetentionPeriod,
      DeletionProtection,
      PerformanceInsightsEnabled,
      MonitoringInterval,
      instances,
      maxConnections,
    ) => {
      const template = sampleTemplates[environment];
      template.hasResourceProperties('AWS::RDS::DBCluster', {
        ServerlessV2ScalingConfiguration: { MinCapacity, MaxCapacity },
        BackupRetentionPeriod,
        DeletionProtection,
        PerformanceInsightsEnabled,
        MonitoringInterval,
        ...(PerformanceInsightsEnabled
          ? {
              PerformanceInsightsRetentionPeriod: 7,
              DatabaseInsightsMode: 'standard',
            }
          : {
              PerformanceInsightsRetentionPeriod: Match.absent(),
              DatabaseInsightsMode: Match.absent(),
            }),
      });
      template.resourceCountIs('AWS::RDS::DBInstance', instances);
      template.allResourcesProperties('AWS::RDS::DBInstance', {
        DBInstanceClass: 'db.serverless',
        EnablePerformanceInsights: PerformanceInsightsEnabled,
        AutoMinorVersionUpgrade: false,
        PubliclyAccessible: false,
      });
      template.hasResourceProperties('AWS::RDS::DBClusterParameterGroup', {
        Parameters: Match.objectLike({ max_connections: maxConnections }),
      });
      template.hasResourceProperties('AWS::Logs::LogGroup', {
        RetentionInDays: BackupRetentionPeriod,
      });
      template.resourceCountIs(
        'AWS::IAM::Role',
        MonitoringInterval === 0 ? 0 : 1,
      );
    },
  );
});

describe.each(environmentsWithTemplates)(
  'every database (%s)',
  (_, template) => {
    test('is an encrypted Aurora PostgreSQL cluster of an exact version, with IAM authentication and an exported log', () => {
      template.hasResourceProperties('AWS::RDS::DBCluster', {
        Engine: 'aurora-postgresql',
        EngineVersion: '15.17',
        DatabaseName: 'goalmandalamain',
        MasterUsername: 'postgres',
        Port: 5432,
        StorageEncrypted: true,
        // Without a key of its own, RDS encrypts with the key that AWS manages.
        KmsKeyId: Match.absent(),
        EnableIAMDatabaseAuthentication: true,
        EnableCloudwatchLogsExports: ['postgresql'],
        CopyTagsToSnapshot: true,
      });
    });

    test('has its backup from 03:00 to 04:00 in Japan, and its maintenance afterwards', () => {
      template.hasResourceProperties('AWS::RDS::DBCluster', {
        PreferredBackupWindow: '18:00-19:00',
        PreferredMaintenanceWindow: 'sun:19:30-sun:20:30',
      });
    });

    test('has a parameter group that requires TLS, logs statements without bind values, waits for locks and connections, and loads pg_stat_statements', () => {
      template.hasResourceProperties('AWS::RDS::DBClusterParameterGroup', {
        Family: 'aurora-postgresql15',
        Parameters: {
          'rds.force_ssl': '1',
          log_statement: 'all',
          log_parameter_max_length: '0',
          log_parameter_max_length_on_error: '0',
          log_min_duration_statement: '1000',
          log_lock_waits: '1',
          log_connections: '1',
          log_disconnections: '1',
          shared_preload_libraries: 'pg_stat_statements',
          max_connections: Match.anyValue(),
        },
      });
    });

    test('allows PostgreSQL from the Lambda security group, and no other traffic in either direction', () => {
      template.hasResourceProperties('AWS::EC2::SecurityGroup', {
        SecurityGroupIngress: [
          {
            SourceSecurityGroupId: 'sg-0a0b0c0d0e0f00001',
            IpProtocol: 'tcp',
            FromPort: 5432,
            ToPort: 5432,
            Description: Match.anyValue(),
          },
        ],
        // An address that does not exist. Without any rule, EC2 would allow all outgoing traffic.
        SecurityGroupEgress: [
          Match.objectLike({
            CidrIp: '255.255.255.255/32',
            IpProtocol: 'icmp',
          }),
        ],
      });
      template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
      template.resourceCountIs('AWS::EC2::SecurityGroupEgress', 0);
    });

    test('is in the private subnets', () => {
      template.hasResourceProperties('AWS::RDS::DBSubnetGroup', {
        SubnetIds: ['subnet-0a0b0c0d0e0f0001a', 'subnet-0a0b0c0d0e0f0001c'],
      });
    });

    test('creates its log group before RDS can', () => {
      const [logGroup = ''] = Object.keys(
        template.findResources('AWS::Logs::LogGroup'),
      );
      template.hasResource('AWS::RDS::DBCluster', { DependsOn: [logGroup] });
    });

    test('gives no fixed name to a resource that CloudFormation may have to replace', () => {
      const named = Object.entries({
        'AWS::RDS::DBClusterParameterGroup': 'DBClusterParameterGroupName',
        'AWS::RDS::DBSubnetGroup': 'DBSubnetGroupName',
        'AWS::RDS::DBInstance': 'DBInstanceIdentifier',
        'AWS::SecretsManager::Secret': 'Name',
        'AWS::EC2::SecurityGroup': 'GroupName',
      });
      for (const [type, property] of named) {
        template.allResourcesProperties(type, { [property]: Match.absent() });
      }
    });

    test('has no assets and no functions', () => {
      template.resourceCountIs('AWS::Lambda::Function', 0);
      template.resourceCountIs('AWS::CDK::Metadata', 0);
      expect(template.toJSON().Parameters).toBeUndefined();
      expect(template.toJSON().Rules).toBeUndefined();
    });

    test('uses its master secret in the cluster, and attaches the secret to the cluster', () => {
      const [cluster = ''] = Object.keys(
        template.findResources('AWS::RDS::DBCluster'),
      );
      template.hasResourceProperties(
        'AWS::SecretsManager::SecretTargetAttachment',
        {
          SecretId: { Ref: masterSecretId },
          TargetId: { Ref: cluster },
          TargetType: 'AWS::RDS::DBCluster',
        },
      );
      template.hasResourceProperties('AWS::RDS::DBCluster', {
        MasterUserPassword: {
          'Fn::Join': [
            '',
            [
              '{{resolve:secretsmanager:',
              { Ref: masterSecretId },
              ':SecretString:password::}}',
            ],
          ],
        },
      });
    });

    test('lets Lambda roles connect as lambda-user by the resource id, and read only the connection secret', () => {
      const [cluster = ''] = Object.keys(
        template.findResources('AWS::RDS::DBCluster'),
      );
      template.resourceCountIs('AWS::IAM::Policy', 0);
      template.resourceCountIs('AWS::IAM::ManagedPolicy', 1);
      template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
        // CloudFormation generates the name: <stack>-<logical id>-<random>.
        ManagedPolicyName: Match.absent(),
        Roles: ['goal-mandala-lambda'],
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Action: 'rds-db:connect',
              Resource: {
                'Fn::Join': [
                  '',
                  [
                    'arn:aws:rds-db:ap-northeast-1:111111111111:dbuser:',
                    { 'Fn::GetAtt': [cluster, 'DBClusterResourceId'] },
                    '/lambda-user',
                  ],
                ],
              },
            },
            {
              Effect: 'Allow',
              Action: [
                'secretsmanager:DescribeSecret',
                'secretsmanager:GetSecretValue',
              ],
              Resource: { Ref: connectionSecretId },
            },
          ],
        },
      });
    });
  },
);

describe('instances', () => {
  test('the writer is in the first zone, the reader in the second, both of the same size', () => {
    const zones = Object.values(prod.findResources('AWS::RDS::DBInstance')).map(
      ({ Properties }) => [
        Properties.AvailabilityZone,
        Properties.PromotionTier,
      ],
    );
    expect(zones).toEqual([
      ['ap-northeast-1a', 0],
      ['ap-northeast-1c', 1],
    ]);
  });

  test('the reader is in another zone, even if two of three subnets share a zone', () => {
    const subnet = (id: string, availabilityZone: string) => ({
      id,
      availabilityZone,
    });
    const template = templateOf(
      changedRequest('prod', {
        network: {
          vpcId: 'vpc-0a',
          lambdaSecurityGroupId: 'sg-0a0b0c0d',
          privateSubnets: [
            subnet('subnet-0a', 'ap-northeast-1a'),
            subnet('subnet-0b', 'ap-northeast-1a'),
            subnet('subnet-0c', 'ap-northeast-1d'),
          ],
        },
      }),
    );
    const zones = Object.values(
      template.findResources('AWS::RDS::DBInstance'),
    ).map(({ Properties }) => Properties.AvailabilityZone);
    expect(zones).toEqual(['ap-northeast-1a', 'ap-northeast-1d']);
  });
});

describe('the log', () => {
  const parametersOf = (changes: Parameters<typeof changedRequest>[1]) => {
    const [group] = Object.values(
      templateOf(changedRequest('dev', changes)).findResources(
        'AWS::RDS::DBClusterParameterGroup',
      ),
    );
    return group?.Properties.Parameters;
  };

  test.each(['none', 'ddl', 'mod', 'all'] as const)(
    'has log_statement %s if logStatement says so',
    logStatement => {
      expect(parametersOf({ logStatement }).log_statement).toBe(logStatement);
    },
  );

  test('has bind values with logParameterValues, as is the server’s default', () => {
    expect(Object.keys(parametersOf({ logParameterValues: true }))).toEqual([
      'max_connections',
      'log_statement',
      'log_min_duration_statement',
      'log_lock_waits',
      'log_connections',
      'log_disconnections',
      'shared_preload_libraries',
      'rds.force_ssl',
    ]);
  });
});

describe('windows', () => {
  test.each([
    ['eu-west-1', {}, '03:00-04:00', 'mon:04:30-mon:05:30'],
    ['us-east-1', {}, '08:00-09:00', 'mon:09:30-mon:10:30'],
    [
      'us-east-1',
      {
        backupWindow: '20:00-20:30',
        maintenanceWindow: 'tue:21:00-tue:22:00',
      },
      '20:00-20:30',
      'tue:21:00-tue:22:00',
    ],
  ])(
    'of a database in %s with %j are %s for backup and %s for maintenance',
    (region, windows, backup, maintenance) => {
      templateOf(
        changedRequest('dev', {
          region,
          network: inRegion(region),
          ...windows,
        }),
      ).hasResourceProperties('AWS::RDS::DBCluster', {
        PreferredBackupWindow: backup,
        PreferredMaintenanceWindow: maintenance,
      });
    },
  );
});

describe('a permissions boundary', () => {
  const boundary = 'arn:aws:iam::111111111111:policy/boundary';

  test.each(environmentProfiles)(
    'limits each role that the template creates (%s), and changes nothing else',
    environment => {
      const template = templateOf(
        changedRequest(environment, { permissionsBoundaryArn: boundary }),
      ).toJSON();
      const expected = structuredClone(sampleTemplates[environment].toJSON());
      const roles = Object.values<{
        Type: string;
        Properties: { PermissionsBoundary?: string };
      }>(expected.Resources).filter(({ Type }) => Type === 'AWS::IAM::Role');
      for (const { Properties } of roles) {
        Properties.PermissionsBoundary = boundary;
      }
      expect(template).toEqual(expected);
    },
  );

  test('applies to roles, of which prod has one', () => {
    prod.resourceCountIs('AWS::IAM::Role', 1);
  });
});
