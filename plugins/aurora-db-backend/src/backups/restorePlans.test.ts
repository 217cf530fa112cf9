import { auroraDbTags } from '@aurora-db/backstage-plugin-aurora-db-common';
import { testSnapshot } from '../testing/fakes/FakeSnapshots';
import { sourceRef } from '../testing/services/testBackups';
import { testStack } from '../testing/databases/testStack';
import {
  snapshotId,
  fromSnapshot,
  fromTime,
  testRestore,
} from '../testing/services/testRestore';

describe('planning a restore', () => {
  it('shows the new database and its cost, and that nothing is in the way', async () => {
    const { plan, account } = testRestore();
    account.cluster = {
      ...account.cluster,
      capacity: { minCapacity: 2, maxCapacity: 8 },
    };
    const result = await plan(fromSnapshot);
    expect(result).toMatchObject({
      target: {
        entityRef: 'resource:default/goal-mandala-r1-prd',
        clusterIdentifier: 'goal-mandala-r1-prd-aurora-cluster',
        environment: 'prod',
      },
      config: { minCapacity: 2, maxCapacity: 8, multiAz: true },
      engineVersion: '15.4',
      restoreFrom: { snapshotId },
      changes: [{ action: 'add', type: 'AWS::RDS::DBCluster', allowed: true }],
      monthlyCost: { min: 584, max: 2336, currency: 'USD' },
      warnings: [{ code: 'plan.restoreOwnCredentials' }],
    });
    expect(result.preflight.map(({ check, ok }) => [check, ok])).toEqual([
      ['snapshot', true],
      ['credentials', true],
      ['network', true],
      ['leftovers', true],
      ['quotas', true],
      ['engine', true],
      ['restores', true],
    ]);
  });

  it('proposes a name with the source and the time', async () => {
    const { plan } = testRestore();
    const { target } = await plan({ from: { latest: true } });
    expect(target.entityRef).toMatch(
      /^resource:default\/goal-mandala-r\d{12}-prd$/,
    );
  });

  it('changes nothing', async () => {
    const { plan, stacks } = testRestore();
    await plan(fromSnapshot);
    await plan(fromTime);
    expect(stacks.calls).toEqual([]);
  });

  it.each([
    [
      'a snapshot that is not there',
      { from: { snapshotId: 'gone' } },
      'NotFoundError',
      'goal-mandala-prd has no snapshot gone: it was deleted, has expired, or is another database’s'.replace(
        '’',
        "'",
      ),
    ],
    [
      'a time before the window',
      { from: { time: '2026-10-31T00:00:00Z' } },
      'InputError',
      '2026-10-31T00:00:00Z is outside the restorable window of goal-mandala-prd: choose a time from 2026-11-01T00:00:00.000Z to 2026-11-25T09:00:00.000Z',
    ],
    [
      'a time after the window',
      { from: { time: '2026-11-25T09:00:01Z' } },
      'InputError',
      'choose a time from 2026-11-01T00:00:00.000Z to 2026-11-25T09:00:00.000Z',
    ],
  ])('refuses %s', async (_, request, name, message) => {
    const { plan } = testRestore();
    await expect(plan(request)).rejects.toMatchObject({
      name,
      message: expect.stringContaining(message),
    });
  });

  it('refuses a snapshot of another database as if it did not exist', async () => {
    const { plan, snapshots } = testRestore();
    snapshots.all.push(
      testSnapshot({ id: 'theirs', clusterIdentifier: 'x-prd-aurora-cluster' }),
    );
    await expect(plan({ from: { snapshotId: 'theirs' } })).rejects.toThrow(
      'goal-mandala-prd has no snapshot theirs',
    );
  });

  it('explains why a database without a first backup cannot be restored to a time', async () => {
    const { plan, account } = testRestore();
    account.cluster = { backup: { retentionDays: 1, window: '18:00-19:00' } };
    await expect(plan({ from: { latest: true } })).rejects.toThrow(
      "goal-mandala-prd can't be restored to a time yet: wait until its first backup is complete",
    );
  });

  it.each([
    [
      'a stack of that name',
      'name',
      'A stack goal-mandala-r1-prd-database exists already',
    ],
    [
      'another restore',
      'restores',
      'Another restore of this database is running: goal-mandala-r2-prd',
    ],
    [
      'a snapshot that is not complete',
      'snapshot',
      `Snapshot ${snapshotId} is creating`,
    ],
    [
      'an engine that is no longer offered',
      'engine',
      'can no longer create Aurora PostgreSQL 15.6',
    ],
  ])(
    'shows %s as an obstacle, and the restore refuses it',
    async (obstacle, check, text) => {
      const { plan, restore, stacks, snapshots } = testRestore();
      const [snapshot] = snapshots.all;
      switch (check) {
        case 'name':
          stacks.add(testStack('goal-mandala-r1', 'prod'));
          break;
        case 'restores':
          stacks.add(
            testStack('goal-mandala-r2', 'prod', {
              status: 'CREATE_IN_PROGRESS',
              tags: { [auroraDbTags.restoredFrom]: sourceRef },
            }),
          );
          break;
        case 'snapshot':
          snapshots.all[0] = testSnapshot({ ...snapshot, status: 'creating' });
          break;
        default:
          snapshots.all[0] = testSnapshot({
            ...snapshot,
            engineVersion: '15.6',
          });
      }
      const { preflight } = await plan(fromSnapshot);
      expect(preflight).toContainEqual(
        expect.objectContaining({
          check,
          ok: false,
          message: expect.objectContaining({
            text: expect.stringContaining(text),
          }),
        }),
      );
      await expect(restore(fromSnapshot)).rejects.toMatchObject({
        name: 'ConflictError',
      });
      expect(stacks.calls).toEqual([]);
      expect(obstacle).toBeTruthy();
    },
  );

  it('checks the permission to restore', async () => {
    const { plan, denied } = testRestore();
    denied.add('aurora-db.restore.create');
    await expect(plan(fromSnapshot)).rejects.toThrow(
      'aurora-db.restore.create',
    );
  });
});
