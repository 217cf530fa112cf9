import type { DeployRequest } from '@aurora-db/backstage-plugin-aurora-db-common';
import { CallGate } from '../testing/faults/CallGate';
import { FakeSnapshots } from '../testing/fakes/FakeSnapshots';
import { FakeStacks } from '../testing/fakes/FakeStacks';
import { killAt, stopsOf } from '../testing/faults/killAt';
import { testDeploy } from '../testing/services/testDeploy';
import { testEnvironment } from '../testing/databases/testEnvironment';
import { testStack } from '../testing/databases/testStack';
import { AwsUnavailableError } from '../ports/errors/AwsUnavailableError';
import { testMessage } from '../testing/faults/testMessage';

const request: DeployRequest = {
  name: 'goal-mandala',
  environment: 'prod',
  owner: 'group:default/payments',
};
const entityRef = 'resource:default/goal-mandala-prd';
const template = JSON.stringify({
  Resources: {
    Cluster: {
      Type: 'AWS::RDS::DBCluster',
      DeletionPolicy: 'Delete',
      Properties: { DeletionProtection: true },
    },
  },
});

const follow = [
  'stacks.describe',
  'stacks.readEvents',
  'stacks.describe',
  'stacks.readEvents',
];
const checkNew = [
  'engineVersions.listCreatable',
  'identity.read',
  'networks.findSubnets',
  'networks.findSecurityGroupVpc',
  'clusters.describe',
  'logGroups.exists',
  'quotas.read',
];
const changeSet = ['stacks.createChangeSet', 'stacks.describeChangeSet'];
const apply = [...changeSet, 'stacks.executeChangeSet', ...follow];
const deployTemplate = ['synthesizer.synthesize', ...apply];
const createProtected = [
  'stacks.describe',
  ...checkNew,
  ...deployTemplate,
  // Protection comes with a second change set.
  ...deployTemplate,
  'stacks.setTerminationProtection',
  'clusters.describe',
];
const updateAfterSnapshot = [
  'stacks.describe',
  'clusters.describe',
  'stacks.readTemplate',
  'identity.read',
  'networks.findSubnets',
  'networks.findSecurityGroupVpc',
  'synthesizer.synthesize',
  ...changeSet,
  'snapshots.create',
  'snapshots.find',
  'stacks.executeChangeSet',
  ...follow,
  'clusters.describe',
];

const lookAtRemains = [
  'stacks.readEvents',
  'snapshots.listOf',
  'clusters.describe',
];

/** What AWS holds, whichever processes come and go. */
function startWorld(status?: string) {
  const stacks = new FakeStacks();
  const snapshots = new FakeSnapshots(stacks.calls);
  if (status) {
    const terminationProtection = status === 'UPDATE_COMPLETE';
    stacks.add(
      testStack('goal-mandala', 'prod', { status, terminationProtection }),
      template,
    );
  }
  return {
    stacks,
    snapshots,
    /** A process of a portal that deploys, which a gate may stop. */
    deploy(runId: string, wanted = request, gate = new CallGate()) {
      const { through } = gate;
      const setup = testDeploy(stacks, { snapshots, through });
      return setup.deployer.deploy(wanted, runId, setup.context);
    },
    /** A process of a portal that deletes. */
    async remove(runId: string, gate = new CallGate()) {
      const { through } = gate;
      const [first] = await stacks.list();
      const setup = testDeploy(stacks, { snapshots, through });
      await setup.deleter.delete(
        await setup.findTarget(entityRef, first?.stackId),
        runId,
        { finalSnapshot: true, disableProtection: true, dryRun: false },
        setup.context,
      );
    },
    times: (call: string) => stacks.calls.filter(one => one === call).length,
    async alive() {
      const all = await stacks.list();
      return all.filter(({ status: now }) => now !== 'DELETE_COMPLETE');
    },
  };
}

type World = ReturnType<typeof startWorld>;

interface Scenario {
  what: string;
  start(): World;
  run(world: World, runId: string, gate?: CallGate): Promise<unknown>;
  calls: string[];
  /** What is written in the end, each once, however often the run was interrupted. */
  once: string[];
  never: string[];
  /** State in which the one stack is in the end; none is left if it is absent. */
  ends?: string;
  /** How many snapshots there are in the end. */
  snapshots: number;
}

const protectedCreation = {
  once: ['execute create', 'execute update'],
  never: ['snapshot'],
  ends: 'UPDATE_COMPLETE',
  snapshots: 0,
};
const scenarios: Scenario[] = [
  {
    what: 'a creation in prod',
    start: () => startWorld(),
    run: (world, runId, gate) => world.deploy(runId, request, gate),
    calls: createProtected,
    ...protectedCreation,
  },
  {
    what: 'a creation in prod after one that failed',
    start: () => startWorld('ROLLBACK_COMPLETE'),
    run: (world, runId, gate) => world.deploy(runId, request, gate),
    calls: [
      'stacks.describe',
      'stacks.deleteStack',
      ...follow,
      ...createProtected,
    ],
    ...protectedCreation,
  },
  {
    what: 'an update in prod',
    start: () => startWorld('UPDATE_COMPLETE'),
    run: (world, runId, gate) => world.deploy(runId, request, gate),
    calls: updateAfterSnapshot,
    once: ['execute update'],
    never: ['execute create', 'delete stack'],
    ends: 'UPDATE_COMPLETE',
    snapshots: 1,
  },
  {
    what: 'a deletion in prod',
    start: () => startWorld('UPDATE_COMPLETE'),
    run: (world, runId, gate) => world.remove(runId, gate),
    calls: [
      'stacks.describe',
      'clusters.describe',
      'stacks.readTemplate',
      'snapshots.readQuota',
      ...apply,
      'stacks.setTerminationProtection',
      'stacks.readTemplate',
      'stacks.deleteStack',
      ...follow,
      ...lookAtRemains,
    ],
    once: ['execute update', 'delete stack'],
    never: ['execute create', 'snapshot'],
    snapshots: 1,
  },
  {
    what: 'a deletion in prod of a stack that can not be updated',
    start: () => startWorld('DELETE_FAILED'),
    run: (world, runId, gate) => world.remove(runId, gate),
    calls: [
      'stacks.describe',
      'clusters.describe',
      'stacks.readTemplate',
      // For what an earlier run of the task began.
      'snapshots.listOf',
      'snapshots.readQuota',
      'snapshots.listOf',
      'snapshots.create',
      'snapshots.find',
      'stacks.deleteStack',
      ...follow,
      ...lookAtRemains,
    ],
    once: ['delete stack'],
    never: ['execute update', 'execute create'],
    snapshots: 1,
  },
];

/** How many of a run's calls took effect before it stopped. */
const executedBefore = ({ at, when }: { at: number; when: string }) =>
  when === 'before' ? at : at + 1;

const tellsToWait =
  /^ConflictError: ((Another user or process is changing|Stack) goal-mandala-prd-database .*Wait until that operation ends, and try again|.* another user or process has changed the stack. Try again)$/;

/** Tries until it succeeds, as a person does who is told to wait; what they were told. */
async function takeOver(run: () => Promise<unknown>): Promise<string[]> {
  const refusals: string[] = [];
  while (refusals.length < 10) {
    try {
      await run();
      return refusals;
    } catch (error) {
      refusals.push(String(error));
    }
  }
  throw new Error(`Refused again and again: ${refusals.at(-1)}`);
}

describe.each(scenarios)('$what', scenario => {
  const { start, run, calls, once, never, ends, snapshots } = scenario;
  const writes = [...once, ...never];
  const well = {
    statuses: ends ? [ends] : [],
    terminationProtection: ends ? true : undefined,
    times: [...once.map(() => 1), ...never.map(() => 0)],
    snapshots,
  };

  async function endOf(world: World): Promise<typeof well> {
    const alive = await world.alive();
    return {
      statuses: alive.map(({ status }) => status),
      terminationProtection: alive[0]?.terminationProtection,
      times: writes.map(world.times),
      snapshots: world.snapshots.all.length,
    };
  }

  it(`takes these ${calls.length} steps`, async () => {
    const world = start();
    const gate = new CallGate();
    await run(world, 'task', gate);
    expect(gate.calls).toEqual(calls);
    expect(await endOf(world)).toEqual(well);
  });

  it.each(stopsOf(calls))(
    'killed at $moment, completes in the recovery task',
    async stop => {
      const world = start();
      await killAt(stop, gate => run(world, 'task', gate));
      await run(world, 'task');
      expect(await endOf(world)).toEqual(well);
    },
  );

  it.each(stopsOf(calls))(
    'stopped at $moment while the task recovers elsewhere, does no harm when it wakes up',
    async stop => {
      const world = start();
      const gate = new CallGate(stop);
      const sleeper = run(world, 'task', gate).catch(error => error);
      await gate.stopped;
      await run(world, 'task');
      gate.open();
      await sleeper;
      expect(await endOf(world)).toEqual(well);
    },
  );

  it.each(stopsOf(calls))(
    'killed at $moment, is taken over by another task, which gets a refusal with the reason if it comes too early',
    async stop => {
      const world = start();
      await killAt(stop, gate => run(world, 'task', gate));
      const refusals = await takeOver(() => run(world, 'another task'));
      expect(refusals.filter(said => !tellsToWait.test(said))).toEqual([]);
      const { statuses, times } = await endOf(world);
      expect({ statuses, times }).toEqual({
        statuses: well.statuses,
        times: well.times.map((most, index) =>
          // Who takes over doesn't know what the other had done, and looks after the data itself.
          writes[index] === 'snapshot' ? times[index] : most,
        ),
      });
    },
  );
});

describe.each([
  {
    what: 'two different updates in prod at once',
    start: () => startWorld('UPDATE_COMPLETE'),
    calls: updateAfterSnapshot,
    second: { ...request, maxCapacity: 4 },
    mostExecutions: 2,
  },
  {
    what: 'two identical updates in prod at once',
    start: () => startWorld('UPDATE_COMPLETE'),
    calls: updateAfterSnapshot,
    second: { ...request, maxCapacity: 8 },
    mostExecutions: 1,
  },
  {
    what: 'two creations of one database in prod at once',
    start: () => startWorld(),
    calls: createProtected,
    second: { ...request, maxCapacity: 8 },
    mostExecutions: 1,
  },
  {
    what: 'two different creations of one database in prod at once',
    start: () => startWorld(),
    calls: createProtected,
    second: { ...request, maxCapacity: 4 },
    mostExecutions: 2,
  },
])('$what', ({ start, calls, second, mostExecutions }) => {
  const first = { ...request, maxCapacity: 8 };

  it.each(stopsOf(calls))(
    'the second run at $moment of the first: each succeeds or fails with a reason, and the last success decides',
    async stop => {
      const world = start();
      const gate = new CallGate(stop);
      const sleeper = Promise.allSettled([world.deploy('one', first, gate)]);
      await gate.stopped;
      const [other] = await Promise.allSettled([world.deploy('two', second)]);
      gate.open();
      const [woken] = await sleeper;

      const done = [
        ...(woken?.status === 'fulfilled' ? [first.maxCapacity] : []),
        ...(other?.status === 'fulfilled' ? [second.maxCapacity] : []),
      ];
      if (
        calls.lastIndexOf('stacks.executeChangeSet') >= executedBefore(stop)
      ) {
        done.reverse();
      }
      expect(done).not.toEqual([]);
      const refusals = [other, woken].flatMap(outcome =>
        outcome?.status === 'rejected' ? [String(outcome.reason)] : [],
      );
      expect(refusals.filter(said => !tellsToWait.test(said))).toEqual([]);
      const [stack, ...others] = await world.alive();
      expect(others).toEqual([]);
      expect(stack?.status).toBe('UPDATE_COMPLETE');
      expect(world.times('execute create')).toBe(
        calls === createProtected ? 1 : 0,
      );
      // A new database's second change set protects it.
      expect(world.times('execute update')).toBeLessThanOrEqual(
        mostExecutions + (calls === createProtected ? 1 : 0),
      );
      const held: unknown = JSON.parse(
        await world.stacks.readTemplate(
          testEnvironment('prod'),
          stack?.stackId ?? '',
        ),
      );
      expect(held).toMatchObject({
        Resources: {
          Cluster: {
            Properties: {
              protect: true,
              config: { maxCapacity: done.at(-1) },
            },
          },
        },
      });
    },
  );
});

describe('a deploy whose change set runs while AWS gives no answer', () => {
  const noAnswer = new AwsUnavailableError(
    testMessage('AWS failed to answer cloudformation:ExecuteChangeSet'),
    'failing',
    '444444444444',
  );

  it('continues with the running operation', async () => {
    const { stacks, deploy, times } = startWorld('UPDATE_COMPLETE');
    const execute = stacks.executeChangeSet.bind(stacks);
    jest
      .spyOn(stacks, 'executeChangeSet')
      .mockImplementationOnce(async (...input) => {
        await execute(...input);
        throw noAnswer;
      });
    await deploy('task');
    expect(times('execute update')).toBe(1);
    expect((await stacks.list())[0]?.status).toBe('UPDATE_COMPLETE');
  });

  it('fails if nothing has started, and succeeds with the same snapshot in a retry', async () => {
    const { stacks, snapshots, deploy, times } = startWorld('UPDATE_COMPLETE');
    jest.spyOn(stacks, 'executeChangeSet').mockRejectedValueOnce(noAnswer);
    await expect(deploy('task')).rejects.toThrow(noAnswer);
    expect(times('execute update')).toBe(0);
    await deploy('task');
    expect(times('execute update')).toBe(1);
    expect(snapshots.all).toHaveLength(1);
  });
});
