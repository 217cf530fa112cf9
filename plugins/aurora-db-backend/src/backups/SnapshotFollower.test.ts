import { mockServices } from '@backstage/backend-test-utils';
import { sourceRef, testBackups } from '../testing/services/testBackups';
import { testNotifier } from '../testing/services/testNotifier';
import { SnapshotFollower } from './SnapshotFollower';

async function testFollower(visibleWithinMs?: number) {
  const { service, caller, snapshots } = testBackups();
  const { notifier, send, told } = testNotifier();
  const follower = new SnapshotFollower({
    snapshots,
    notifier,
    logger: mockServices.logger.mock(),
    visibleWithinMs,
  });
  const taken = await service.create(sourceRef, {}, caller);
  const looks = jest.spyOn(snapshots, 'find');
  return { follower, taken, caller, snapshots, looks, send, told };
}

describe('a snapshot without a waiting caller', () => {
  it('notifies its requester when it is available, once for two requests at the same time', async () => {
    const { follower, taken, caller, told } = await testFollower();
    follower.follow(taken, caller.userRef);
    follower.follow(taken, caller.userRef);
    expect(await told()).toEqual([
      expect.objectContaining({
        entityRef: ['user:default/ann'],
        title: 'Snapshot of goal-mandala-prd has finished',
        link: '/catalog/default/resource/goal-mandala-prd',
      }),
    ]);
  });

  it('notifies its requester if it is still missing after the time that AWS may need to show it', async () => {
    const { follower, taken, caller, snapshots, told } = await testFollower(0);
    snapshots.all.splice(0);
    follower.follow(taken, caller.userRef);
    expect(await told()).toEqual([
      expect.objectContaining({
        title: 'Snapshot of goal-mandala-prd has failed',
        description: expect.stringContaining('no longer exists'),
        severity: 'high',
      }),
    ]);
  });

  it('waits for a snapshot that AWS does not show at first', async () => {
    const { follower, taken, caller, looks, told } = await testFollower();
    looks.mockResolvedValueOnce(undefined).mockResolvedValueOnce(undefined);
    follower.follow(taken, caller.userRef);
    expect(await told()).toEqual([
      expect.objectContaining({
        title: 'Snapshot of goal-mandala-prd has finished',
      }),
    ]);
  });

  it('is not followed for a service, which has no notifications', async () => {
    const { follower, taken, looks } = await testFollower();
    follower.follow(taken);
    expect(looks).not.toHaveBeenCalled();
  });

  it('causes no notification from a backend that is shutting down', async () => {
    const { follower, taken, caller, snapshots, send } = await testFollower();
    for (const snapshot of snapshots.all) {
      snapshot.status = 'creating';
    }
    follower.follow(taken, caller.userRef);
    follower.stop();
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect(send).not.toHaveBeenCalled();
  });
});
