import {
  databaseNames,
  defaultShortName,
  type EnvironmentProfile,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { FakeSnapshots } from '../testing/fakes/FakeSnapshots';
import { testEnvironment } from '../testing/databases/testEnvironment';
import { PredeploySnapshots } from './PredeploySnapshots';

async function takenIn(
  name: EnvironmentProfile,
  snapshotBeforeChange: boolean,
) {
  const snapshots = new FakeSnapshots();
  await new PredeploySnapshots(snapshots).take(
    {
      environment: testEnvironment(name, { snapshotBeforeChange }),
      names: databaseNames('orders', { shortName: defaultShortName(name) }),
      request: {
        name: 'orders',
        environment: name,
        owner: 'group:default/payments',
      },
    },
    new Date('2026-11-25T08:00:00Z'),
    { log: () => {} },
  );
  return snapshots.all.map(({ id }) => id);
}

describe('PredeploySnapshots', () => {
  it('takes a snapshot in dev if the environment asks for it', async () => {
    expect(await takenIn('dev', true)).toEqual([
      'orders-dev-predeploy-20261125080000',
    ]);
  });

  it('takes no snapshot in prod if the environment asks for none', async () => {
    expect(await takenIn('prod', false)).toEqual([]);
  });
});
