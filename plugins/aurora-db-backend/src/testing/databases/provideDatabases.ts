import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeAvailabilityZonesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import {
  GetAccountSummaryCommand,
  GetRoleCommand,
  IAMClient,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';
import {
  CreateDBClusterSnapshotCommand,
  DeleteDBClusterSnapshotCommand,
  DescribeDBClusterParametersCommand,
  DescribeDBClustersCommand,
  DescribeDBClusterSnapshotsCommand,
  DescribeDBEngineVersionsCommand,
  DescribeDBInstancesCommand,
  DescribeDBParametersCommand,
  DescribeEngineDefaultClusterParametersCommand,
} from '@aws-sdk/client-rds';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Entity } from '@backstage/catalog-model';
import { mockClient } from 'aws-sdk-client-mock';
import {
  awsError,
  cloudFormation,
  provideAws,
  rds,
} from '../servers/startPlugin';
import { testEnvironment } from './testEnvironment';
import { existing } from './existing';
import { testEntityOf } from './testEntityOf';
import { testStack } from './testStack';

const ec2 = mockClient(EC2Client);
const iam = mockClient(IAMClient);
const logs = mockClient(CloudWatchLogsClient);
const sts = mockClient(STSClient);

/** What mocks read of a client to find the account: its access key is the id of the account. */
type GetClient = () => {
  config: { credentials(): Promise<{ accessKeyId: string }> };
};

const environments = [testEnvironment('dev'), testEnvironment('prod')];
const databases = environments.map(environment => {
  const stack = testStack('goal-mandala', environment.profile);
  return {
    ...environment,
    stack: {
      ...stack,
      stackId: stack.stackId.replace('444444444444', environment.accountId),
    },
    clusterIdentifier: stack.stackName.replace(/-database$/, '-aurora-cluster'),
  };
});

const inAccount = async (getClient: GetClient) => {
  const { accessKeyId } = await getClient().config.credentials();
  return [...databases, existing].filter(
    ({ accountId }) => accountId === accessKeyId,
  );
};

/**
 * AWS with goal-mandala of the payments team in dev and in prod. Its databases can have snapshots,
 * plans and restores.
 */
export function provideDatabases() {
  provideAws();
  cloudFormation.reset();
  for (const { stack } of databases) {
    cloudFormation.add(stack);
  }

  /** The cluster of a stack that was created meanwhile. */
  const createdCluster = async (wanted: string | undefined) => {
    const { accountId, config } = testEnvironment('dev');
    const stacks = await cloudFormation.of(accountId).list();
    const isCreated = stacks.some(
      ({ stackName, status }) =>
        status === 'CREATE_COMPLETE' &&
        stackName.replace(/-database$/, '-aurora-cluster') === wanted,
    );
    return wanted && isCreated ? [{ clusterIdentifier: wanted, config }] : [];
  };
  rds
    .on(DescribeDBClustersCommand)
    .callsFake(
      async ({ DBClusterIdentifier: wanted }, getClient: GetClient) => ({
        DBClusters: [
          ...(await inAccount(getClient)),
          ...(await createdCluster(wanted)),
        ]
          .filter(
            ({ clusterIdentifier }) => !wanted || clusterIdentifier === wanted,
          )
          .map(({ clusterIdentifier, config, ...others }) => ({
            Engine: 'aurora-postgresql',
            DBClusterArn: 'arn' in others ? others.arn : undefined,
            TagList: 'tagList' in others ? others.tagList : undefined,
            DBClusterIdentifier: clusterIdentifier,
            DbClusterResourceId: `resource-${clusterIdentifier}`,
            Status: 'available',
            EngineVersion: '15.17',
            Endpoint: 'writer.example.com',
            Port: 5432,
            EarliestRestorableTime: new Date('2026-11-01T00:00:00Z'),
            LatestRestorableTime: new Date('2026-11-23T05:31:00Z'),
            ServerlessV2ScalingConfiguration: {
              MinCapacity: config.minCapacity,
              MaxCapacity: config.maxCapacity,
            },
            DBClusterMembers: [
              { DBInstanceIdentifier: 'writer', IsClusterWriter: true },
            ],
          })),
      }),
    );
  rds.on(DescribeDBInstancesCommand).resolves({ DBInstances: [] });
  rds.on(DescribeDBClusterParametersCommand).resolves({ Parameters: [] });
  rds.on(DescribeDBParametersCommand).resolves({ Parameters: [] });
  rds
    .on(DescribeEngineDefaultClusterParametersCommand)
    .resolves({ EngineDefaults: { Parameters: [] } });
  rds.on(DescribeDBEngineVersionsCommand).resolves({
    DBEngineVersions: [
      {
        EngineVersion: '15.17',
        Status: 'available',
        ServerlessV2FeaturesSupport: { MinCapacity: 0, MaxCapacity: 256 },
      },
    ],
  });
  rds
    .on(DescribeDBClusterSnapshotsCommand)
    .callsFake(
      async ({ DBClusterSnapshotIdentifier: wanted }, getClient: GetClient) => {
        const found = (await inAccount(getClient)).flatMap(
          ({ clusterIdentifier, ...others }) => {
            const id = 'snapshotId' in others ? others.snapshotId : 'before-v2';
            return !wanted || wanted === id ? [{ id, clusterIdentifier }] : [];
          },
        );
        if (wanted && found.length === 0) {
          throw awsError('DBClusterSnapshotNotFoundFault');
        }
        return {
          DBClusterSnapshots: found.map(({ id, clusterIdentifier }) => ({
            DBClusterSnapshotIdentifier: id,
            DBClusterIdentifier: clusterIdentifier,
            DbClusterResourceId: `resource-${clusterIdentifier}`,
            SnapshotType: 'manual',
            Status: 'available',
            SnapshotCreateTime: new Date('2026-11-23T05:00:00Z'),
            EngineVersion: '15.17',
            StorageEncrypted: true,
            TagList:
              id === existing.snapshotId
                ? [
                    { Key: 'aurora-db:cluster', Value: clusterIdentifier },
                    { Key: 'aurora-db:label', Value: 'before v2' },
                    { Key: 'aurora-db:environment', Value: 'dev' },
                  ]
                : [],
          })),
        };
      },
    );
  rds
    .on(CreateDBClusterSnapshotCommand)
    .callsFake(
      ({ DBClusterSnapshotIdentifier, DBClusterIdentifier, Tags }) => ({
        DBClusterSnapshot: {
          DBClusterSnapshotIdentifier,
          DBClusterIdentifier,
          SnapshotType: 'manual',
          Status: 'creating',
          SnapshotCreateTime: new Date(),
          EngineVersion: '15.17',
          TagList: Tags,
        },
      }),
    );
  rds.on(DeleteDBClusterSnapshotCommand).resolves({});

  ec2.reset();
  ec2.on(DescribeAvailabilityZonesCommand).resolves({
    AvailabilityZones: ['a', 'c'].map(letter => ({
      ZoneName: `ap-northeast-1${letter}`,
    })),
  });
  iam.on(GetAccountSummaryCommand).resolves({});
  iam.on(GetRoleCommand).resolves({});
  iam.on(SimulatePrincipalPolicyCommand).resolves({ EvaluationResults: [] });
  ec2.on(DescribeSubnetsCommand).resolves({
    Subnets: ['a', 'c'].map((zone, index) => ({
      SubnetId: `subnet-0a1b2c3${'de'[index]}`,
      VpcId: 'vpc-0a1b2c3d',
      AvailabilityZone: `ap-northeast-1${zone}`,
    })),
  });
  ec2
    .on(DescribeSecurityGroupsCommand)
    .resolves({ SecurityGroups: [{ VpcId: 'vpc-0a1b2c3d' }] });
  logs.reset();
  logs.on(DescribeLogGroupsCommand).resolves({ logGroups: [] });
  sts.reset();
  sts
    .on(GetCallerIdentityCommand)
    .callsFake(async (_, getClient: GetClient) => ({
      Account: (await getClient().config.credentials()).accessKeyId,
      Arn: 'arn:aws:iam::1:role/portal',
    }));
}

/** The entity of goal-mandala, as its provider makes it. */
export function ownEntity(environment: 'dev' | 'prod'): Entity {
  const stack = testStack('goal-mandala', environment);
  return testEntityOf(testEnvironment(environment), stack);
}
