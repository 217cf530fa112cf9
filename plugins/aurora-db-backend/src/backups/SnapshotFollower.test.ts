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
  it('has who asked for it notified once it is available, once for two who asked at once', async () => {
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

  it('has who asked for it notified if it is gone for as long as AWS may not show a new one', async () => {
    const { follower, taken, caller, snapshots, told } = await testFollower(0);
    snapshots.all.splice(0);
    follower.follow(taken, caller.userRef);
    expect(await told()).toEqual([
      expect.objectContaining({
        title: 'Snapshot of goal-mandala-prd has failed',
        description: expect.stringContaining('is gone'),
        severity: 'high',
      }),
    ]);
  });

  it('waits for a snapshot that AWS does not show at the first looks', async () => {
    const { follower, taken, caller, looks, told } = await testFollower();
    looks.mockResolvedValueOnce(undefined).mockResolvedValueOnce(undefined);
    follower.follow(taken, caller.userRef);
    expect(await told()).toEqual([
      expect.objectContaining({
        title: 'Snapshot of goal-mandala-prd has finished',
      }),
    ]);
  });

  it('isn’t followed for a service, which has no notifications', async () => {
    const { follower, taken, looks } = await testFollower();
    follower.follow(taken);
    expect(looks).not.toHaveBeenCalled();
  });

  it('is told nothing of by a backend that is shutting down', async () => {
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
