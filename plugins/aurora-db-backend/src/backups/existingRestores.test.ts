import { auroraDbTags } from '@aurora-db/backstage-plugin-aurora-db-common';
import { testStack } from '../testing/databases/testStack';
import { FakeStacks } from '../testing/fakes/FakeStacks';
import {
  nightly,
  testExistingBackups,
} from '../testing/services/testExistingBackups';

const latest = { from: { latest: true as const }, name: 'orders-r1' };
const fromSnapshot = { from: { snapshotId: 'nightly' }, name: 'orders-r1' };

describe('a restore from a database of another tool', () => {
  const restoredBy = async (
    setup: ReturnType<typeof testExistingBackups>,
    request: Parameters<typeof setup.restore>[0],
  ) => {
    const { stack } = await setup.restore(request);
    const template = JSON.parse(
      await setup.stacks.readTemplate(setup.environment, stack.stackId),
    );
    return {
      stack,
      restoreFrom: template.Resources.Cluster.Properties.restoreFrom,
    };
  };

  it('has the owner, the master user and the database of the source, and links back', async () => {
    const setup = testExistingBackups();
    const { stack, restoreFrom } = await restoredBy(setup, latest);
    expect(stack).toMatchObject({
      status: 'UPDATE_COMPLETE',
      terminationProtection: true,
      tags: {
        [auroraDbTags.name]: 'orders-r1',
        [auroraDbTags.owner]: 'group:default/payments',
        [auroraDbTags.restoredFrom]: 'resource:default/prod.orders-cluster',
        [auroraDbTags.createdBy]: 'user:default/ann',
      },
    });
    expect(restoreFrom).toEqual({
      entityRef: 'resource:default/prod.orders-cluster',
      databaseName: 'orders',
      masterUsername: 'orders_admin',
      from: {
        sourceClusterIdentifier: 'orders-cluster',
        to: { useLatestRestorableTime: true },
        namesEngineVersion: false,
      },
    });
    const { items } = await setup.services.operations.list(
      setup.entityRef,
      setup.caller.credentials,
      new Date('2026-11-23T00:10:00Z'),
    );
    expect(items).toMatchObject([
      {
        kind: 'restore',
        status: 'succeeded',
        by: 'user:default/ann',
        message: { params: { target: 'resource:default/orders-r1-prd' } },
      },
    ]);
  });

  it('has the master user of the snapshot, also if the cluster has another one now', async () => {
    const setup = testExistingBackups();
    setup.snapshots.all.push({ ...nightly, masterUsername: 'earlier' });
    const { restoreFrom } = await restoredBy(setup, fromSnapshot);
    expect(restoreFrom.masterUsername).toBe('earlier');
  });

  it('names no master user if it is the usual one, and the database postgres if RDS created no other one', async () => {
    const setup = testExistingBackups({
      masterUsername: 'postgres',
      databaseName: undefined,
    });
    const { restoreFrom } = await restoredBy(setup, latest);
    expect(restoreFrom).not.toHaveProperty('masterUsername');
    expect(restoreFrom.databaseName).toBe('postgres');
  });

  it.each([
    'change set create',
    'execute create',
    'change set update',
    'execute update',
  ])('completes after the backend was killed at “%s”', async moment => {
    const { restore, stacks } = testExistingBackups();
    stacks.onCall = call => {
      if (call === moment) {
        stacks.onCall = () => {};
        throw new Error('killed');
      }
    };
    await expect(restore(latest)).rejects.toThrow('killed');
    const { stack } = await restore(latest);
    expect(stack.status).toBe('UPDATE_COMPLETE');
    expect(stacks.calls.filter(call => call.startsWith('execute'))).toEqual([
      'execute create',
      'execute update',
    ]);
  });

  it('starts one of two at once, and tells the other user which one is in progress', async () => {
    const { restore, stacks } = testExistingBackups();
    stacks.hold = true;
    let begin = () => {};
    const begun = new Promise<void>(resolve => {
      begin = resolve;
    });
    const first = restore(latest, 'ann', begin);
    await expect(
      restore({ ...latest, name: 'orders-r2' }, 'ben'),
    ).rejects.toThrow(
      /Another restore of this database is running: orders-r1-prd/,
    );
    await begun;
    stacks.hold = false;
    await first;
  });

  it('is claimed with a stack whose name the role of the portal may use', async () => {
    const { restore, stacks } = testExistingBackups();
    const make = jest.spyOn(stacks, 'createChangeSet');
    await restore(latest);
    expect(
      make.mock.calls
        .filter(
          ([, { changeSetName }]) =>
            changeSetName === 'aurora-db-restore-claim',
        )
        .map(([, { stackName }]) => stackName),
    ).toEqual([
      expect.stringMatching(/^orders-cluster-prd-plan-[0-9a-f]{8}-database$/),
    ]);
  });

  it('starts one of two that two replicas begin at once', async () => {
    const stacks = new FakeStacks();
    stacks.hold = 'creations';
    const restores = ['orders-r1', 'orders-r2'].map(name =>
      testExistingBackups({}, { stacks }).restore({ ...latest, name }, name),
    );
    await expect(Promise.race(restores)).rejects.toThrow(
      /Another restore of prod\.orders-cluster is just starting|Another restore of this database is running: orders-r\d-prd/,
    );
    stacks.hold = false;
    const ended = await Promise.allSettled(restores);
    expect(ended.map(({ status }) => status).sort()).toEqual([
      'fulfilled',
      'rejected',
    ]);
    expect(stacks.calls.filter(call => call === 'execute create')).toHaveLength(
      1,
    );
  });

  it.each([
    ['CREATE_IN_PROGRESS', 'running'],
    ['CREATE_COMPLETE', 'succeeded'],
    ['UPDATE_ROLLBACK_COMPLETE', 'succeeded'],
    ['ROLLBACK_IN_PROGRESS', 'failed'],
  ])('is listed for the source: %s as %s', async (status, expected) => {
    const { services, stacks, entityRef, caller } = testExistingBackups();
    const createdAt = new Date('2026-11-23T00:00:00Z');
    stacks.add(
      testStack('orders-r1', 'prod', {
        status,
        createdAt,
        tags: { [auroraDbTags.restoredFrom]: entityRef },
      }),
    );
    const { items } = await services.operations.list(
      entityRef,
      caller.credentials,
      createdAt,
    );
    expect(items).toMatchObject([{ kind: 'restore', status: expected }]);
  });

  it('is confirmed only by the name of the entity', async () => {
    const { restores, find } = testExistingBackups();
    const source = await find();
    expect(() =>
      restores.assertConfirmed(source, 'prod.orders-cluster'),
    ).not.toThrow();
    expect(() => restores.assertConfirmed(source, 'orders-cluster')).toThrow(
      'confirm is "orders-cluster", but the database is prod.orders-cluster: nothing was restored',
    );
  });
});
