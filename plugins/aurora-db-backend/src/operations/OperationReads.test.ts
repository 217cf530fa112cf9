import { auroraDbTags } from '@aurora-db/backstage-plugin-aurora-db-common';
import { testSnapshot } from '../testing/fakes/FakeSnapshots';
import { sharedCaches } from '../testing/services/sharedCaches';
import { sourceRef, testBackups } from '../testing/services/testBackups';
import { AuroraOperationService } from './AuroraOperationService';
import { clusterLookup, stackLookup } from '../readings/lookups';
import { OperationReads } from './OperationReads';
import type { SharedCache } from '../readings/SharedCache';
import type { DeletedStack } from '../ports/StackHistory';

type Setup = ReturnType<typeof testBackups>;

/** A replica's operations over the account of a setup, and the number of reads of each kind. */
function testOperations(
  setup: Setup,
  options: { shared?: SharedCache; now?: () => number } = {},
) {
  const gone: DeletedStack[] = [];
  const listDeleted = jest.fn(async () => gone);
  const listOf = jest.spyOn(setup.snapshots, 'listOf');
  const readEvents = jest.spyOn(setup.stacks, 'readEvents');
  const reads = new OperationReads(
    {
      stacks: setup.stacks,
      snapshots: setup.snapshots,
      history: { listDeleted },
    },
    options,
  );
  const service = new AuroraOperationService({
    access: setup.access,
    stacks: stackLookup(setup.stacks, options),
    clusters: clusterLookup(setup.clusters, options),
    reads,
  });
  return {
    reads,
    gone,
    watch: async () =>
      (await service.list(sourceRef, setup.caller.credentials)).items,
    counts: () => ({
      events: readEvents.mock.calls.length,
      snapshots: listOf.mock.calls.length,
      history: listDeleted.mock.calls.length,
    }),
  };
}

const once = { events: 1, snapshots: 1, history: 1 };

describe('operations with many viewers', () => {
  it('are read once for all viewers', async () => {
    const { watch, counts } = testOperations(testBackups());
    await Promise.all(Array.from({ length: 20 }, watch));
    await watch();
    expect(counts()).toEqual(once);
  });

  it('are read once for all replicas that share a cache', async () => {
    const setup = testBackups();
    const replicas = sharedCaches(2).map(shared =>
      testOperations(setup, { shared }),
    );
    for (const { watch } of replicas) {
      await watch();
    }
    const [first, second] = replicas;
    // Spies of the same account count for both.
    expect(first?.counts()).toMatchObject({ events: 1, snapshots: 1 });
    expect(second?.counts()).toMatchObject({ history: 0 });
  });

  it('are read again when an operation starts or ends', async () => {
    const { watch, counts, reads } = testOperations(testBackups());
    await watch();
    await new Promise(resolve => setTimeout(resolve, 2));
    reads.invalidate('prod');
    await new Promise(resolve => setTimeout(resolve, 2));
    await watch();
    expect(counts()).toMatchObject({ events: 2, snapshots: 2, history: 2 });
    reads.invalidate('dev');
    await watch();
    expect(counts()).toMatchObject({ events: 2, snapshots: 2, history: 2 });
  });

  it('of a running deploy need only its new events', async () => {
    let now = Date.parse('2026-11-23T01:00:00Z');
    const setup = testBackups();
    const { stacks, environment } = setup;
    const { deployer, context } = setup;
    await deployer.deploy(
      {
        name: 'orders',
        environment: 'prod',
        owner: 'group:default/payments',
      },
      'task',
      context,
    );
    const stack = (await stacks.list()).find(({ stackName }) =>
      stackName.startsWith('orders'),
    );
    const stackId = stack?.stackId ?? '';
    const { reads } = testOperations(setup, { now: () => now });
    const all = await reads.eventsOf(environment, stackId);
    expect(all.length).toBeGreaterThan(4);
    const read = jest.spyOn(stacks, 'readEvents');
    now += 60_000;
    expect(await reads.eventsOf(environment, stackId)).toEqual(all);
    const isEnough = read.mock.calls.at(-1)?.[2];
    // The newest event that is known ends the read.
    expect(all[0] && isEnough?.(all[0])).toBe(true);
  });

  it('of a deleted stack are read once', async () => {
    let now = Date.parse('2026-11-23T01:00:00Z');
    const setup = testBackups();
    const { stacks, environment } = setup;
    stacks.failNext = 'The snapshot was deleted meanwhile';
    await expect(
      setup.deployer.deploy(
        {
          name: 'orders',
          environment: 'prod',
          owner: 'group:default/payments',
        },
        'task',
        setup.context,
      ),
    ).rejects.toThrow();
    const stack = (await stacks.list()).at(-1);
    const { reads, counts } = testOperations(setup, { now: () => now });
    const before = counts().events;
    await reads.eventsOf(environment, stack?.stackId ?? '');
    now += 30 * 60_000;
    await reads.eventsOf(environment, stack?.stackId ?? '');
    expect(counts().events).toBe(before + 1);
  });
});

describe('a restore that was cancelled', () => {
  it('is among the operations of its source, although its stack is deleted', async () => {
    const setup = testBackups();
    const { stacks, restores, caller, context } = setup;
    setup.snapshots.all.push(testSnapshot({ id: 'before-v2' }));
    const controller = new AbortController();
    stacks.hold = 'creations';
    const source = await restores.find(sourceRef, caller.credentials);
    await expect(
      restores.restore(
        source,
        { from: { snapshotId: 'before-v2' }, name: 'orders' },
        'task',
        caller,
        { ...context, signal: controller.signal },
        () => controller.abort(new Error('cancelled by the user')),
      ),
    ).rejects.toThrow('cancelled by the user');
    const cancelled = (await stacks.list()).find(({ stackName }) =>
      stackName.startsWith('orders'),
    );
    const { watch, gone } = testOperations(setup);
    gone.push({
      stackId: cancelled?.stackId ?? '',
      stackName: 'orders-prd-database',
      restoredFrom: sourceRef,
    });
    expect(cancelled?.tags[auroraDbTags.restoredFrom]).toBe(sourceRef);
    expect(await watch()).toContainEqual(
      expect.objectContaining({ kind: 'restore' }),
    );
  });
});
