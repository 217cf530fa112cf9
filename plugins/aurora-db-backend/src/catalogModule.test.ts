import { DescribeDBClustersCommand, RDSClient } from '@aws-sdk/client-rds';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { EntityProvider } from '@backstage/plugin-catalog-node';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { mockClient } from 'aws-sdk-client-mock';
import { auroraDbCatalogModule } from './catalogModule';
import { testEnvironment } from './testing/databases/testEnvironment';
import { FakeCloudFormation } from './testing/fakes/FakeCloudFormation';
import { testStack } from './testing/databases/testStack';

const cloudFormation = new FakeCloudFormation();
const rds = mockClient(RDSClient);

const environment = (name: 'prod' | 'dev') => {
  const { accountId, region, network } = testEnvironment(name);
  return { accountId, region, network };
};

describe('the catalog module', () => {
  it('gives the catalog providers for each environment, which read its stacks and clusters', async () => {
    rds.on(DescribeDBClustersCommand).resolves({
      DBClusters: [
        {
          Engine: 'aurora-postgresql',
          DBClusterIdentifier: 'orders',
          DBClusterArn: 'arn:x',
        },
      ],
    });
    const stack = testStack('goal-mandala', 'prod');
    cloudFormation.add({ ...stack, status: 'CREATE_IN_PROGRESS' });
    const found = new Map<string, string[]>();
    const names: string[] = [];
    const connect = (provider: EntityProvider) =>
      provider.connect({
        refresh: async () => {},
        applyMutation: async mutation => {
          found.set(
            provider.getProviderName(),
            mutation.type === 'full'
              ? mutation.entities.map(({ entity }) => entity.metadata.name)
              : [],
          );
        },
      });
    const connections: Array<Promise<void>> = [];
    await startTestBackend({
      extensionPoints: [
        [
          catalogProcessingExtensionPoint,
          {
            addProcessor: jest.fn(),
            addPlaceholderResolver: jest.fn(),
            setOnProcessingErrorHandler: jest.fn(),
            addEntityProvider: (...added) => {
              const providers = added.flat();
              names.push(...providers.map(one => one.getProviderName()));
              connections.push(...providers.map(connect));
            },
          },
        ],
      ],
      features: [
        auroraDbCatalogModule,
        cloudFormation.factory,
        catalogServiceMock.factory(),
        mockServices.rootConfig.factory({
          data: {
            auroraDb: {
              environments: {
                prod: {
                  ...environment('prod'),
                  existing: { all: true, defaultOwner: 'platform' },
                },
                dev: environment('dev'),
                stg: { accountId: 'wrong' },
              },
            },
          },
        }),
      ],
    });
    await Promise.all(connections);
    while (found.size < 4) {
      await new Promise(resolve => setTimeout(resolve, 10));
    }
    // The entities of an environment that cannot be used stay as they are.
    expect(names).toEqual(
      ['prod', 'dev', 'stg'].flatMap(name => [
        `aurora-db:${name}`,
        `aurora-db:${name}:existing`,
      ]),
    );
    expect([...found].sort()).toEqual([
      ['aurora-db:dev', []],
      ['aurora-db:dev:existing', []],
      ['aurora-db:prod', ['goal-mandala-prd']],
      ['aurora-db:prod:existing', ['prod.orders']],
    ]);
  });
});
