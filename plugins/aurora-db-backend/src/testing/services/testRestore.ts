import { testSnapshot } from '../fakes/FakeSnapshots';
import { restoresOf } from './restoresOf';
import { sourceRef, testBackups } from './testBackups';

export const snapshotId = 'goal-mandala-prd-release-20261125080000';

export const fromSnapshot = { from: { snapshotId }, name: 'goal-mandala-r1' };

export const fromTime = {
  from: { time: '2026-11-25T08:30:00+09:00' },
  name: 'goal-mandala-r1',
};

/** {@link testBackups} with a snapshot of the source, and restores of the source. */
export function testRestore(...options: Parameters<typeof testBackups>) {
  const setup = testBackups(...options);
  setup.snapshots.all.push(
    testSnapshot({ id: snapshotId, engineVersion: '15.4' }),
  );
  return {
    ...setup,
    ...restoresOf(setup, sourceRef),
    target: async () =>
      (await setup.stacks.list()).find(
        ({ stackName }) => stackName === 'goal-mandala-r1-prd-database',
      ),
    synthesized: async (stackId: string) =>
      JSON.parse(await setup.stacks.readTemplate(setup.environment, stackId))
        .Resources.Cluster.Properties,
  };
}
