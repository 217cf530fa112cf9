import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { EntityProvider } from '@backstage/plugin-catalog-node';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { auroraDbCatalogModule } from './catalogModule';
import { testEnvironment } from './testing/databases/testEnvironment';
import { FakeCloudFormation } from './testing/fakes/FakeCloudFormation';
import { testStack } from './testing/databases/testStack';

const cloudFormation = new FakeCloudFormation();

const environment = (name: 'prod' | 'dev') => {
  const { accountId, region, network } = testEnvironment(name);
  return { accountId, region, network };
};

describe('the catalog module', () => {
  it('gives the catalog a provider for each environment, which reads its stacks', async () => {
    const stack = testStack('goal-mandala', 'prod');
    cloudFormation.add({ ...stack, status: 'CREATE_IN_PROGRESS' });
    const found = new Map<string, string[]>();
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
              connections.push(...added.flat().map(connect));
            },
          },
        ],
      ],
      features: [
        auroraDbCatalogModule,
        cloudFormation.factory,
        mockServices.rootConfig.factory({
          data: {
            auroraDb: {
              environments: {
                prod: environment('prod'),
                dev: environment('dev'),
              },
            },
          },
        }),
      ],
    });
    await Promise.all(connections);
    while (found.size < 2) {
      await new Promise(resolve => setTimeout(resolve, 10));
    }
    expect([...found].sort()).toEqual([
      ['aurora-db:dev', []],
      ['aurora-db:prod', ['goal-mandala-prd']],
    ]);
  });
});
