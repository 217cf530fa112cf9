import { mockServices } from '@backstage/backend-test-utils';
import { sourceRef, testBackups } from '../testing/services/testBackups';
import { testNotifier } from '../testing/services/testNotifier';
import { testSnapshot } from '../testing/fakes/FakeSnapshots';
import { BackgroundRestores } from './BackgroundRestores';

function testBackground() {
  const setup = testBackups();
  setup.snapshots.all.push(testSnapshot({ id: 'before-v2' }));
  const { notifier, send, told } = testNotifier();
  const background = new BackgroundRestores({
    restores: setup.restores,
    auditor: mockServices.auditor.mock({
      createEvent: async () => ({
        success: async () => {},
        fail: async () => {},
      }),
    }),
    events: mockServices.events.mock({ publish: async () => {} }),
    logger: mockServices.logger.mock(),
    notifier,
  });
  const start = (confirm = 'goal-mandala-prd') =>
    background.start(
      sourceRef,
      { from: { snapshotId: 'before-v2' }, name: 'orders-before', confirm },
      setup.caller,
    );
  return { ...setup, start, send, told };
}

describe('BackgroundRestores', () => {
  it('notifies the requester when the restore ends, long after its start', async () => {
    const { start, told } = testBackground();
    await start();
    expect(await told()).toEqual([
      expect.objectContaining({
        entityRef: ['user:default/ann'],
        title: 'Restore of goal-mandala-prd as orders-before-prd has finished',
        link: '/catalog/default/resource/orders-before-prd',
      }),
    ]);
  });

  it('also notifies the owner of a restore that fails after its start', async () => {
    const { start, told, stacks } = testBackground();
    stacks.onCall = call => {
      if (call === 'execute update') {
        throw new Error('The protection could not be turned on');
      }
    };
    await start();
    expect(await told()).toEqual([
      expect.objectContaining({
        entityRef: ['user:default/ann', 'group:default/payments'],
        title: 'Restore of goal-mandala-prd as orders-before-prd has failed',
        link: '/catalog/default/resource/goal-mandala-prd',
        severity: 'high',
      }),
    ]);
  });

  it('sends no notification of a refused restore, because the answer has the reason', async () => {
    const { start, send } = testBackground();
    await expect(start('goal-mandala')).rejects.toThrow();
    expect(send).not.toHaveBeenCalled();
  });
});
