import type { LiveCluster } from '../../ports/ClusterReader';
import { testExistingCluster } from '../../testing/databases/testExistingCluster';
import { testExistingLocated } from '../../testing/databases/testExistingLocated';
import { knownConnectionLimits } from '../../testing/services/knownConnectionLimits';

/** A database whose reader is one of these, and what RDS says about it. */
function withReader(id: string, { pendingReboot = false } = {}) {
  const members: LiveCluster['members'] = [
    { id: 'writer', role: 'writer', pendingReboot: false },
    { id, role: 'reader', pendingReboot },
  ];
  const live = testExistingCluster('orders', 'prod', { members });
  return [
    testExistingLocated(live),
    {
      live,
      instances: {
        clusterIdentifier: 'orders',
        instances: members.map(member => ({
          id: member.id,
          status: 'available',
          instanceClass: 'db.r6g.large',
          parameterGroup: 'own',
          performanceInsights: false,
        })),
      },
    },
  ] as const;
}

describe('the connection limits of an existing database', () => {
  const createLimits = () =>
    knownConnectionLimits({
      readSet: async () => new Map([['max_connections', '200']]),
    });

  it('stay those from before while an instance waits for a reboot', async () => {
    const limits = createLimits();
    await limits.read(...withReader('reader'));
    const found = await limits.read(
      ...withReader('reader', { pendingReboot: true }),
    );
    expect(found).toEqual({ configured: 200, live: 200, pendingReboot: true });
  });

  it('are unknown if another instance got the identifier of a former one', async () => {
    const limits = createLimits();
    await limits.read(...withReader('reader'));
    await limits.read(...withReader('reader-of-autoscaling'));
    const found = await limits.read(
      ...withReader('reader', { pendingReboot: true }),
    );
    expect(found).toEqual({ configured: 200, pendingReboot: true });
  });
});
