import { testCluster } from '../testing/databases/testCluster';
import { testStack } from '../testing/databases/testStack';
import { connectionLimits } from './connectionLimits';

const capacity = { minCapacity: 0.5, maxCapacity: 2 };
const changed = { MaxConnections: '400', MaxConnectionsUntilReboot: '189' };

const limits = (
  outputs: Record<string, string>,
  ...pendingReboots: boolean[]
) =>
  connectionLimits(
    testStack('goal-mandala', 'dev', { outputs }),
    testCluster('goal-mandala', 'dev', {
      members: pendingReboots.map((pendingReboot, index) => ({
        id: String(index),
        role: index === 0 ? 'writer' : 'reader',
        pendingReboot,
      })),
    }),
    capacity,
  );

describe('connectionLimits', () => {
  it.each<[string, ReturnType<typeof limits>, number, number | undefined]>([
    ['never changed', limits({ MaxConnections: '400' }, false), 400, 400],
    ['changed, before the reboot', limits(changed, true), 400, 189],
    ['changed, after the reboot', limits(changed, false), 400, 400],
    ['only the reader rebooted', limits(changed, true, false), 400, 189],
    [
      'lowered, and only the writer rebooted',
      limits(
        { MaxConnections: '189', MaxConnectionsUntilReboot: '400' },
        false,
        true,
      ),
      189,
      189,
    ],
    [
      'lowered, before the reboot',
      limits(
        { MaxConnections: '189', MaxConnectionsUntilReboot: '400' },
        true,
        true,
      ),
      189,
      400,
    ],
    ['deployed before there were outputs', limits({}, false), 400, 400],
    ['so, and pending', limits({}, true), 400, undefined],
    ['without an instance', limits(changed), 400, 400],
    [
      'outputs that other hands wrote',
      limits({ MaxConnections: 'many', MaxConnectionsUntilReboot: '-1' }, true),
      400,
      undefined,
    ],
  ])('%s', (_, found, configured, live) => {
    expect(found.configured).toBe(configured);
    expect(found.live).toBe(live);
  });

  it('has no live limit for a deleted cluster', () => {
    const stack = testStack('goal-mandala', 'dev', { outputs: changed });
    expect(connectionLimits(stack, undefined, capacity)).toEqual({
      configured: 400,
      pendingReboot: false,
    });
  });
});
