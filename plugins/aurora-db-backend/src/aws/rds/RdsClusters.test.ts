import { DescribeDBClustersCommand, RDSClient } from '@aws-sdk/client-rds';
import { ConfigReader } from '@backstage/config';
import { mockClient } from 'aws-sdk-client-mock';
import { localPortalConfig } from '../../testing/databases/createLocalDatabase';
import { testEnvironment } from '../../testing/databases/testEnvironment';
import { AwsClients } from '../AwsClients';
import { RdsClusters } from './RdsClusters';

describe('a cluster of Aurora MySQL', () => {
  const environment = testEnvironment('local');
  const clusters = new RdsClusters(
    AwsClients.fromConfig(new ConfigReader(localPortalConfig('http://rds'))),
  );

  beforeAll(() => {
    mockClient(RDSClient)
      .on(DescribeDBClustersCommand)
      .resolves({
        DBClusters: [
          { DBClusterIdentifier: 'orders', Engine: 'aurora-postgresql' },
          { DBClusterIdentifier: 'shop', Engine: 'aurora-mysql' },
        ],
      });
  });

  it('is not in the list of clusters', async () => {
    expect(await clusters.list(environment)).toMatchObject([
      { clusterIdentifier: 'orders' },
    ]);
  });

  it('is found by its identifier, which no new database can have', async () => {
    mockClient(RDSClient)
      .on(DescribeDBClustersCommand)
      .resolves({
        DBClusters: [{ DBClusterIdentifier: 'shop', Engine: 'aurora-mysql' }],
      });
    expect(await clusters.describe(environment, 'shop')).toMatchObject({
      clusterIdentifier: 'shop',
      otherEngine: 'aurora-mysql',
    });
  });
});
