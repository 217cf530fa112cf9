import {
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  GetTemplateCommand,
  type Tag,
} from '@aws-sdk/client-cloudformation';
import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import {
  CreateDBClusterSnapshotCommand,
  DeleteDBClusterSnapshotCommand,
  DescribeDBClustersCommand,
  DescribeDBClusterSnapshotsCommand,
  DescribeDBEngineVersionsCommand,
  DescribeDBInstancesCommand,
} from '@aws-sdk/client-rds';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Entity } from '@backstage/catalog-model';
import { mockClient } from 'aws-sdk-client-mock';
import { toEntity } from '../../database/toEntity';
import { databaseOfStack } from '../../database/databaseOfStack';
import { sdkStack } from './sdkStack';
import {
  awsError,
  cloudFormation,
  provideAws,
  rds,
} from '../servers/startPlugin';
import { testEnvironment } from './testEnvironment';
import { testStack } from './testStack';

const ec2 = mockClient(EC2Client);
const logs = mockClient(CloudWatchLogsClient);
const sts = mockClient(STSClient);

/** What mocks read of a client to find the account: its access key is the id of the account. */
type GetClient = () => {
  config: { credentials(): Promise<{ accessKeyId: string }> };
};

const environments = [testEnvironment('dev'), testEnvironment('prod')];
const databases = environments.map(environment => {
  const stack = testStack('goal-mandala', environment.name);
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
  return databases.filter(({ accountId }) => accountId === accessKeyId);
};

/** The id of a stack that a change set makes. It is found by its id only: its name stays free. */
const newStackId = (name: string) =>
  `arn:aws:cloudformation:ap-northeast-1:222222222222:stack/${name}/new`;

/**
 * AWS with goal-mandala of the payments team in dev and in prod. Its databases can have snapshots,
 * plans and restores.
 */
export function provideDatabases() {
  provideAws();
  const tagsOf = new Map<string, Tag[]>();
  /** By the id of the stack: what was done to it. */
  const begun = new Map<string, { token: string; kind: string }>();
  const find = (id: string) =>
    databases.find(({ stack }) =>
      [stack.stackName, stack.stackId].includes(id),
    );

  cloudFormation
    .on(DescribeStacksCommand)
    .callsFake(async ({ StackName: wanted }, getClient: GetClient) => {
      const operation = begun.get(wanted);
      if (operation) {
        const stackName = String(wanted).split('/').at(-2) ?? '';
        const stack = find(wanted)?.stack ?? {
          ...testStack('restored', 'dev'),
          stackId: wanted,
          stackName,
          tags: {},
        };
        return {
          Stacks: [
            {
              ...sdkStack(stack, 'CREATE_COMPLETE'),
              Tags: tagsOf.get(wanted),
              StackStatus: `${operation.kind}_COMPLETE`,
            },
          ],
        };
      }
      if (tagsOf.has(wanted) && !find(wanted)) {
        const stackName = String(wanted).split('/').at(-2) ?? '';
        const stack = { ...testStack('restored', 'dev'), stackName, tags: {} };
        return {
          Stacks: [
            {
              ...sdkStack({ ...stack, stackId: wanted }, 'CREATE_COMPLETE'),
              StackStatus: 'REVIEW_IN_PROGRESS',
            },
          ],
        };
      }
      const found = (await inAccount(getClient)).filter(
        ({ stack }) =>
          !wanted || [stack.stackName, stack.stackId].includes(wanted),
      );
      if (wanted && found.length === 0) {
        throw awsError('ValidationError', `Stack ${wanted} does not exist`);
      }
      return {
        Stacks: found.map(({ stack }) => sdkStack(stack, 'UPDATE_COMPLETE')),
      };
    });
  cloudFormation.on(GetTemplateCommand).resolves({
    TemplateBody: JSON.stringify({ Resources: {} }),
  });
  cloudFormation
    .on(CreateChangeSetCommand)
    .callsFake(({ StackName, ChangeSetName, Tags }) => {
      const StackId = find(StackName)?.stack.stackId ?? newStackId(StackName);
      tagsOf.set(StackId, Tags);
      return { StackId, Id: `${StackId}#${ChangeSetName}` };
    });
  cloudFormation
    .on(DescribeChangeSetCommand)
    .callsFake(({ StackName, ChangeSetName }) => ({
      ChangeSetId: ChangeSetName,
      StackId: StackName,
      Status: 'CREATE_COMPLETE',
      ExecutionStatus: 'AVAILABLE',
      CreationTime: new Date(),
      Tags: tagsOf.get(StackName),
      Changes: [],
    }));
  cloudFormation.on(DeleteChangeSetCommand).resolves({});
  cloudFormation
    .on(ExecuteChangeSetCommand)
    .callsFake(async ({ ChangeSetName, ClientRequestToken: token }) => {
      const [stackId = ''] = String(ChangeSetName).split('#');
      begun.set(stackId, { token, kind: find(stackId) ? 'UPDATE' : 'CREATE' });
      return {};
    });
  cloudFormation
    .on(DeleteStackCommand)
    .callsFake(async ({ StackName, ClientRequestToken: token }) => {
      begun.set(StackName, { token, kind: 'DELETE' });
      return {};
    });
  cloudFormation
    .on(DescribeStackEventsCommand)
    .callsFake(({ StackName: stackId }) => {
      const operation = begun.get(stackId);
      return {
        StackEvents: ['COMPLETE', 'IN_PROGRESS'].flatMap(state =>
          operation
            ? [
                {
                  EventId: `${operation.token} ${state}`,
                  StackId: stackId,
                  PhysicalResourceId: stackId,
                  LogicalResourceId: 'stack',
                  ResourceType: 'AWS::CloudFormation::Stack',
                  ResourceStatus: `${operation.kind}_${state}`,
                  Timestamp: new Date(),
                  ClientRequestToken: operation.token,
                },
              ]
            : [],
        ),
      };
    });

  /** The cluster of a stack that was created meanwhile. */
  const createdCluster = (wanted: string | undefined) => {
    const stackName = wanted?.replace(/-aurora-cluster$/, '-database');
    const isCreated = begun.get(newStackId(stackName ?? ''))?.kind === 'CREATE';
    return wanted && isCreated
      ? [
          {
            clusterIdentifier: wanted,
            config: testEnvironment('dev').config,
          },
        ]
      : [];
  };
  rds
    .on(DescribeDBClustersCommand)
    .callsFake(
      async ({ DBClusterIdentifier: wanted }, getClient: GetClient) => ({
        DBClusters: [...(await inAccount(getClient)), ...createdCluster(wanted)]
          .filter(
            ({ clusterIdentifier }) => !wanted || clusterIdentifier === wanted,
          )
          .map(({ clusterIdentifier, config }) => ({
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
      async (
        { DBClusterSnapshotIdentifier: id = 'before-v2' },
        getClient: GetClient,
      ) => {
        if (id !== 'before-v2') {
          throw awsError('DBClusterSnapshotNotFoundFault');
        }
        return {
          DBClusterSnapshots: (await inAccount(getClient)).map(
            ({ clusterIdentifier }) => ({
              DBClusterSnapshotIdentifier: id,
              DBClusterIdentifier: clusterIdentifier,
              DbClusterResourceId: `resource-${clusterIdentifier}`,
              SnapshotType: 'manual',
              Status: 'available',
              SnapshotCreateTime: new Date('2026-11-23T05:00:00Z'),
              EngineVersion: '15.17',
              StorageEncrypted: true,
            }),
          ),
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
  const identity = databaseOfStack(environment, stack);
  if (identity.outcome === 'not-ours') {
    throw new Error(identity.reason);
  }
  return toEntity(testEnvironment(environment), stack, identity.database);
}
