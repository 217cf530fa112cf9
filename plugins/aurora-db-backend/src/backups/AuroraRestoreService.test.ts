import { auroraDbTags } from '@aurora-db/backstage-plugin-aurora-db-common';
import { testSnapshot } from '../testing/fakes/FakeSnapshots';
import { sourceRef } from '../testing/services/testBackups';
import { testStack } from '../testing/databases/testStack';
import { operationsOfEvents } from '../operations/operationsOfEvents';
import {
  snapshotId,
  fromSnapshot,
  fromTime,
  testRestore,
} from '../testing/services/testRestore';

describe('restoring', () => {
  it('creates a new stack that names its source and keeps its owner, then protects it', async () => {
    const { restore, stacks, synthesized, stack, environment } = testRestore();
    const { names, stack: created } = await restore(fromSnapshot);
    expect(names.entityRef).toBe('resource:default/goal-mandala-r1-prd');
    expect(stacks.calls).toEqual([
      'change set create',
      // The claim, which is given back as soon as the restore has begun.
      'change set create',
      'execute create',
      'delete stack',
      'termination protection on',
      'change set update',
      'execute update',
    ]);
    expect(created).toMatchObject({
      status: 'UPDATE_COMPLETE',
      terminationProtection: true,
      tags: {
        [auroraDbTags.name]: 'goal-mandala-r1',
        [auroraDbTags.environment]: 'prod',
        [auroraDbTags.owner]: 'group:default/payments',
        [auroraDbTags.restoredFrom]: sourceRef,
        [auroraDbTags.createdBy]: 'user:default/ann',
      },
    });
    expect(await synthesized(created.stackId)).toMatchObject({
      protect: false,
      DeletionProtection: true,
      engineVersion: '15.4',
      restoreFrom: {
        entityRef: sourceRef,
        databaseName: 'goalmandalamain',
        from: { snapshotIdentifier: snapshotId },
      },
    });
    expect((await stacks.list())[0]).toEqual(stack);
    // Restoring and protecting are one operation for users.
    const events = await stacks.readEvents(
      environment,
      created.stackId,
      () => false,
    );
    expect(operationsOfEvents(events, {})).toHaveLength(1);
  });

  it('restores to a time in UTC, with the version of the source', async () => {
    const { restore, synthesized } = testRestore();
    const { stack } = await restore(fromTime);
    expect(await synthesized(stack.stackId)).toMatchObject({
      engineVersion: '15.17',
      restoreFrom: {
        from: {
          sourceClusterIdentifier: 'goal-mandala-prd-aurora-cluster',
          to: { restoreToTime: '2026-11-24T23:30:00.000Z' },
        },
      },
    });
  });

  it('keeps the name of the PostgreSQL database, also if the source was restored itself', async () => {
    const { restore, synthesized } = testRestore({
      stack: { outputs: { DatabaseName: 'earliermain' } },
    });
    const { stack } = await restore(fromSnapshot);
    expect((await synthesized(stack.stackId)).restoreFrom.databaseName).toBe(
      'earliermain',
    );
  });

  it('keeps the master user of a source that was restored from a cluster of another tool', async () => {
    const { restore, synthesized, account } = testRestore();
    account.cluster = { ...account.cluster, masterUsername: 'orders_admin' };
    const { stack } = await restore(fromTime);
    expect((await synthesized(stack.stackId)).restoreFrom.masterUsername).toBe(
      'orders_admin',
    );
  });

  it('encrypts the data of a snapshot that is not encrypted', async () => {
    const { restore, synthesized, snapshots } = testRestore();
    const [snapshot] = snapshots.all;
    snapshots.all[0] = testSnapshot({ ...snapshot, storageEncrypted: false });
    const { stack } = await restore(fromSnapshot);
    expect(
      (await synthesized(stack.stackId)).restoreFrom.from.storageEncrypted,
    ).toBe(true);
  });

  it.each([
    'change set create',
    'execute create',
    'change set update',
    'execute update',
  ])('completes after the backend was killed at “%s”', async moment => {
    const { restore, stacks, target } = testRestore();
    stacks.onCall = call => {
      if (call === moment) {
        stacks.onCall = () => {};
        throw new Error('killed');
      }
    };
    await expect(restore(fromSnapshot)).rejects.toThrow('killed');
    await restore(fromSnapshot);
    expect(await target()).toMatchObject({
      status: 'UPDATE_COMPLETE',
      terminationProtection: true,
    });
    const begun = stacks.calls.filter(call => call.startsWith('execute'));
    expect(begun).toEqual(['execute create', 'execute update']);
  });

  it('leaves nothing of a failed restore, names the cause, and can run again', async () => {
    const { restore, stacks, target } = testRestore();
    stacks.failNext = 'The snapshot was deleted meanwhile';
    await expect(restore(fromSnapshot)).rejects.toThrow(
      /Cluster \(AWS::RDS::DBCluster\) of stack goal-mandala-r1-prd-database failed: The snapshot was deleted meanwhile/,
    );
    expect((await target())?.status).toBe('DELETE_COMPLETE');
    await restore(fromSnapshot, 'another task');
  });

  it('starts one of two restores with the same name, and informs the other user', async () => {
    const { restore, stacks } = testRestore();
    const both = await Promise.allSettled([
      restore(fromSnapshot, 'ann'),
      restore(fromSnapshot, 'ben'),
    ]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(both[1]).toMatchObject({ reason: { name: 'ConflictError' } });
    expect(stacks.calls.filter(call => call === 'execute create')).toHaveLength(
      1,
    );
  });

  it('starts one of two restores with different names, and tells the other user that one is in progress', async () => {
    const { restore, stacks } = testRestore();
    stacks.hold = true;
    let begin = () => {};
    const begun = new Promise<void>(resolve => {
      begin = resolve;
    });
    const first = restore(fromSnapshot, 'ann', begin);
    const second = restore({ ...fromSnapshot, name: 'goal-mandala-r2' }, 'ben');
    await expect(second).rejects.toThrow(
      /Another restore of this database is running: goal-mandala-r1-prd/,
    );
    await begun;
    stacks.hold = false;
    await first;
  });

  it('returns the same stack to a user who requests it twice before it exists', async () => {
    const { restore, stacks } = testRestore();
    stacks.hold = true;
    const ask = () => {
      const ended: Array<Promise<unknown>> = [];
      const begun = new Promise<string>((resolve, reject) => {
        const restored = restore(fromSnapshot, 'ann', ({ stack }) =>
          resolve(stack.stackId),
        );
        restored.catch(reject);
        ended.push(restored);
      });
      return { begun, ended };
    };
    const asked = [ask(), ask()];
    const stackIds = await Promise.all(asked.map(({ begun }) => begun));
    expect(new Set(stackIds).size).toBe(1);
    stacks.hold = false;
    await Promise.all(asked.flatMap(({ ended }) => ended));
    expect(stacks.calls.filter(call => call === 'execute create')).toHaveLength(
      1,
    );
  });

  it('refuses the name of another database', async () => {
    const { restore, stacks } = testRestore();
    stacks.add(testStack('goal-mandala-r1', 'prod'));
    await expect(restore(fromSnapshot)).rejects.toThrow(
      'A stack goal-mandala-r1-prd-database exists already: choose another name',
    );
    expect(stacks.calls).toEqual([]);
  });

  it('accepts only the source’s name as confirmation', async () => {
    const { restores, find } = testRestore();
    const source = await find();
    expect(() =>
      restores.assertConfirmed(source, 'goal-mandala-prd'),
    ).not.toThrow();
    expect(() => restores.assertConfirmed(source, 'goal-mandala')).toThrow(
      'confirm is "goal-mandala", but the database is goal-mandala-prd: nothing was restored',
    );
  });
});
