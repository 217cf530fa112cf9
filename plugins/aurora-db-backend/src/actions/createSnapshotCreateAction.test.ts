import { mockServices } from '@backstage/backend-test-utils';
import { parse } from 'yaml';
import { testNotifier } from '../testing/services/testNotifier';
import { TestTask } from '../testing/services/TestTask';
import { sourceRef, testBackups } from '../testing/services/testBackups';
import { testExistingBackups } from '../testing/services/testExistingBackups';
import { SnapshotFollower } from '../backups/SnapshotFollower';
import { createSnapshotCreateAction } from './createSnapshotCreateAction';
import { examples } from './createSnapshotCreateAction.examples';

function testAction<T extends ReturnType<typeof testBackups>>(setup: T) {
  const event = { success: jest.fn(), fail: jest.fn() };
  const auditor = mockServices.auditor.mock({
    createEvent: jest.fn(async () => event),
  });
  const { service, snapshots } = setup;
  const { notifier, send, told, logger } = testNotifier();
  const action = createSnapshotCreateAction({
    service,
    snapshots,
    auditor,
    notifier,
    snapshotFollower: new SnapshotFollower({ snapshots, notifier, logger }),
  });
  return { ...setup, send, told, action, auditor, event, task: new TestTask() };
}

describe('aurora:snapshot:create', () => {
  it.each(examples)('runs the example “$description”', async ({ example }) => {
    // The account has the portal's database, and one of another tool.
    const { action, task, snapshots } = testAction(
      testExistingBackups({ clusterIdentifier: 'orders' }),
    );
    const [step] = parse(example).steps;
    expect(step.action).toBe('aurora:snapshot:create');
    const outputs = await task.run(action, step.input);
    expect(outputs).toEqual({
      snapshotId: snapshots.all[0]?.id,
      status: 'available',
    });
  });

  it('notifies the requester of its end', async () => {
    const { action, task, send } = testAction(testBackups());
    await task.run(action, { entityRef: sourceRef, wait: true });
    expect(send.mock.calls.map(([{ payload }]) => payload.title)).toEqual([
      'Snapshot of goal-mandala-prd has finished',
    ]);
  });

  it('notifies the requester when the snapshot is available, even if the task does not wait', async () => {
    const { action, task, snapshots, send, told } = testAction(testBackups());
    const create = snapshots.create.bind(snapshots);
    snapshots.create = async (...input) => {
      const snapshot = await create(...input);
      snapshot.status = 'creating';
      return snapshot;
    };
    await task.run(action, { entityRef: sourceRef });
    expect(send).not.toHaveBeenCalled();
    for (const snapshot of snapshots.all) {
      snapshot.status = 'available';
    }
    expect(await told()).toEqual([
      expect.objectContaining({
        title: 'Snapshot of goal-mandala-prd has finished',
      }),
    ]);
  });

  it('notifies the requester of a snapshot that cannot start', async () => {
    const { action, task, snapshots, told } = testAction(testBackups());
    snapshots.failure = 'no';
    await expect(task.run(action, { entityRef: sourceRef })).rejects.toThrow(
      'no',
    );
    expect(await told()).toEqual([
      expect.objectContaining({
        title: 'Snapshot of goal-mandala-prd has failed',
      }),
    ]);
  });

  it("waits and logs the snapshot's progress", async () => {
    const { action, task, snapshots } = testAction(testBackups());
    const find = snapshots.find.bind(snapshots);
    const looks = [
      { status: 'creating', percentProgress: 0 },
      { status: 'creating', percentProgress: 60 },
    ];
    const create = snapshots.create.bind(snapshots);
    snapshots.create = async (...input) => ({
      ...(await create(...input)),
      status: 'creating',
      percentProgress: 0,
    });
    snapshots.find = async (...input) => {
      const found = await find(...input);
      return found && { ...found, ...looks.shift() };
    };
    const outputs = await task.run(action, {
      entityRef: sourceRef,
      wait: true,
    });
    const id = snapshots.all[0]?.id;
    expect(outputs).toEqual({ snapshotId: id, status: 'available' });
    expect(task.lines).toEqual([
      `Snapshot ${id} of goal-mandala-prd is creating`,
      `Snapshot ${id}: 0%`,
      `Snapshot ${id}: 60%`,
      `Snapshot ${id} is available`,
    ]);
  });

  it('reports a failed snapshot', async () => {
    const { action, task, snapshots } = testAction(testBackups());
    const create = snapshots.create.bind(snapshots);
    snapshots.create = async (...input) => {
      const snapshot = await create(...input);
      snapshot.status = 'failed';
      return snapshot;
    };
    await expect(
      task.run(action, { entityRef: sourceRef, wait: true }),
    ).rejects.toThrow(/failed\. Try again, or check it in the RDS console/);
  });

  it('takes no second snapshot if its task continues after a restart', async () => {
    const { action, task, snapshots } = testAction(testBackups());
    const input = { entityRef: sourceRef, label: 'release' };
    const first = await task.run(action, input);
    const second = await task.run(action, input);
    expect(second).toEqual(first);
    expect(snapshots.all).toHaveLength(1);
  });

  it('takes no snapshot in a dry run', async () => {
    const { action, task, snapshots, auditor } = testAction(testBackups());
    await task.run(action, { entityRef: sourceRef }, { isDryRun: true });
    expect(snapshots.all).toEqual([]);
    expect(auditor.createEvent).not.toHaveBeenCalled();
    snapshots.quota = { used: 100, limit: 100 };
    await expect(
      task.run(action, { entityRef: sourceRef }, { isDryRun: true }),
    ).rejects.toThrow('uses all of its 100 manual snapshots');
  });

  it.each([
    [
      { entityRef: 'no reference at all' },
      'entityRef: no reference at all is not an entity reference',
    ],
    [
      { entityRef: sourceRef, expiresInDays: 0 },
      'expiresInDays: expected at least 1',
    ],
    [{ entityRef: sourceRef, label: 'a\nb' }, 'label: expected letters'],
    [
      { entityRef: 'resource:default/nobody-prd' },
      'The catalog has no resource:default/nobody-prd',
    ],
  ])('refuses %j in one sentence', async (input, sentence) => {
    const { action, task, snapshots } = testAction(testBackups());
    await expect(task.run(action, input)).rejects.toThrow(sentence);
    expect(snapshots.all).toEqual([]);
  });

  it('makes an auditor event, also for a refusal', async () => {
    const { action, task, event, denied, auditor } = testAction(testBackups());
    await task.run(action, { entityRef: sourceRef });
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'snapshot-create',
        meta: expect.objectContaining({
          entityRef: sourceRef,
          user: 'user:default/ann',
        }),
      }),
    );
    expect(event.success).toHaveBeenCalledTimes(1);
    denied.add('aurora-db.snapshot.create');
    await expect(
      new TestTask().run(action, { entityRef: sourceRef }),
    ).rejects.toThrow('aurora-db.snapshot.create');
    expect(event.fail).toHaveBeenCalledTimes(1);
  });

  describe('with a database of another tool', () => {
    it('takes one, and notifies the requester with the name of its entity', async () => {
      const { action, task, send, snapshots, entityRef } = testAction(
        testExistingBackups(),
      );
      await task.run(action, { entityRef, label: 'release', wait: true });
      expect(snapshots.all).toMatchObject([
        { clusterIdentifier: 'orders-cluster' },
      ]);
      expect(send.mock.calls.map(([{ payload }]) => payload.title)).toEqual([
        'Snapshot of prod.orders-cluster has finished',
      ]);
    });

    it('takes none in a dry run, which says whether one is possible', async () => {
      const { action, task, snapshots, entityRef } = testAction(
        testExistingBackups(),
      );
      await task.run(action, { entityRef }, { isDryRun: true });
      expect(task.lines).toEqual([
        `A snapshot of ${entityRef} could be taken now`,
      ]);
      const stopped = testAction(testExistingBackups({ status: 'stopped' }));
      await expect(
        stopped.task.run(stopped.action, { entityRef }, { isDryRun: true }),
      ).rejects.toThrow('prod.orders-cluster is stopped');
      expect([...snapshots.all, ...stopped.snapshots.all]).toEqual([]);
    });
  });
});
