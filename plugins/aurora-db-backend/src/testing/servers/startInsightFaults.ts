import { auroraDbTags } from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  CloudWatchLogsClient,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeDimensionKeysCommand,
  GetResourceMetricsCommand,
  PIClient,
} from '@aws-sdk/client-pi';
import {
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  DescribeEventsCommand,
} from '@aws-sdk/client-rds';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { mockClient } from 'aws-sdk-client-mock';
import request from 'supertest';
import { auroraDbPlugin } from '../../plugin';
import { testEnvironment } from '../databases/testEnvironment';
import { testEntityOf } from '../databases/testEntityOf';
import { testStack } from '../databases/testStack';
import {
  type InsightFaultRow,
  insightFaultRows,
} from '../faults/insightFaultRows';
import {
  awsError,
  cloudFormation,
  portalConfig,
  provideAws,
  rds,
} from './startPlugin';

const pi = mockClient(PIClient);
const logs = mockClient(CloudWatchLogsClient);

/** What mocks read of a client to find the row: its access key is the id of the account. */
type GetClient = () => {
  config: { credentials(): Promise<{ accessKeyId: string }> };
};

const denied = (action: string) =>
  `User: arn:aws:sts::1:assumed-role/portal/a is not authorized to perform: ${action} on resource: b`;

/** The errors of the SDK, as the services throw them after the last retry. */
const errors: Record<string, (action: string) => Error> = {
  expired: () => awsError('ExpiredTokenException', 'The token is expired'),
  refused: action => awsError('AccessDeniedException', denied(action)),
  'refused by PI': action => awsError('NotAuthorizedException', denied(action)),
  throttled: () => awsError('ThrottlingException', 'Rate exceeded'),
  unreachable: () => awsError('ECONNREFUSED', 'connect ECONNREFUSED'),
  slow: () => awsError('TimeoutError', 'No answer within 20 s'),
  failing: () =>
    Object.assign(awsError('InternalFailure', 'Try later'), {
      $fault: 'server',
    }),
};

/** The database of a row. */
function databaseOf({ environment: name, accountId }: InsightFaultRow) {
  const environment = testEnvironment('dev', {
    name,
    shortName: name,
    accountId,
  });
  const stackName = `goal-mandala-${name}-database`;
  const stack = testStack('goal-mandala', 'dev', {
    stackName,
    stackId: `arn:aws:cloudformation:ap-northeast-1:${accountId}:stack/${stackName}/51af3dc0`,
    tags: {
      [auroraDbTags.name]: 'goal-mandala',
      [auroraDbTags.environment]: name,
      [auroraDbTags.owner]: 'group:default/payments',
    },
  });
  return { stack, entity: testEntityOf(environment, stack) };
}

/** Answers of AWS in an account that has the trouble of its row. */
async function answer<T>(
  operation: string,
  action: string,
  getClient: GetClient,
  answers: { fine: T; off?: T; empty?: T },
): Promise<T> {
  const { accessKeyId } = await getClient().config.credentials();
  const row = insightFaultRows.find(one => one.accountId === accessKeyId);
  if (row?.call !== operation) {
    return answers.fine;
  }
  const error = errors[row.trouble]?.(action);
  if (error) {
    throw error;
  }
  const other = row.trouble === 'off' ? answers.off : answers.empty;
  if (!other) {
    throw new Error(`${operation} cannot be ${row.trouble}`);
  }
  return other;
}

const clusterOf = (accountId: string, logExports: string[]) => {
  const row = insightFaultRows.find(one => one.accountId === accountId);
  return {
    Engine: 'aurora-postgresql',
    DBClusterIdentifier: `goal-mandala-${row?.environment}-aurora-cluster`,
    DbClusterResourceId: 'cluster-A',
    Status: 'available',
    EngineVersion: '15.17',
    EnabledCloudwatchLogsExports: logExports,
    DBClusterMembers: [
      { DBInstanceIdentifier: 'writer', IsClusterWriter: true },
    ],
  };
};
const instanceOf = (isOn: boolean) => ({
  DBInstances: [
    {
      DBInstanceIdentifier: 'writer',
      DbiResourceId: 'db-A',
      DBInstanceStatus: 'available',
      PerformanceInsightsEnabled: isOn,
    },
  ],
});

/** A statement with a value, which Performance Insights leaves in utility statements. */
const statement = {
  'db.sql_tokenized.id': 'A1',
  'db.sql_tokenized.statement': "ALTER ROLE app PASSWORD 'hunter2'",
};

/** The load of {@link statement}, one session at all times. */
const loadOf = (start: Date, end: Date) => ({
  MetricList: [
    statement,
    { 'db.wait_event.name': 'CPU', 'db.wait_event.type': 'CPU' },
  ].map(Dimensions => ({
    Key: { Metric: 'db.load.avg', Dimensions },
    DataPoints: Array.from(
      { length: (end.getTime() - start.getTime()) / 60_000 },
      (_, minute) => ({
        Timestamp: new Date(start.getTime() + minute * 60_000),
        Value: 1,
      }),
    ),
  })),
});

/** AWS with the database of each row. */
function provideRows() {
  provideAws();
  cloudFormation.reset();
  for (const row of insightFaultRows) {
    cloudFormation.add(databaseOf(row).stack);
  }
  rds
    .on(DescribeDBClustersCommand)
    .callsFake(async (_, getClient: GetClient) => {
      const { accessKeyId } = await getClient().config.credentials();
      return answer('DescribeDBClusters', '', getClient, {
        fine: { DBClusters: [clusterOf(accessKeyId, ['postgresql'])] },
        off: { DBClusters: [clusterOf(accessKeyId, [])] },
        empty: { DBClusters: [] },
      });
    });
  rds
    .on(DescribeDBInstancesCommand)
    .callsFake(async ({ Filters = [] }, getClient: GetClient) => {
      const [{ Values: [cluster] = [] } = {}] = Filters;
      const withCluster = (isOn: boolean) => ({
        DBInstances: instanceOf(isOn).DBInstances.map(instance => ({
          ...instance,
          DBClusterIdentifier: cluster,
        })),
      });
      return answer('DescribeDBInstances', '', getClient, {
        fine: withCluster(true),
        off: withCluster(false),
        empty: { DBInstances: [] },
      });
    });
  rds.on(DescribeEventsCommand).callsFake((_, getClient: GetClient) =>
    answer('DescribeEvents', 'rds:DescribeEvents', getClient, {
      fine: { Events: [] },
    }),
  );
  pi.reset();
  const off = () => {
    throw awsError(
      'NotAuthorizedException',
      'The resource db-A for service type RDS is not authorized for this account',
    );
  };
  pi.on(GetResourceMetricsCommand).callsFake(
    async ({ StartTime, EndTime }, getClient: GetClient) =>
      (
        await answer('GetResourceMetrics', 'pi:GetResourceMetrics', getClient, {
          fine: () => loadOf(StartTime, EndTime),
          empty: () => ({ MetricList: [] }),
          off,
        })
      )(),
  );
  pi.on(DescribeDimensionKeysCommand).callsFake(
    async ({ GroupBy }, getClient: GetClient) =>
      GroupBy.Group === 'db.sql'
        ? (
            await answer(
              'DescribeDimensionKeys',
              'pi:DescribeDimensionKeys',
              getClient,
              { fine: () => ({ Keys: [] }), off },
            )
          )()
        : { Keys: [{ Dimensions: statement, Total: 1 }] },
  );
  logs.reset();
  logs.on(FilterLogEventsCommand).callsFake(async (_, getClient: GetClient) =>
    (
      await answer('FilterLogEvents', 'logs:FilterLogEvents', getClient, {
        fine: () => ({ events: [] }),
        empty: () => {
          throw awsError('ResourceNotFoundException', 'No such log group');
        },
      })
    )(),
  );
}

/**
 * Starts the plugin with an environment for each row of the table. AWS is a fake, whose accounts
 * have the trouble of their row.
 */
export async function startInsightFaults() {
  provideRows();
  const { network, region } = testEnvironment('dev');
  const backend = await startTestBackend({
    features: [
      auroraDbPlugin,
      cloudFormation.factory,
      mockServices.rootConfig.factory({
        data: {
          aws: {
            accounts: insightFaultRows.map(({ accountId }) => ({
              accountId,
              accessKeyId: accountId,
              secretAccessKey: 'not-a-secret',
            })),
          },
          auroraDb: {
            environments: Object.fromEntries(
              insightFaultRows.map(({ environment, accountId }) => [
                environment,
                {
                  ...portalConfig.auroraDb.environments.dev,
                  profile: 'dev',
                  region,
                  network,
                  accountId,
                },
              ]),
            ),
          },
        },
      }),
      mockServices.scheduler.factory({ skipTaskRunOnStartup: true }),
      catalogServiceMock.factory({
        entities: insightFaultRows.map(row => databaseOf(row).entity),
      }),
    ],
  });
  return { api: request(backend.server), stop: () => backend.stop() };
}
