import { auroraDbTags } from '@aurora-db/backstage-plugin-aurora-db-common';
import { CallGate } from '../testing/faults/CallGate';
import { testSnapshot } from '../testing/fakes/FakeSnapshots';
import { FakeStacks } from '../testing/fakes/FakeStacks';
import { killAt, stopsOf } from '../testing/faults/killAt';
import { sourceRef, testBackups } from '../testing/services/testBackups';

const name = 'goal-mandala-r1';

/** What AWS holds while processes come and go. */
function startWorld() {
  const stacks = new FakeStacks();
  return {
    /** A process of a portal that restores, which a gate may stop. */
    async restore(runId: string, gate = new CallGate()) {
      const setup = testBackups({ stacks, through: gate.through });
      setup.snapshots.all.push(testSnapshot({ id: 'before-v2' }));
      const { restores, caller, context } = setup;
      const source = await restores.find(sourceRef, caller.credentials);
      return restores.restore(
        source,
        { from: { snapshotId: 'before-v2' }, name },
        runId,
        caller,
        context,
      );
    },
    async end() {
      const all = await stacks.list();
      const alive = all.filter(({ status }) => status !== 'DELETE_COMPLETE');
      const restored = alive.filter(
        ({ tags }) => tags[auroraDbTags.restoredFrom] === sourceRef,
      );
      return {
        restored: restored.map(({ stackName, status }) => [stackName, status]),
        isProtected: restored.map(one => one.terminationProtection),
        creations: stacks.calls.filter(call => call === 'execute create')
          .length,
        // The second change set protects it.
        updates: stacks.calls.filter(call => call === 'execute update').length,
        snapshots: stacks.calls.filter(call => call === 'snapshot').length,
        source: alive
          .filter(({ stackName }) => stackName === 'goal-mandala-prd-database')
          .map(({ status, updatedAt }) => [status, updatedAt]),
      };
    },
    /** Empty stacks: of claims, and of change sets that are not executed. */
    async empty() {
      const all = await stacks.list();
      return all.filter(({ status }) => status === 'REVIEW_IN_PROGRESS');
    },
  };
}

const well = {
  restored: [['goal-mandala-r1-prd-database', 'UPDATE_COMPLETE']],
  isProtected: [true],
  creations: 1,
  updates: 1,
  snapshots: 0,
  // As it was.
  source: [['UPDATE_COMPLETE', undefined]],
};

const follow = [
  'stacks.describe',
  'stacks.readEvents',
  'stacks.describe',
  'stacks.readEvents',
];
const changeSet = ['stacks.createChangeSet', 'stacks.describeChangeSet'];
const calls = [
  // The source, then what stands under the new name.
  'stacks.describe',
  'stacks.describe',
  'clusters.describe',
  'snapshots.find',
  'identity.read',
  'stacks.describe',
  'engineVersions.listCreatable',
  'stacks.list',
  'networks.findSubnets',
  'networks.findSecurityGroupVpc',
  'clusters.describe',
  'logGroups.exists',
  'quotas.read',
  'synthesizer.synthesize',
  ...changeSet,
  // The claim on the source, under which others are looked for once more.
  ...changeSet,
  'stacks.list',
  'stacks.executeChangeSet',
  'stacks.describe',
  // Of the claim, which is released when the restore is seen.
  'stacks.deleteStack',
  ...follow,
  // Protection comes with a second change set.
  'stacks.readTemplate',
  'stacks.setTerminationProtection',
  'stacks.readEvents',
  ...changeSet,
  'stacks.executeChangeSet',
  ...follow,
];

const refusal =
  /^ConflictError: .*(Another restore of goal-mandala-prd is just starting\. Follow it in the operations|Another restore of this database is running: goal-mandala-r1-prd|A stack goal-mandala-r1-prd-database exists already: choose another name|(Another user or process is changing|Stack) goal-mandala-r1-prd-database .*Wait until that operation ends, and try again|another user or process has changed the stack)/s;

describe('a restore of a snapshot in prod', () => {
  it(`takes these ${calls.length} steps`, async () => {
    const world = startWorld();
    const gate = new CallGate();
    await world.restore('task', gate);
    expect(gate.calls).toEqual(calls);
    expect(await world.end()).toEqual(well);
    expect(await world.empty()).toEqual([]);
  });

  it.each(stopsOf(calls))(
    'killed at $moment, completes in the recovery task',
    async stop => {
      const world = startWorld();
      await killAt(stop, gate => world.restore('task', gate));
      await world.restore('task');
      expect(await world.end()).toEqual(well);
      // A claim that was not released is void after five minutes.
      expect((await world.empty()).length).toBeLessThanOrEqual(1);
    },
  );

  it.each(stopsOf(calls))(
    'stopped at $moment while the task recovers elsewhere, does no harm when it wakes up',
    async stop => {
      const world = startWorld();
      const gate = new CallGate(stop);
      const sleeper = world.restore('task', gate).catch(error => error);
      await gate.stopped;
      await world.restore('task');
      gate.open();
      await sleeper;
      expect(await world.end()).toEqual(well);
    },
  );

  it.each(stopsOf(calls))(
    'killed at $moment, is not done twice by another task, which restores or gets the reason for its refusal',
    async stop => {
      const world = startWorld();
      await killAt(stop, gate => world.restore('task', gate));
      const other = await world
        .restore('another task')
        .then(() => 'restored', String);
      const recovered = await world
        .restore('task')
        .then(() => 'restored', String);
      const outcomes = [other, recovered];
      expect(outcomes).toContain('restored');
      expect(
        outcomes.filter(said => said !== 'restored' && !refusal.test(said)),
      ).toEqual([]);
      expect(await world.end()).toEqual(well);
    },
  );
});
