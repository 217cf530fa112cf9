import { testNotifier } from '../testing/services/testNotifier';
import type { ToldOperation } from './OperationNotifier';

const restore: ToldOperation = {
  kind: 'Restore',
  entityRef: 'resource:default/goal-mandala-prd',
  targetRef: 'resource:default/goal-mandala-before-prd',
  userRef: 'user:default/ann',
  ownerRef: 'group:default/payments',
  taskId: 'task-1',
};

describe('OperationNotifier', () => {
  it('notifies the requester of the end, with a link to the result', async () => {
    const { notifier, send } = testNotifier();
    await expect(notifier.tell(restore, async () => 'result')).resolves.toBe(
      'result',
    );
    expect(send.mock.calls).toEqual([
      [
        {
          recipients: { type: 'entity', entityRef: ['user:default/ann'] },
          payload: {
            title:
              'Restore of goal-mandala-prd as goal-mandala-before-prd has finished',
            link: '/catalog/default/resource/goal-mandala-before-prd',
            severity: 'normal',
            topic: 'aurora-db',
            scope: 'Restore:resource:default/goal-mandala-prd:task-1',
          },
        },
      ],
    ]);
  });

  it('also notifies the owner of the reason for a failure, with a link to the task', async () => {
    const { notifier, send } = testNotifier();
    const failure = new Error('The snapshot is gone');
    await expect(
      notifier.tell(restore, () => Promise.reject(failure)),
    ).rejects.toBe(failure);
    expect(send.mock.calls).toEqual([
      [
        {
          recipients: {
            type: 'entity',
            entityRef: ['user:default/ann', 'group:default/payments'],
          },
          payload: expect.objectContaining({
            title:
              'Restore of goal-mandala-prd as goal-mandala-before-prd has failed',
            description: 'The snapshot is gone',
            link: '/create/tasks/task-1',
            severity: 'high',
          }),
        },
      ],
    ]);
  });

  it('links to the database if there is no task', () => {
    const { notifier, send } = testNotifier();
    notifier.failed({ ...restore, taskId: undefined }, new Error('no'));
    expect(send.mock.calls[0]?.[0].payload).toMatchObject({
      link: '/catalog/default/resource/goal-mandala-prd',
    });
  });

  it('sends nothing if no user started the operation', async () => {
    const { notifier, send } = testNotifier();
    const { kind, entityRef } = restore;
    await notifier.tell({ kind, entityRef }, async () => {});
    expect(send).not.toHaveBeenCalled();
  });

  it('does not wait for the notification', async () => {
    const { notifier, send } = testNotifier();
    send.mockReturnValue(new Promise(() => {}));
    await expect(notifier.tell(restore, async () => 1)).resolves.toBe(1);
  });

  it('logs once at debug level that a portal has no notifications, and continues', async () => {
    const { notifier, send, logger } = testNotifier();
    send.mockRejectedValue(new Error('Request failed with status 404'));
    await notifier.tell(restore, async () => {});
    await notifier.tell(restore, async () => {});
    await Promise.allSettled(send.mock.results.map(({ value }) => value));
    expect(logger.debug.mock.calls).toEqual([
      [expect.stringMatching(/install the notifications plugin.*404/)],
    ]);
    expect(logger.error).not.toHaveBeenCalled();
  });
});
