import { auroraDbClusterReadPermission } from '@aurora-db/backstage-plugin-aurora-db-common';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { ClusterLocator } from '../database/ClusterLocator';
import { stackLookup } from '../readings/lookups';
import { testEntityOf } from '../testing/databases/testEntityOf';
import { testEnvironment } from '../testing/databases/testEnvironment';
import { testStack } from '../testing/databases/testStack';
import { noExistingClusters } from '../testing/services/noExistingClusters';
import { DatabaseAccess } from './DatabaseAccess';
import { DelegatedEntityReader } from './DelegatedEntityReader';

const credentials = mockCredentials.user();
const prod = testEnvironment('prod');
const stack = testStack('goal-mandala', 'prod');

describe('the access to a database whose name another entity has', () => {
  it('logs it once, however often viewers ask', async () => {
    const entity = testEntityOf(prod, stack);
    const catalog = catalogServiceMock({
      entities: [
        { ...entity, spec: { ...entity.spec, owner: 'group:default/thieves' } },
      ],
    });
    const logger = mockServices.logger.mock();
    const access = new DatabaseAccess({
      authorizer: {
        require: async () => {},
        isConditional: async () => true,
        allowsOn: async () => true,
        filter: async () => [],
      },
      locator: new ClusterLocator({
        catalog,
        existing: noExistingClusters,
        environments: [prod],
        stacks: stackLookup({
          describe: async () => stack,
          list: async () => [stack],
        }),
      }),
      catalog: new DelegatedEntityReader(catalog, mockServices.auth()),
      environments: [prod],
      logger,
    });
    for (let view = 0; view < 3; view += 1) {
      const located = await access.find(
        'resource:default/goal-mandala-prd',
        credentials,
        auroraDbClusterReadPermission,
      );
      expect(located.stack?.stackName).toBe('goal-mandala-prd-database');
    }
    expect(logger.warn).toHaveBeenCalledTimes(1);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('is not its entity'),
    );
  });
});
