import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import {
  CreateDBClusterSnapshotCommand,
  DescribeAccountAttributesCommand,
  DescribeDBClustersCommand,
  DescribeDBClusterSnapshotsCommand,
  DescribeDBInstancesCommand,
  DescribeEventsCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import { actionsRegistryServiceFactory } from '@backstage/backend-defaults/alpha';
import type { AuditorService } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  type AuthorizePermissionRequest,
  type AuthorizePermissionResponse,
  AuthorizeResult,
} from '@backstage/plugin-permission-common';
import { mockClient } from 'aws-sdk-client-mock';
import request from 'supertest';
import { auroraDbPlugin } from '../../plugin';
import type { DatabaseStack } from '../../ports/DatabaseStacks';
import { FakeCloudFormation } from '../fakes/FakeCloudFormation';
import { ownerPolicy } from '../policies/ownerPolicy';
import { testEnvironment } from '../databases/testEnvironment';
import { testEntityOf } from '../databases/testEntityOf';
import { testStack } from '../databases/testStack';

export const cloudFormation = new FakeCloudFormation();
export const rds = mockClient(RDSClient);
export const cloudWatch = mockClient(CloudWatchClient);

/** The one database that AWS has. */
export const stack = testStack('goal-mandala', 'prod', {
  outputs: { SecretArn: 'arn:aws:secret' },
});
export const url = '/api/aurora-db';
export const cluster = `${url}/clusters/default/goal-mandala-prd`;

const environment = (name: 'prod' | 'dev') => {
  const { accountId, region, network } = testEnvironment(name);
  return { accountId, region, network };
};
/** app-config of prod and dev, each with credentials. */
export const portalConfig = {
  aws: {
    accounts: ['444444444444', '222222222222'].map(accountId => ({
      accountId,
      accessKeyId: accountId,
      secretAccessKey: 'not-a-secret',
    })),
  },
  auroraDb: {
    environments: { prod: environment('prod'), dev: environment('dev') },
  },
};

export function entityOf(database: DatabaseStack): Entity {
  return testEntityOf(testEnvironment('prod'), database);
}

/** An error as the SDK throws it. */
export const awsError = (name: string, message = name) =>
  Object.assign(new Error(message), { name, $metadata: {}, $fault: 'client' });

/** Writes that reached RDS or CloudFormation. */
export const writes = () =>
  [
    ...rds.calls().map(call => call.args[0].constructor.name),
    ...cloudFormation.calls,
  ].filter(name => !/^(Describe|describe|List|list|Get|read)/.test(name));

/** AWS with one database, goal-mandala in prod. */
export function provideAws() {
  cloudFormation.reset();
  rds.reset();
  cloudWatch.reset();
  cloudFormation.add(stack);
  rds.on(DescribeDBClustersCommand).resolves({
    DBClusters: [
      {
        Engine: 'aurora-postgresql',
        DBClusterIdentifier: 'goal-mandala-prd-aurora-cluster',
        DBClusterArn: 'arn:aws:rds:ap-northeast-1:444444444444:cluster:x',
        DbClusterResourceId: 'cluster-A',
        Status: 'available',
        EngineVersion: '15.17',
        Endpoint: 'writer.example.com',
        Port: 5432,
        BackupRetentionPeriod: 30,
        PreferredBackupWindow: '18:00-19:00',
        LatestRestorableTime: new Date('2026-11-23T05:31:00Z'),
        ServerlessV2ScalingConfiguration: { MinCapacity: 1, MaxCapacity: 16 },
        DBClusterMembers: [
          {
            DBInstanceIdentifier: 'writer',
            IsClusterWriter: true,
            DBClusterParameterGroupStatus: 'in-sync',
          },
          {
            DBInstanceIdentifier: 'reader',
            IsClusterWriter: false,
            DBClusterParameterGroupStatus: 'pending-reboot',
          },
        ],
      },
    ],
  });
  rds.on(DescribeDBInstancesCommand).resolves({
    DBInstances: ['writer', 'reader'].map((id, index) => ({
      DBInstanceIdentifier: id,
      DBClusterIdentifier: 'goal-mandala-prd-aurora-cluster',
      DBInstanceStatus: 'available',
      AvailabilityZone: `ap-northeast-1${index ? 'c' : 'a'}`,
    })),
  });
  rds.on(DescribeDBClusterSnapshotsCommand).resolves({
    DBClusterSnapshots: [
      {
        DBClusterSnapshotIdentifier: 'before-v2',
        DBClusterIdentifier: 'goal-mandala-prd-aurora-cluster',
        DbClusterResourceId: 'cluster-A',
        SnapshotType: 'manual',
        Status: 'available',
        PercentProgress: 100,
        SnapshotCreateTime: new Date('2026-11-23T05:00:00Z'),
        EngineVersion: '15.17',
        AllocatedStorage: 1,
        StorageEncrypted: true,
        TagList: [
          { Key: 'aurora-db:label', Value: 'before v2' },
          { Key: 'aurora-db:created-by', Value: 'user:default/ann' },
        ],
      },
    ],
  });
  rds.on(DescribeAccountAttributesCommand).resolves({
    AccountQuotas: [
      { AccountQuotaName: 'ManualClusterSnapshots', Used: 7, Max: 100 },
    ],
  });
  rds.on(DescribeEventsCommand).resolves({ Events: [] });
  cloudWatch.on(DescribeAlarmsCommand).resolves({ MetricAlarms: [] });
  cloudWatch
    .on(GetMetricDataCommand)
    .callsFake(({ MetricDataQueries = [], EndTime }) => ({
      MetricDataResults: MetricDataQueries.map(
        ({ Id }: { Id: string }, index: number) => ({
          Id,
          StatusCode: 'Complete',
          Timestamps: [new Date(EndTime.getTime() - 120_000)],
          Values: [index === 1 ? 2_980 : 0.0012],
        }),
      ),
    }));
}

/** RDS takes snapshots, and has none of the requested ones yet. */
export function provideNewSnapshots() {
  rds
    .on(DescribeDBClusterSnapshotsCommand)
    .rejects(awsError('DBClusterSnapshotNotFoundFault'));
  rds
    .on(CreateDBClusterSnapshotCommand)
    .callsFake(({ DBClusterSnapshotIdentifier, Tags }) => ({
      DBClusterSnapshot: {
        DBClusterSnapshotIdentifier,
        DBClusterIdentifier: 'goal-mandala-prd-aurora-cluster',
        SnapshotType: 'manual',
        Status: 'creating',
        PercentProgress: 0,
        SnapshotCreateTime: new Date(),
        EngineVersion: '15.17',
        TagList: Tags,
      },
    }));
}

const running = new Set<{ stop(): Promise<void> }>();

/** Stops the plugins that were started, so that none follows a snapshot into the next test. */
export async function stopPlugins(): Promise<void> {
  const backends = [...running];
  running.clear();
  await Promise.all(backends.map(backend => backend.stop()));
}

/** The plugin in a backend, with AWS and Backstage's catalog and permissions as mocks. */
export async function startPlugin(options?: {
  entities?: Entity[];
  auditor?: AuditorService;

  decide?: (
    request: AuthorizePermissionRequest,
  ) => AuthorizePermissionResponse['result'];
}) {
  const permissions = mockServices.permissions.mock({
    authorize: async requests =>
      requests.map(one => ({
        result: options?.decide?.(one) ?? AuthorizeResult.ALLOW,
      })),
    authorizeConditional: ownerPolicy(
      options?.entities ?? [entityOf(stack)],
      ({ permission }) =>
        options?.decide?.({ permission, resourceRef: '' }) !==
        AuthorizeResult.DENY,
    ),
  });
  const backend = await startTestBackend({
    features: [
      auroraDbPlugin,
      cloudFormation.factory,
      // The real one, so that actions are called as other plugins call them.
      actionsRegistryServiceFactory,
      mockServices.rootConfig.factory({ data: portalConfig }),
      // Scheduled tasks have their own tests. Their calls would be among those of the tests here.
      mockServices.scheduler.factory({ skipTaskRunOnStartup: true }),
      permissions.factory,
      ...(options?.auditor
        ? [mockServices.auditor.mock(options.auditor).factory]
        : []),
      catalogServiceMock.factory({
        entities: options?.entities ?? [entityOf(stack)],
      }),
    ],
  });
  running.add(backend);
  return request(backend.server);
}
