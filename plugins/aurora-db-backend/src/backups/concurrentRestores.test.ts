import { setImmediate as nextTurn } from 'node:timers/promises';
import { auroraDbTags } from '@aurora-db/backstage-plugin-aurora-db-common';
import { CallGate, type GateStop } from '../testing/faults/CallGate';
import { FakeStacks } from '../testing/fakes/FakeStacks';
import { testSnapshot } from '../testing/fakes/FakeSnapshots';
import { sourceRef, testBackups } from '../testing/services/testBackups';
import { planStackName } from '../stacks/planStackName';
import { RestoreClaims } from './RestoreClaims';

/** Replicas of a portal, which share AWS alone. */
function startWorld() {
  const stacks = new FakeStacks();
  const replicas = new Map<string, ReturnType<typeof testBackups>>();
  return {
    stacks,
    async restore(name: string, gate = new CallGate()) {
      const setup = testBackups({ stacks, through: gate.through });
      replicas.set(name, setup);
      setup.snapshots.all.push(testSnapshot({ id: 'before-v2' }));
      const { restores, caller, context } = setup;
      const source = await restores.find(sourceRef, caller.credentials);
      await restores.restore(
        source,
        { from: { snapshotId: 'before-v2' }, name },
        `task ${name}`,
        caller,
        context,
      );
    },
    async restored() {
      const all = await stacks.list();
      return all
        .filter(
          ({ status, tags }) =>
            !/^(REVIEW|DELETE)/.test(status) &&
            tags[auroraDbTags.restoredFrom] === sourceRef,
        )
        .map(({ stackName }) => stackName);
    },
    /** Stacks that hold nothing, of claims or of restores that were refused. */
    async empty() {
      const all = await stacks.list();
      return all.filter(({ status }) => status === 'REVIEW_IN_PROGRESS');
    },
  };
}

const refusal =
  /^ConflictError: .*(Another restore of goal-mandala-prd is just starting\. Follow it in the operations|Another restore of this database is running: goal-mandala-r\d-prd)/s;

/** All calls of a restore until it has begun. */
async function callsUntilBegun(): Promise<string[]> {
  const gate = new CallGate();
  await startWorld().restore('goal-mandala-r1', gate);
  return gate.calls.slice(0, gate.calls.indexOf('stacks.executeChangeSet') + 1);
}

const stops = (calls: readonly string[]): GateStop[] =>
  calls.flatMap((_, at) =>
    (['before', 'after'] as const).map(when => ({ at, when })),
  );

describe('two replicas that restore one source under different names', () => {
  it('start one restore, at whatever point the second one arrives', async () => {
    const calls = await callsUntilBegun();
    expect(calls).toContain('stacks.createChangeSet');
    for (const stop of stops(calls)) {
      const moment = `${calls[Number(stop.at)]} (${stop.when})`;
      const world = startWorld();
      const gate = new CallGate(stop);
      const first = world
        .restore('goal-mandala-r1', gate)
        .then(() => 'restored', String);
      await gate.stopped;
      // A restore that begins continues until both are decided.
      world.stacks.hold = 'creations';
      const second = world
        .restore('goal-mandala-r2')
        .then(() => 'restored', String);
      let isDecided = false;
      void second.then(() => {
        isDecided = true;
      });
      while (
        !isDecided &&
        !(await world.restored()).includes('goal-mandala-r2-prd-database')
      ) {
        await nextTurn();
      }
      gate.open();
      // The restore that began continues, so the other one is the first to end.
      expect([moment, await Promise.race([first, second])]).toEqual([
        moment,
        expect.stringMatching(refusal),
      ]);
      world.stacks.hold = false;
      await Promise.all([first, second]);
      expect([moment, await world.restored()]).toEqual([
        moment,
        [expect.stringMatching(/^goal-mandala-r\d-prd-database$/)],
      ]);
      expect([moment, await world.empty()]).toEqual([moment, []]);
    }
  });

  it('restore one after the other', async () => {
    const world = startWorld();
    await world.restore('goal-mandala-r1');
    await world.restore('goal-mandala-r2');
    expect(await world.restored()).toEqual([
      'goal-mandala-r1-prd-database',
      'goal-mandala-r2-prd-database',
    ]);
  });
});

describe('a claim on a source', () => {
  async function testClaims(now: () => number) {
    const { stacks, services, restores, caller, stack } = testBackups();
    const source = await restores.find(sourceRef, caller.credentials);
    const claims = new RestoreClaims(stacks, services.follower, {
      visibleWithinMs: 0,
      now,
    });
    const claimStack = planStackName(
      stack.stackName,
      'aurora-db-restore-claim',
    );
    return {
      take: (run: string) => claims.take(source, run),
      held: async () =>
        (await stacks.list()).filter(
          one =>
            one.stackName === claimStack && one.status === 'REVIEW_IN_PROGRESS',
        ).length,
    };
  }
  /** When the stacks in memory made the claim. */
  const madeAt = Date.parse('2026-11-23T00:00:00Z');

  it('is refused to others while a run holds it, and given to the same run again', async () => {
    const { take, held } = await testClaims(() => madeAt + 60_000);
    const claim = await take('one');
    await expect(take('two')).rejects.toThrow(
      'Another restore of goal-mandala-prd is just starting',
    );
    await take('one');
    expect(await held()).toBe(1);
    await claim.release();
    await claim.release();
    await take('two');
    expect(await held()).toBe(1);
  });

  it('expires after five minutes if its backend was killed', async () => {
    let now = madeAt + 60_000;
    const { take, held } = await testClaims(() => now);
    await take('one');
    now = madeAt + 6 * 60_000;
    await take('two');
    expect(await held()).toBe(1);
    now = madeAt + 60_000;
    await expect(take('three')).rejects.toThrow('is just starting');
  });
});
