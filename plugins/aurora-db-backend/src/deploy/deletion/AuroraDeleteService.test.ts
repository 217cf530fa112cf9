import {
  testDeletion,
  testDeletionTemplate,
  testSecretArn,
} from '../../testing/services/testDeletion';
import { testEnvironment } from '../../testing/databases/testEnvironment';

describe('AuroraDeleteService', () => {
  it('changes the deletion policy to keep a final snapshot, then deletes, and reports what remains', async () => {
    const { stacks, snapshots, run, lines } = testDeletion('dev');
    const [before] = await stacks.list();
    const outcome = await run();
    expect(stacks.calls).toEqual([
      'change set update',
      'execute update',
      'delete stack',
    ]);
    expect(
      JSON.parse(
        await stacks.readTemplate(
          testEnvironment('dev'),
          before?.stackId ?? '',
        ),
      ).Resources.Cluster,
    ).toMatchObject({ DeletionPolicy: 'Snapshot' });
    const [kept] = snapshots.all;
    expect(outcome).toEqual({
      finalSnapshotId: kept?.id,
      secretArn: testSecretArn,
      report: `The data of goal-mandala-dev as of ${kept?.createdAt.toISOString()} stays in snapshot ${kept?.id} (account 222222222222, ap-northeast-1), which does not expire. Its master password stays in secret ${testSecretArn}.`,
    });
    expect(lines).toEqual(
      expect.arrayContaining([
        'A final snapshot of goal-mandala-dev-aurora-cluster will be kept',
        'Preparing: deletion policy of Cluster: Delete → Snapshot',
        'DELETE_COMPLETE Stack goal-mandala-dev-database',
        outcome?.report,
        'goal-mandala-dev is deleted',
      ]),
    );
  });

  it('needs no change set if the policy is already right', async () => {
    const { stacks, run } = testDeletion('dev');
    const outcome = await run({ finalSnapshot: false });
    expect(stacks.calls).toEqual(['delete stack']);
    expect(outcome).toEqual({
      report:
        'No final snapshot was taken, as asked for: the data of goal-mandala-dev is gone.',
    });
  });

  it('refuses a protected database before any change', async () => {
    const { stacks, account, run } = testDeletion('prod', {
      terminationProtection: true,
    });
    account.cluster = { deletionProtection: true };
    await expect(run()).rejects.toThrow(
      'Not deleted: deletion protection of goal-mandala-prd-aurora-cluster and termination protection of goal-mandala-prd-database are on. To delete the database, tick "Turn off deletion protection" in the form (disableProtection: true)',
    );
    expect(stacks.calls).toEqual([]);
  });

  it('turns every protection off first if the request asks for it', async () => {
    const { stacks, account, run, lines } = testDeletion(
      'prod',
      { terminationProtection: true },
      testDeletionTemplate('Snapshot', true),
    );
    account.cluster = { deletionProtection: true };
    await run({ disableProtection: true });
    expect(stacks.calls).toEqual([
      'change set update',
      'execute update',
      'termination protection off',
      'delete stack',
    ]);
    expect(lines).toContain(
      'Preparing: deletion protection of Cluster: on → off',
    );
  });

  it('refuses if protection is on and the stack cannot be updated any more', async () => {
    const { stacks, account, run } = testDeletion('prod', {
      status: 'UPDATE_ROLLBACK_FAILED',
    });
    account.cluster = { deletionProtection: true };
    await expect(run({ disableProtection: true })).rejects.toThrow(
      /Turn it off in the RDS console/,
    );
    expect(stacks.calls).toEqual([]);
  });

  it('does nothing in a dry run', async () => {
    const { stacks, run, lines } = testDeletion('dev');
    await run({ dryRun: true });
    expect(stacks.calls).toEqual([]);
    expect(lines).toEqual([
      'A final snapshot of goal-mandala-dev-aurora-cluster will be kept',
      'goal-mandala-dev-database would be deleted',
    ]);
  });

  it('does not change a stack that another run is changing', async () => {
    const { stacks, run } = testDeletion('dev', {
      status: 'UPDATE_IN_PROGRESS',
    });
    await expect(run()).rejects.toThrow(/is being updated. Wait/);
    expect(stacks.calls).toEqual([]);
  });

  it('explains what it could not delete', async () => {
    const { stacks, run } = testDeletion('dev');
    stacks.failNext = 'Cluster cannot be deleted, it still has a snapshot';
    await expect(run({ finalSnapshot: false })).rejects.toThrow(
      /^Cluster \(AWS::RDS::DBCluster\) of stack goal-mandala-dev-database failed: Cluster cannot be deleted, it still has a snapshot\. Check the snapshot/,
    );
  });

  it('continues an interrupted deletion after a restart, and finds it done, with the snapshot', async () => {
    const { stacks, snapshots, run, lines } = testDeletion('dev');
    let begun: () => void = () => {};
    const deleting = new Promise<void>(resolve => {
      begun = resolve;
    });
    stacks.onCall = call => {
      if (call === 'delete stack') {
        stacks.hold = true;
        begun();
      }
    };
    const before = run();
    await deleting;
    const resumed = run();
    stacks.hold = false;
    await Promise.all([before, resumed]);
    const outcome = await run();
    expect(stacks.calls.filter(call => call === 'delete stack')).toHaveLength(
      1,
    );
    expect(outcome?.finalSnapshotId).toBe(snapshots.all[0]?.id);
    expect(snapshots.all).toHaveLength(1);
    expect(lines).toContain('goal-mandala-dev-database is deleted already');
  });

  it.each([
    ['component:default/goal-mandala-dev', /is not a database of this portal/],
    ['resource:other/goal-mandala-dev', /is not a database of this portal/],
    ['resource:default/goal-mandala', /is not a database of this portal/],
  ])('refuses %s, and does not call AWS', async (entityRef, sentence) => {
    const { deleter } = testDeletion('dev');
    expect(() => deleter.parse(entityRef)).toThrow(sentence);
  });

  it('finds neither a database without a stack nor a stack of another database', async () => {
    const { deleter, findTarget } = testDeletion('dev', { tags: {} });
    for (const entityRef of [
      'resource:default/goal-mandala-dev',
      'resource:default/unknown-dev',
    ]) {
      const [{ names }] = deleter.parse(entityRef);
      await expect(findTarget(entityRef)).rejects.toThrow(
        `${entityRef} has no database to delete in account 222222222222: there is no stack ${names.stackName}, or it is not the stack of this entity`,
      );
    }
  });
});
