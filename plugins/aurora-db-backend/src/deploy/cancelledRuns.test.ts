import type { DeployRequest } from '@aurora-db/backstage-plugin-aurora-db-common';
import { CallGate, type GateStop } from '../testing/faults/CallGate';
import { FakeSnapshots } from '../testing/fakes/FakeSnapshots';
import { FakeStacks } from '../testing/fakes/FakeStacks';
import { testDeploy } from '../testing/services/testDeploy';
import { testStack } from '../testing/databases/testStack';

const request: DeployRequest = {
  name: 'goal-mandala',
  environment: 'prod',
  owner: 'group:default/payments',
};
const deletion = {
  finalSnapshot: true,
  disableProtection: true,
  dryRun: false,
};
const deployed = JSON.stringify({
  Resources: {
    Cluster: {
      Type: 'AWS::RDS::DBCluster',
      DeletionPolicy: 'Delete',
      Properties: { DeletionProtection: true },
    },
  },
});
const stackName = 'goal-mandala-prd-database';

interface Phase {
  phase: string;
  run: 'create' | 'update' | 'remove';
  /**
   * When the user presses the button. `state` is the state of the stack or snapshot at that time, if
   * the step itself does not set it.
   */
  stop: GateStop & { state?: string };
  /** What is written after that. */
  writes: string[];
  /** The end of the log. */
  says: string[];
}

const before = (at: string | number): GateStop => ({ at, when: 'before' });
const after = (at: string | number): GateStop => ({ at, when: 'after' });

const unprotected =
  'goal-mandala-prd is created, but its deletion protection is off. The portal turns it on in a few minutes; deploying it again does too';
const stays =
  'goal-mandala-prd is not deleted. If its protection is off already, deploying it again turns that on';
const rollsBack = `Cancelled: CloudFormation rolls ${stackName} back to what it was. This continues in AWS`;
const tooLate = (state: string) =>
  `Cancelled too late: ${stackName} is in state ${state}`;
const goesOn = (state: string) =>
  `${tooLate(state)}, and the operation continues in AWS`;

/** Numbers of calls are those of the run's steps in interruptedRuns.test.ts, from 0. */
const phases: Phase[] = [
  {
    phase: 'a creation in its preflight',
    run: 'create',
    stop: before('identity.read'),
    writes: [],
    says: ['Synthesizing the template'],
  },
  {
    phase: 'a creation in its synthesis',
    run: 'create',
    stop: before('synthesizer.synthesize'),
    writes: [],
    says: ['Synthesizing the template'],
  },
  {
    phase: 'a creation whose change set is made',
    run: 'create',
    stop: after('stacks.describeChangeSet'),
    writes: ['delete change set', 'delete stack'],
    says: ['add Cluster (AWS::RDS::DBCluster)'],
  },
  {
    phase: 'a creation in progress',
    run: 'create',
    stop: after('stacks.executeChangeSet'),
    writes: ['delete stack'],
    says: [
      `Cancelled: ${stackName} is new, so CloudFormation deletes what it created so far. This continues in AWS`,
    ],
  },
  {
    phase: 'a creation that fails anyway',
    run: 'create',
    stop: { ...after('stacks.executeChangeSet'), state: 'DELETE_IN_PROGRESS' },
    writes: [],
    says: [goesOn('DELETE_IN_PROGRESS')],
  },
  {
    phase: 'a creation that has just ended',
    run: 'create',
    stop: { ...after('stacks.executeChangeSet'), state: 'CREATE_COMPLETE' },
    writes: [],
    says: [`${tooLate('CREATE_COMPLETE')} already`],
  },
  {
    phase: 'the synthesis of the protecting template',
    run: 'create',
    stop: before(16),
    writes: [],
    says: [unprotected],
  },
  {
    phase: 'a protecting change set that is made',
    run: 'create',
    stop: after(18),
    writes: ['delete change set'],
    says: [unprotected],
  },
  {
    phase: 'a protecting update in progress',
    run: 'create',
    stop: after(19),
    writes: ['cancel update'],
    says: [rollsBack, unprotected],
  },
  {
    phase: 'an update in its preflight',
    run: 'update',
    stop: before('identity.read'),
    writes: [],
    says: ['Synthesizing the template'],
  },
  {
    phase: 'an update in its synthesis',
    run: 'update',
    stop: before('synthesizer.synthesize'),
    writes: [],
    says: ['Synthesizing the template'],
  },
  {
    phase: 'an update whose change set is made',
    run: 'update',
    stop: after('stacks.describeChangeSet'),
    writes: ['delete change set'],
    says: ['modify Cluster (AWS::RDS::DBCluster)'],
  },
  {
    phase: 'an update whose snapshot is being taken',
    run: 'update',
    stop: { ...after('snapshots.create'), state: 'creating' },
    writes: ['delete change set'],
    says: [
      'Cancelled: nothing is changed. Snapshot goal-mandala-prd-predeploy-20261123000001 continues in RDS, and expires at 2026-12-07T00:00:01.000Z',
    ],
  },
  {
    phase: 'an update whose snapshot has just become available',
    run: 'update',
    stop: after('snapshots.find'),
    writes: ['delete change set'],
    says: ['Snapshot goal-mandala-prd-predeploy-20261123000001 is available'],
  },
  {
    phase: 'an update in progress',
    run: 'update',
    stop: after('stacks.executeChangeSet'),
    writes: ['cancel update'],
    says: [rollsBack],
  },
  {
    phase: 'the cleanup of an update',
    run: 'update',
    stop: {
      ...after('stacks.executeChangeSet'),
      state: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
    },
    writes: [],
    says: [goesOn('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS')],
  },
  {
    phase: 'a rollback of an update',
    run: 'update',
    stop: {
      ...after('stacks.executeChangeSet'),
      state: 'UPDATE_ROLLBACK_IN_PROGRESS',
    },
    writes: [],
    says: [goesOn('UPDATE_ROLLBACK_IN_PROGRESS')],
  },
  {
    phase: 'a deletion in its first look',
    run: 'remove',
    stop: before('clusters.describe'),
    writes: [],
    says: [stays],
  },
  {
    phase: 'a deletion whose protection is being switched off',
    run: 'remove',
    stop: after('stacks.executeChangeSet'),
    writes: ['cancel update'],
    says: [rollsBack, stays],
  },
  {
    phase: 'a deletion whose protection is off',
    run: 'remove',
    stop: after('stacks.setTerminationProtection'),
    writes: [],
    says: [stays],
  },
  {
    phase: 'a deletion in progress',
    run: 'remove',
    stop: after('stacks.deleteStack'),
    writes: [],
    says: [goesOn('DELETE_IN_PROGRESS')],
  },
];

describe('a run that is cancelled during', () => {
  it.each(phases)('$phase: $says', async ({ run, stop, writes, says }) => {
    const stacks = new FakeStacks();
    const snapshots = new FakeSnapshots(stacks.calls);
    if (run !== 'create') {
      const terminationProtection = run === 'remove';
      stacks.add(
        testStack('goal-mandala', 'prod', { terminationProtection }),
        deployed,
      );
    }
    const gate = new CallGate(stop);
    const setup = testDeploy(stacks, { snapshots, through: gate.through });
    const controller = new AbortController();
    const context = { ...setup.context, signal: controller.signal };
    const running =
      run === 'remove'
        ? setup
            .findTarget('resource:default/goal-mandala-prd')
            .then(target =>
              setup.deleter.delete(target, 'task', deletion, context),
            )
        : setup.deployer.deploy(request, 'task', context);
    const outcome = running.then(() => 'done', String);
    await gate.stopped;
    const written = stacks.calls.length;
    // What CloudFormation has begun doesn't end by itself meanwhile.
    stacks.hold = /execute|deleteStack/.test(gate.calls.at(-1) ?? '');
    const { state } = stop;
    for (const held of [...(await stacks.list()), ...snapshots.all]) {
      held.status = state ?? held.status;
    }
    controller.abort(new Error('cancelled by the user'));
    gate.open();

    expect(await outcome).toBe('Error: cancelled by the user');
    expect(stacks.calls.slice(written)).toEqual(writes);
    expect(setup.lines.slice(-says.length)).toEqual(
      says.map(line => expect.stringContaining(line)),
    );
  });

  it('a creation while AWS is throttling: says that the cancellation failed', async () => {
    const gate = new CallGate(after('stacks.executeChangeSet'));
    const { stacks, deployer, context, lines } = testDeploy(undefined, {
      through: gate.through,
    });
    stacks.hold = true;
    const controller = new AbortController();
    const { signal } = controller;
    const running = deployer.deploy(request, 'task', { ...context, signal });
    const outcome = running.then(() => 'done', String);
    await gate.stopped;
    stacks.onCall = () => {
      throw new Error('AWS is throttling cloudformation:DeleteStack');
    };
    controller.abort(new Error('cancelled by the user'));
    gate.open();
    expect(await outcome).toBe('Error: cancelled by the user');
    expect(lines.at(-1)).toBe(
      `Not cancelled: AWS is throttling cloudformation:DeleteStack. The operation on ${stackName} continues in AWS`,
    );
  });
});
