import { shortInstances } from './shortInstances';

describe('short names of instances', () => {
  it.each([
    [
      [
        'accounts-local-database-databaseclusterwriterd4308-jzdcowvl5gud',
        'accounts-local-database-databaseclusterreaderf0012-a1kcowvl5gux',
      ],
      ['…jzdcowvl5gud', '…a1kcowvl5gux'],
    ],
    [
      ['goal-mandala-prd-writer', 'goal-mandala-prd-reader'],
      ['…writer', '…reader'],
    ],
    [
      ['eu-shop-writer', 'us-shop-writer'],
      ['eu-shop-writer', 'us-shop-writer'],
    ],
    [
      ['orders-1', 'orders-2'],
      ['orders-1', 'orders-2'],
    ],
    [
      ['a-b-writer', 'b-writer', 'a-b-writer'],
      ['a-b-writer', 'b-writer'],
    ],
  ])('of %j', (instances, names) => {
    expect([...shortInstances(instances).values()]).toEqual(names);
  });
});
