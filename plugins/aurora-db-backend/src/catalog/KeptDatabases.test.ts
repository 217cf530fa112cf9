import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { toExistingEntity } from '../database/existing/toExistingEntity';
import { testEnvironment } from '../testing/databases/testEnvironment';
import { testExistingCluster } from '../testing/databases/testExistingCluster';
import { testExistingLocated } from '../testing/databases/testExistingLocated';
import { KeptDatabases } from './KeptDatabases';

const prod = testEnvironment('prod');
const orders = testExistingCluster('orders', 'prod');
const search = testExistingCluster('search', 'prod');

function keptDatabases(...invalid: string[]) {
  const catalog = catalogServiceMock({
    entities: [toExistingEntity(testExistingLocated(orders, prod))],
  });
  const asked = jest.spyOn(catalog, 'getEntitiesByRefs');
  const kept = new KeptDatabases({
    catalog,
    auth: mockServices.auth(),
    invalid: invalid.map(name => ({
      name,
      message: createMessage('error.notConfigured', { problems: name }),
    })),
  });
  return { kept, asked };
}

describe('databases of an environment that cannot be used now', () => {
  it('are those that have its entity in the catalog', async () => {
    const { kept } = keptDatabases('prod', 'stg');
    await expect(kept.arnsOf([orders, search])).resolves.toEqual(
      new Set([orders.arn]),
    );
  });

  it('are no clusters of another account with the same identifier', async () => {
    const { kept } = keptDatabases('prod');
    const other = {
      ...orders,
      arn: orders.arn.replace(/4{12}/, '111111111111'),
    };
    await expect(kept.arnsOf([other])).resolves.toEqual(new Set());
  });

  it.each([
    ['every environment can be used', []],
    ['the name of the environment is wrong', ['Prod EU!']],
  ])('cost no request if %s', async (_, invalid) => {
    const { kept, asked } = keptDatabases(...invalid);
    await expect(kept.arnsOf([orders])).resolves.toEqual(new Set());
    expect(asked).not.toHaveBeenCalled();
  });
});
