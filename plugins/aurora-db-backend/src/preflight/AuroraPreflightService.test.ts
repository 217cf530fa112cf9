import { databaseNames } from '@aurora-db/backstage-plugin-aurora-db-common';
import { testDatabaseSubject } from '../testing/databases/testDatabaseSubject';
import { testDeploy } from '../testing/services/testDeploy';
import { testStack } from '../testing/databases/testStack';

const sourceRef = 'resource:default/orders-prd';

function checkRestore({ services }: ReturnType<typeof testDeploy>) {
  const { preflight } = services;
  const { environment, config, owner } = testDatabaseSubject();
  const names = databaseNames('goal-mandala', { shortName: 'prd' });
  return preflight.checkRestore(
    { environment, names, engineVersion: '15.17', sourceRef },
    { config, owner },
  );
}

describe('AuroraPreflightService', () => {
  it('checks nothing else of a database if the credentials belong to another account', async () => {
    const {
      services: { preflight },
      account,
    } = testDeploy();
    account.accountId = '999999999999';
    account.subnets = [];
    expect(await preflight.checkDatabase(testDatabaseSubject())).toMatchObject([
      { check: 'credentials', ok: false },
    ]);
  });

  it('shows all findings of a database, good and bad, in a fixed order', async () => {
    const {
      services: { preflight },
      account,
    } = testDeploy();
    account.subnets = [];
    account.strayCluster = true;
    const results = await preflight.checkDatabase(testDatabaseSubject());
    expect(results.map(({ check, ok }) => [check, ok])).toEqual([
      ['credentials', true],
      ['network', false],
      ['leftovers', false],
      ['quotas', true],
    ]);
  });

  it('checks database, engine and other restores before a restore', async () => {
    const results = await checkRestore(testDeploy());
    expect(results.map(({ check, ok }) => [check, ok])).toEqual([
      ['credentials', true],
      ['network', true],
      ['leftovers', true],
      ['quotas', true],
      ['engine', true],
      ['restores', true],
    ]);
  });

  it('does not report the resources of a taken name as leftovers', async () => {
    const setup = testDeploy();
    setup.stacks.add(testStack('goal-mandala', 'prod'));
    const results = await checkRestore(setup);
    expect(results.map(({ check, ok }) => [check, ok])).toEqual([
      ['credentials', true],
      ['network', true],
      ['quotas', true],
      ['name', false],
      ['engine', true],
      ['restores', true],
    ]);
  });
});
