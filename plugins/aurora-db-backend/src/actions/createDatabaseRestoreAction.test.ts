import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { parse } from 'yaml';
import { testSnapshot } from '../testing/fakes/FakeSnapshots';
import { testNotifier } from '../testing/services/testNotifier';
import { TestTask } from '../testing/services/TestTask';
import { sourceRef, testBackups } from '../testing/services/testBackups';
import { testExistingBackups } from '../testing/services/testExistingBackups';
import { createDatabaseRestoreAction } from './createDatabaseRestoreAction';
import { examples } from './createDatabaseRestoreAction.examples';
import { EntityArrivals } from './EntityArrivals';

const snapshotId = 'goal-mandala-prd-release-20261125081500';
const input = { entityRef: sourceRef, from: { snapshotId } };

function testAction<T extends ReturnType<typeof testBackups>>(setup: T) {
  setup.snapshots.all.push(testSnapshot({ id: snapshotId }));
  const event = { success: jest.fn(), fail: jest.fn() };
  const auditor = mockServices.auditor.mock({
    createEvent: jest.fn(async () => event),
  });
  const events = mockServices.events.mock({ publish: jest.fn(async () => {}) });
  const { restores, clusters } = setup;
  const { notifier, send } = testNotifier();
  const action = createDatabaseRestoreAction({
    restores,
    clusters,
    auditor,
    events,
    notifier,
    arrivals: new EntityArrivals(catalogServiceMock(), 0),
  });
  return {
    ...setup,
    send,
    action,
    auditor,
    event,
    events,
    task: new TestTask(),
  };
}

describe('aurora:database:restore', () => {
  it.each(examples)('runs the example “$description”', async ({ example }) => {
    const { action, task } = testAction(testBackups());
    const [step] = parse(example).steps;
    expect(step.action).toBe('aurora:database:restore');
    const outputs = await task.run(action, step.input);
    expect(outputs).toMatchObject({
      entityRef: expect.stringMatching(
        /^resource:default\/goal-mandala-(r\d{12}|before)-prd$/,
      ),
      changes: [expect.objectContaining({ action: 'add' })],
    });
  });

  it('has the same outputs as a deploy', async () => {
    const { action, task, stacks } = testAction(testBackups());
    const outputs = await task.run(action, { ...input, name: 'orders-before' });
    const stack = (await stacks.list()).find(
      ({ stackName }) => stackName === 'orders-before-prd-database',
    );
    expect(outputs).toEqual({
      entityRef: 'resource:default/orders-before-prd',
      stackId: stack?.stackId,
      stackName: 'orders-before-prd-database',
      clusterIdentifier: 'orders-before-prd-aurora-cluster',
      endpoint: expect.any(String),
      readerEndpoint: expect.stringContaining('.cluster-ro-'),
      port: 5432,
      secretArn: undefined,
      connectionSecretArn: undefined,
      engineVersion: '15.17',
      changes: [expect.objectContaining({ action: 'add' })],
    });
  });

  it('also notifies the owner of a failure', async () => {
    const { action, task, stacks, send } = testAction(testBackups());
    stacks.onCall = () => {
      throw new Error('AWS is away');
    };
    await expect(
      task.run(action, { ...input, name: 'orders-before' }),
    ).rejects.toThrow('AWS is away');
    expect(send.mock.calls).toEqual([
      [
        {
          recipients: {
            type: 'entity',
            entityRef: ['user:default/ann', 'group:default/payments'],
          },
          payload: expect.objectContaining({
            title:
              'Restore of goal-mandala-prd as orders-before-prd has failed',
            description: expect.stringContaining('AWS is away'),
            severity: 'high',
          }),
        },
      ],
    ]);
  });

  it('keeps its name and restores once if its task continues after a restart', async () => {
    const { action, task, stacks } = testAction(testBackups());
    stacks.onCall = call => {
      if (call === 'execute update') {
        stacks.onCall = () => {};
        throw new Error('killed');
      }
    };
    await expect(task.run(action, input)).rejects.toThrow('killed');
    const outputs = await task.run(action, input);
    // But for the empty stack that is held while a restore begins.
    const names = (await stacks.list())
      .map(({ stackName }) => stackName)
      .filter(stackName => !stackName.includes('-plan-'));
    expect(names).toEqual(['goal-mandala-prd-database', outputs.stackName]);
    expect(stacks.calls.filter(call => call === 'execute create')).toHaveLength(
      1,
    );
  });

  it('shows the changes in a dry run, and leaves nothing behind', async () => {
    const { action, task, stacks, auditor } = testAction(testBackups());
    const outputs = await task.run(action, input, { isDryRun: true });
    expect(outputs).toMatchObject({ engineVersion: '15.17' });
    expect(task.lines).toEqual(
      expect.arrayContaining([
        `Preflight: snapshot: Snapshot ${snapshotId} of 2026-11-25T08:00:00.000Z is available`,
        'add Cluster (AWS::RDS::DBCluster)',
      ]),
    );
    expect(stacks.calls).toEqual([]);
    expect(auditor.createEvent).not.toHaveBeenCalled();
  });

  it.each([
    [{ ...input, name: 'Orders' }, 'name: expected lower-case letters'],
    [
      { entityRef: sourceRef, from: { time: 'yesterday' } },
      'expected a time such as 2026-11-25T08:15:00Z',
    ],
    [
      { entityRef: sourceRef, from: { snapshotId: 'gone' } },
      'has no snapshot gone',
    ],
  ])('refuses %j in one sentence', async (wrong, sentence) => {
    const { action, task, stacks } = testAction(testBackups());
    await expect(task.run(action, wrong)).rejects.toThrow(sentence);
    expect(stacks.calls).toEqual([]);
  });

  it('checks the permission, makes an auditor event and announces the restore to the portal', async () => {
    const { action, task, denied, event, events } = testAction(testBackups());
    await task.run(action, input);
    expect(event.success).toHaveBeenCalledTimes(1);
    expect(events.publish).toHaveBeenCalled();
    jest.mocked(events.publish).mockClear();
    await task.run(action, input);
    expect(events.publish).toHaveBeenCalled();
    denied.add('aurora-db.restore.create');
    await expect(new TestTask().run(action, input)).rejects.toThrow(
      'aurora-db.restore.create',
    );
  });

  describe('with a database of another tool', () => {
    const from = { latest: true as const };

    it('restores it, and notifies the requester with the name of its entity', async () => {
      const { action, task, send, auditor, entityRef } = testAction(
        testExistingBackups(),
      );
      const outputs = await task.run(action, {
        entityRef,
        from,
        name: 'orders-r1',
      });
      expect(outputs.entityRef).toBe('resource:default/orders-r1-prd');
      expect(send.mock.calls.map(([{ payload }]) => payload.title)).toEqual([
        'Restore of prod.orders-cluster as orders-r1-prd has finished',
      ]);
      expect(auditor.createEvent).toHaveBeenCalledWith(
        expect.objectContaining({
          eventId: 'restore-create',
          meta: expect.objectContaining({ entityRef, from }),
        }),
      );
    });

    it('logs in a dry run what differs, and creates nothing', async () => {
      const { action, task, stacks, entityRef } = testAction(
        testExistingBackups(),
      );
      const outputs = await task.run(
        action,
        { entityRef, from },
        { isDryRun: true },
      );
      expect(outputs.entityRef).toMatch(
        /^resource:default\/orders-r\d{12}-prd$/,
      );
      expect(task.lines).toContain(
        'Differs from the source: IAM authentication is on. It is off for the source',
      );
      expect(stacks.calls).toEqual([]);
    });
  });
});
