import { testSnapshot } from '../fakes/FakeSnapshots';
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
  const find = () => setup.restores.find(sourceRef, setup.caller.credentials);
  return {
    ...setup,
    find,
    restore: async (
      request: Parameters<typeof setup.restores.restore>[1],
      runId = 'task',
      onBegun?: Parameters<typeof setup.restores.restore>[5],
    ) =>
      setup.restores.restore(
        await find(),
        request,
        runId,
        setup.caller,
        setup.context,
        onBegun,
      ),
    plan: (request: Parameters<typeof setup.restores.plan>[1]) =>
      setup.restores.plan(sourceRef, request, setup.caller.credentials),
    target: async () =>
      (await setup.stacks.list()).find(
        ({ stackName }) => stackName === 'goal-mandala-r1-prd-database',
      ),
    synthesized: async (stackId: string) =>
      JSON.parse(await setup.stacks.readTemplate(setup.environment, stackId))
        .Resources.Cluster.Properties,
  };
}
