import { environmentDefaults } from '@aurora-db/backstage-plugin-aurora-db-common';
import { App, Stack } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { DatabaseConstruct } from './DatabaseConstruct';
import {
  changedRequest,
  environmentsWithTemplates,
  sampleTemplates,
  templateOf,
} from './testing/sampleTemplates';

const { prod } = sampleTemplates;

describe('figures of each environment', () => {
  test.each([
    // environment, min, max ACU, backup days, protection, insights, monitoring s, instances, max_connections
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
    test('is Aurora PostgreSQL with an exact version, encrypted, with IAM authentication and the log exported', () => {
      template.hasResourceProperties('AWS::RDS::DBCluster', {
        Engine: 'aurora-postgresql',
        EngineVersion: '15.17',
        DatabaseName: 'goalmandalamain',
        MasterUsername: 'postgres',
        Port: 5432,
        StorageEncrypted: true,
        // Without a key of its own RDS encrypts with the key that AWS manages.
        KmsKeyId: Match.absent(),
        EnableIAMDatabaseAuthentication: true,
        EnableCloudwatchLogsExports: ['postgresql'],
        CopyTagsToSnapshot: true,
      });
    });

    test('is backed up from 03:00 to 04:00 in Japan and maintained after that', () => {
      template.hasResourceProperties('AWS::RDS::DBCluster', {
        PreferredBackupWindow: '18:00-19:00',
        PreferredMaintenanceWindow: 'sun:19:30-sun:20:30',
      });
    });

    test('requires TLS, logs every statement and slow ones, and loads pg_stat_statements, in the cluster parameter group', () => {
      template.hasResourceProperties('AWS::RDS::DBClusterParameterGroup', {
        Family: 'aurora-postgresql15',
        Parameters: {
          'rds.force_ssl': '1',
          log_statement: 'all',
          log_min_duration_statement: '1000',
          shared_preload_libraries: 'pg_stat_statements',
          max_connections: Match.anyValue(),
        },
      });
    });

    test('lets in PostgreSQL from the Lambda security group and nothing else, and nothing out', () => {
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
        // An address that doesn't exist: without any rule EC2 would allow everything.
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

    test('lies in the private subnets', () => {
      template.hasResourceProperties('AWS::RDS::DBSubnetGroup', {
        SubnetIds: ['subnet-0a0b0c0d0e0f0001a', 'subnet-0a0b0c0d0e0f0001c'],
      });
    });

    test('has its log group before RDS would make one', () => {
      const [logGroup = ''] = Object.keys(
        template.findResources('AWS::Logs::LogGroup'),
      );
      template.hasResource('AWS::RDS::DBCluster', { DependsOn: [logGroup] });
    });

    test('names nothing that CloudFormation may have to replace', () => {
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

    test('uploads nothing and runs no function', () => {
      template.resourceCountIs('AWS::Lambda::Function', 0);
      template.resourceCountIs('AWS::CDK::Metadata', 0);
      expect(template.toJSON().Parameters).toBeUndefined();
      expect(template.toJSON().Rules).toBeUndefined();
    });

    test('puts its secret into the cluster and the cluster into its secret', () => {
      const [secret = ''] = Object.keys(
        template.findResources('AWS::SecretsManager::Secret'),
      );
      const [cluster = ''] = Object.keys(
        template.findResources('AWS::RDS::DBCluster'),
      );
      template.hasResourceProperties(
        'AWS::SecretsManager::SecretTargetAttachment',
        {
          SecretId: { Ref: secret },
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
              { Ref: secret },
              ':SecretString:password::}}',
            ],
          ],
        },
      });
    });

    test('lets Lambda roles connect as lambda-user by the resource id, and read the one secret', () => {
      const [cluster = ''] = Object.keys(
        template.findResources('AWS::RDS::DBCluster'),
      );
      const [secret = ''] = Object.keys(
        template.findResources('AWS::SecretsManager::Secret'),
      );
      template.hasResourceProperties('AWS::IAM::Policy', {
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
              Resource: { Ref: secret },
            },
          ],
        },
      });
    });
  },
);

describe('instances', () => {
  test('the writer is in the first zone, the reader in the second and as large as the writer', () => {
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

  test('two subnets of one zone and one of another: the reader still is in another zone', () => {
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

test('a plain CDK app may give it subnets of one zone, and is told why that does not work', () => {
  const stack = new Stack(new App(), 'Stack', {
    env: { account: '111111111111', region: 'ap-northeast-1' },
  });
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-0a',
    availabilityZones: ['ap-northeast-1a'],
  });
  const subnets = ['subnet-0a', 'subnet-0b'].map(subnetId =>
    ec2.Subnet.fromSubnetAttributes(stack, subnetId, {
      subnetId,
      availabilityZone: 'ap-northeast-1a',
    }),
  );
  expect(
    () =>
      new DatabaseConstruct(stack, 'Database', {
        name: 'goal-mandala',
        environment: 'dev',
        config: environmentDefaults.dev,
        engineVersion: '15.17',
        vpc,
        subnets,
        lambdaSecurityGroup: ec2.SecurityGroup.fromSecurityGroupId(
          stack,
          'Lambda',
          'sg-0a0b0c0d',
        ),
      }),
  ).toThrow(
    'network: all subnets are in ap-northeast-1a, but Aurora needs two availability zones. Add a private subnet of another zone.',
  );
});
