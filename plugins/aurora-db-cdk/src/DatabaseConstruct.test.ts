import {
  alarmDefinitions,
  environmentDefaults,
} from '@aurora-db/backstage-plugin-aurora-db-common';
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

const { local, dev, prod } = sampleTemplates;

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

describe('what deleting leaves', () => {
  test.each([
    ['local', 'Delete', 'Delete', 'Delete'],
    ['dev', 'Delete', 'Delete', 'Delete'],
    ['stg', 'Snapshot', 'RetainExceptOnCreate', 'Retain'],
    ['prod', 'Snapshot', 'RetainExceptOnCreate', 'Retain'],
  ] as const)(
    '%s: cluster %s, secret %s',
    (environment, clusterPolicy, secretPolicy, secretOnReplace) => {
      const template = sampleTemplates[environment];
      template.hasResource('AWS::RDS::DBCluster', {
        DeletionPolicy: clusterPolicy,
        UpdateReplacePolicy: 'Snapshot',
      });
      template.hasResource('AWS::SecretsManager::Secret', {
        DeletionPolicy: secretPolicy,
        UpdateReplacePolicy: secretOnReplace,
      });
      template.allResources('AWS::RDS::DBInstance', {
        DeletionPolicy: 'Delete',
        UpdateReplacePolicy: 'Delete',
      });
      // A log group that stays behind stops the next create of the same name.
      template.hasResource('AWS::Logs::LogGroup', { DeletionPolicy: 'Delete' });
    },
  );

  test('a first create is unprotected, and keeps its data all the same', () => {
    const first = templateOf(changedRequest('prod', { protect: false }));
    first.hasResource('AWS::RDS::DBCluster', {
      Properties: { DeletionProtection: false },
      DeletionPolicy: 'Snapshot',
    });
    first.hasResource('AWS::SecretsManager::Secret', {
      DeletionPolicy: 'RetainExceptOnCreate',
    });
  });

  test('the second change set of a create changes nothing but the protection', () => {
    const first = templateOf(
      changedRequest('prod', { protect: false }),
    ).toJSON();
    const second = prod.toJSON();
    const [cluster = ''] = Object.keys(
      prod.findResources('AWS::RDS::DBCluster'),
    );
    first.Resources[cluster].Properties.DeletionProtection = true;
    expect(first).toEqual(second);
  });
});

test('the secret’s generator is frozen: another one would give another password, which the cluster would never be told', () => {
  const [secret] = Object.values(
    prod.findResources('AWS::SecretsManager::Secret'),
  );
  expect(JSON.stringify(secret?.Properties.GenerateSecretString)).toBe(
    '{"ExcludeCharacters":" %+~`#$&*()|[]{}:;<>?!\'/@\\"\\\\","GenerateStringKey":"password","PasswordLength":30,"SecretStringTemplate":"{\\"username\\":\\"postgres\\",\\"dbname\\":\\"goalmandalamain\\"}"}',
  );
});

test('logical ids of what holds data are frozen: another id is another resource', () => {
  const idsOf = (type: string) => Object.keys(prod.findResources(type));
  expect(idsOf('AWS::RDS::DBCluster')).toEqual(['DatabaseCluster5B53A178']);
  expect(idsOf('AWS::SecretsManager::Secret')).toEqual([
    'DatabaseSecret3B817195',
  ]);
  expect(idsOf('AWS::RDS::DBInstance')).toEqual([
    'DatabaseClusterWriterD43085C6',
    'DatabaseClusterReader78FE9854',
  ]);
  prod.hasResourceProperties('AWS::RDS::DBCluster', {
    DBClusterIdentifier: 'goal-mandala-prd-aurora-cluster',
  });
});

describe('alarms', () => {
  const dimensions = {
    cluster: [{ Name: 'DBClusterIdentifier' }],
    writer: [
      { Name: 'DBClusterIdentifier' },
      { Name: 'Role', Value: 'WRITER' },
    ],
  };

  test.each([
    ['cpu-warning', 'CPUUtilization', 'cluster', 'Maximum', '>', 80],
    ['cpu-critical', 'CPUUtilization', 'cluster', 'Maximum', '>', 90],
    [
      'connections-warning',
      'DatabaseConnections',
      'cluster',
      'Maximum',
      '>',
      2352,
    ],
    [
      'connections-high',
      'DatabaseConnections',
      'cluster',
      'Maximum',
      '>',
      2688,
    ],
    [
      'connections-critical',
      'DatabaseConnections',
      'cluster',
      'Maximum',
      '>',
      3024,
    ],
    ['read-latency', 'ReadLatency', 'writer', 'Average', '>', 1],
    ['write-latency', 'WriteLatency', 'writer', 'Average', '>', 1],
    ['unreachable', 'EngineUptime', 'writer', 'Minimum', '<', 0],
  ] as const)(
    'goal-mandala-prd-%s: %s of the %s, %s %s %d',
    (id, MetricName, of, Statistic, comparison, Threshold) => {
      prod.hasResourceProperties('AWS::CloudWatch::Alarm', {
        AlarmName: `goal-mandala-prd-${id}`,
        Namespace: 'AWS/RDS',
        MetricName,
        Dimensions: dimensions[of].map(dimension => ({
          Value: 'goal-mandala-prd-aurora-cluster',
          ...dimension,
        })),
        Statistic,
        ComparisonOperator:
          comparison === '>' ? 'GreaterThanThreshold' : 'LessThanThreshold',
        Threshold,
        Period: 60,
        EvaluationPeriods: 3,
        DatapointsToAlarm: 3,
        TreatMissingData: id === 'unreachable' ? 'breaching' : 'notBreaching',
      });
    },
  );

  test('there are no others', () => {
    prod.resourceCountIs(
      'AWS::CloudWatch::Alarm',
      alarmDefinitions(environmentDefaults.prod).length,
    );
  });

  test('a database that may pause has no alarm for being unreachable', () => {
    const template = templateOf(
      changedRequest('dev', { config: { minCapacity: 0 } }),
    );
    template.resourceCountIs('AWS::CloudWatch::Alarm', 7);
    template.resourcePropertiesCountIs(
      'AWS::CloudWatch::Alarm',
      { MetricName: 'EngineUptime' },
      0,
    );
  });

  test('without a topic they notify nobody, and RDS has no event subscription', () => {
    dev.allResourcesProperties('AWS::CloudWatch::Alarm', {
      AlarmActions: Match.absent(),
      OKActions: Match.absent(),
    });
    dev.resourceCountIs('AWS::RDS::EventSubscription', 0);
  });

  test('with a topic they notify it of alarm and recovery, and RDS reports the cluster’s events to it', () => {
    const alarmTopicArn = 'arn:aws:sns:ap-northeast-1:111111111111:on-call';
    const template = templateOf(changedRequest('dev', { alarmTopicArn }));
    template.allResourcesProperties('AWS::CloudWatch::Alarm', {
      AlarmActions: [alarmTopicArn],
      OKActions: [alarmTopicArn],
    });
    template.hasResourceProperties('AWS::RDS::EventSubscription', {
      SnsTopicArn: alarmTopicArn,
      SourceType: 'db-cluster',
      SourceIds: [{ Ref: 'DatabaseCluster5B53A178' }],
      EventCategories: Match.arrayWith(['failover', 'failure', 'maintenance']),
    });
  });
});

describe('dashboard', () => {
  const [dashboard] = Object.values(
    prod.findResources('AWS::CloudWatch::Dashboard'),
  );
  const body = JSON.parse(dashboard?.Properties.DashboardBody);
  const graphs: Array<{
    properties: { title: string; metrics: string[][]; region: string };
  }> = body.widgets;

  test('is named after the stack', () => {
    expect(dashboard?.Properties.DashboardName).toBe(
      'goal-mandala-prd-database',
    );
  });

  test('shows connections, capacity, CPU and memory, errors, latency and throughput', () => {
    expect(
      graphs.map(({ properties }) => [
        properties.title,
        properties.metrics.map(metric => metric[1]),
      ]),
    ).toEqual([
      ['Connections', ['DatabaseConnections']],
      ['Capacity', ['ServerlessDatabaseCapacity']],
      ['CPU and memory', ['CPUUtilization', 'FreeableMemory']],
      ['Errors in the PostgreSQL log', ['PostgreSQLErrors']],
      [
        'Query performance: latency of the writer',
        ['ReadLatency', 'WriteLatency', 'CommitLatency'],
      ],
      [
        'Query performance: throughput',
        ['ReadIOPS', 'WriteIOPS', 'CommitThroughput'],
      ],
    ]);
  });

  test('draws the ceilings of connections and capacity', () => {
    expect(JSON.stringify(body)).toContain(
      '"value":3360,"label":"max_connections"',
    );
    expect(JSON.stringify(body)).toContain('"value":16,"label":"maximum"');
  });

  test('counts lines of the log by their severity, not statements that speak of errors', () => {
    prod.hasResourceProperties('AWS::Logs::MetricFilter', {
      FilterPattern: '?"]:ERROR:" ?"]:FATAL:" ?"]:PANIC:"',
      LogGroupName: { Ref: 'DatabaseLogGroupD348ED08' },
      MetricTransformations: [
        {
          MetricNamespace: 'AuroraDb/goal-mandala-prd',
          MetricName: 'PostgreSQLErrors',
          MetricValue: '1',
          DefaultValue: 0,
        },
      ],
    });
  });
});

describe('Lambda roles', () => {
  const role = 'arn:aws:iam::111111111111:role/service/api';

  test('a role that uses two databases has a policy of its own name for each', () => {
    const policyNames = ['goal-mandala', 'other'].map(name =>
      Object.values(
        templateOf(changedRequest('dev', { name })).findResources(
          'AWS::IAM::Policy',
        ),
      ).map(({ Properties }) => Properties.PolicyName),
    );
    expect(policyNames).toEqual([
      ['goal-mandala-dev-database'],
      ['other-dev-database'],
    ]);
  });

  test('a role’s path is not its name, and a role given twice counts once', () => {
    templateOf(
      changedRequest('dev', { lambdaRoleArns: [role, role] }),
    ).hasResourceProperties('AWS::IAM::Policy', { Roles: ['api'] });
  });

  test('without roles there is no policy', () => {
    templateOf(changedRequest('dev', { lambdaRoleArns: [] })).resourceCountIs(
      'AWS::IAM::Policy',
      0,
    );
  });
});

test('switching a feature off is written down, since CloudFormation keeps what a template merely leaves out', () => {
  local.hasResourceProperties('AWS::RDS::DBCluster', {
    PerformanceInsightsEnabled: false,
    MonitoringInterval: 0,
    MonitoringRoleArn: Match.absent(),
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
