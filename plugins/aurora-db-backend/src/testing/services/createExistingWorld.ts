import {
  type DBCluster,
  type DBInstance,
  DescribeDBClusterParametersCommand,
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  DescribeDBParametersCommand,
  DescribeEngineDefaultClusterParametersCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import {
  clusterSchema,
  clusterSummarySchema,
  healthSchema,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { mockClient } from 'aws-sdk-client-mock';
import { AwsClients } from '../../aws/AwsClients';
import { RdsClusters } from '../../aws/rds/RdsClusters';
import { RdsParameters } from '../../aws/rds/RdsParameters';
import type { MetricReader } from '../../ports/MetricReader';
import { toExistingEntity } from '../../database/existing/toExistingEntity';
import { testEnvironment } from '../databases/testEnvironment';
import { testExistingLocated } from '../databases/testExistingLocated';
import { FakeStacks } from '../fakes/FakeStacks';
import { awsError, portalConfig } from '../servers/startPlugin';
import { testDeploy } from './testDeploy';

const credentials = mockCredentials.user();
const rds = mockClient(RDSClient);
const formula = 'LEAST({DBInstanceClassMemory/9531392},5000)';

/** What RDS has in an account. Groups are by their name, with their value of max_connections. */
export interface RdsAccount {
  clusters: DBCluster[];
  instances: DBInstance[];
  groups?: Record<string, string>;
}

/**
 * The services of a portal that shows every cluster of an account, over the SDK's answers. Metrics
 * that a cluster has have the value 1.
 */
export async function createExistingWorld(account: RdsAccount) {
  answerAs(account);
  const environment = testEnvironment('prod', {
    existing: { all: true, defaultOwner: 'group:default/dba' },
  });
  const clients = AwsClients.fromConfig(new ConfigReader(portalConfig));
  const clusters = new RdsClusters(clients);
  const parameters = new RdsParameters(clients);
  const listed = await clusters.list(environment);
  const located = listed.map(cluster => ({
    ...testExistingLocated(cluster, environment),
    owner: 'group:default/dba',
    cluster,
  }));
  const { services } = testDeploy(new FakeStacks(), {
    environments: [environment],
    through: (port, name) => {
      switch (name) {
        case 'clusters':
          return Object.assign(port, {
            describe: clusters.describe.bind(clusters),
            list: clusters.list.bind(clusters),
            describeInstances: clusters.describeInstances.bind(clusters),
            listInstances: clusters.listInstances.bind(clusters),
          });
        case 'parameters':
          return Object.assign(port, {
            readSet: parameters.readSet.bind(parameters),
            readDefaults: parameters.readDefaults.bind(parameters),
          });
        case 'metrics':
          return Object.assign(port, { read: readMetrics(account) });
        default:
          return port;
      }
    },
    backstage: {
      catalog: catalogServiceMock({ entities: located.map(toExistingEntity) }),
      permissions: mockServices.permissions({ result: AuthorizeResult.ALLOW }),
    },
  });
  const refOf = (identifier: string) => `resource:default/prod.${identifier}`;
  return {
    located,
    /** How often RDS was called, by operation. */
    calls: () =>
      rds.calls().map(({ args: [command] }) => command.constructor.name),
    cluster: async (identifier: string) =>
      clusterSchema
        .strict()
        .parse(await services.clusters.get(refOf(identifier), credentials)),
    health: async (identifier: string) =>
      healthSchema
        .strict()
        .parse(await services.health.get(refOf(identifier), '1h', credentials)),
    list: async () => {
      const { items } = await services.clusters.list(credentials);
      return items.map(item => clusterSummarySchema.strict().parse(item));
    },
    end: () => clients.destroy(),
  };
}

function answerAs({ clusters, instances, groups = {} }: RdsAccount): void {
  const parametersOf = (name: string | undefined) => {
    const value = groups[name ?? ''];
    if (value === undefined) {
      throw awsError('DBParameterGroupNotFound');
    }
    return {
      Parameters: [{ ParameterName: 'max_connections', ParameterValue: value }],
    };
  };
  rds.reset();
  rds.on(DescribeDBClustersCommand).callsFake(({ DBClusterIdentifier: id }) => {
    const found = clusters.filter(
      one => id === undefined || one.DBClusterIdentifier === id,
    );
    if (id !== undefined && found.length === 0) {
      throw awsError('DBClusterNotFoundFault');
    }
    return { DBClusters: found };
  });
  rds.on(DescribeDBInstancesCommand).callsFake(({ Filters = [] }) => {
    const [{ Name, Values = [] }] = Filters;
    return {
      DBInstances: instances.filter(
        one =>
          Name !== 'db-cluster-id' || Values.includes(one.DBClusterIdentifier),
      ),
    };
  });
  rds
    .on(DescribeDBClusterParametersCommand)
    .callsFake(input => parametersOf(input.DBClusterParameterGroupName));
  rds
    .on(DescribeDBParametersCommand)
    .callsFake(input => parametersOf(input.DBParameterGroupName));
  rds.on(DescribeEngineDefaultClusterParametersCommand).resolves({
    EngineDefaults: {
      Parameters: [
        { ParameterName: 'max_connections', ParameterValue: formula },
      ],
    },
  });
}

/** A cluster has metrics of its running instances, of the writer, and of serverless ones. */
function readMetrics({
  clusters,
  instances,
}: RdsAccount): MetricReader['read'] {
  return async (_, queries, { slots }) =>
    queries.map(({ clusterIdentifier, dimensions, metricName }) => {
      const members = clusters.find(
        one => one.DBClusterIdentifier === clusterIdentifier,
      )?.DBClusterMembers;
      const running = instances.filter(
        one =>
          one.DBClusterIdentifier === clusterIdentifier &&
          one.DBInstanceStatus === 'available',
      );
      const hasMetric =
        metricName === 'ServerlessDatabaseCapacity'
          ? running.some(one => one.DBInstanceClass === 'db.serverless')
          : running.length > 0 &&
            (dimensions === 'cluster' ||
              members?.some(({ IsClusterWriter }) => IsClusterWriter));
      return new Float64Array(slots).fill(hasMetric ? 1 : NaN);
    });
}
