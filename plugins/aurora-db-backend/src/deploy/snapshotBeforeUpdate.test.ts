import type { DeployRequest } from '@aurora-db/backstage-plugin-aurora-db-common';
import { testSnapshot } from '../testing/fakes/FakeSnapshots';
import { testDeploy } from '../testing/services/testDeploy';
import { testStack } from '../testing/databases/testStack';

const request: DeployRequest = {
  name: 'goal-mandala',
  environment: 'dev',
  owner: 'group:default/payments',
};
const inProd: DeployRequest = { ...request, environment: 'prod' };

describe('AuroraDeployService before an update', () => {
  it('takes a snapshot in prod, and reuses it in a repeated run', async () => {
    const { deployer, stacks, snapshots, context, lines } = testDeploy();
    stacks.add(testStack('goal-mandala', 'prod'));
    stacks.onCall = call => {
      if (call === 'execute update') {
        stacks.onCall = () => {};
        throw new Error('killed');
      }
    };
    await expect(deployer.deploy(inProd, 'task', context)).rejects.toThrow(
      'killed',
    );
    await deployer.deploy(inProd, 'task', context);
    expect(stacks.calls.slice(0, 2)).toEqual(['change set update', 'snapshot']);
    expect(stacks.calls.filter(call => call === 'snapshot')).toHaveLength(2);
    expect(snapshots.all).toHaveLength(1);
    const [{ id } = { id: '' }] = snapshots.all;
    expect(id).toMatch(/^goal-mandala-prd-predeploy-\d{14}$/);
    expect(lines).toContain(`Snapshot ${id} is available`);
  });

  it('waits for the snapshot of another user, and then takes its own', async () => {
    const { deployer, stacks, snapshots, context, lines } = testDeploy();
    stacks.add(testStack('goal-mandala', 'prod'));
    const other = testSnapshot({ id: 'theirs', status: 'creating' });
    snapshots.all.push(other);
    snapshots.failure = 'The cluster is backing-up';
    const find = snapshots.find.bind(snapshots);
    snapshots.find = async (...input) => {
      const found = await find(...input);
      // Their snapshot is complete at the second look, and the cluster then.
      if (input[1] === 'theirs') {
        other.status = 'available';
        snapshots.failure = undefined;
      }
      return found && { ...found };
    };
    await deployer.deploy(inProd, 'task', context);
    expect(lines).toContain(
      'Waiting for snapshot theirs, which is being taken',
    );
    expect(snapshots.all.map(({ id }) => id)).toEqual([
      'theirs',
      expect.stringContaining('-predeploy-'),
    ]);
    expect(stacks.calls).toContain('execute update');
  });

  it('waits for the cluster if the snapshot of another user ended a moment ago', async () => {
    const { deployer, stacks, snapshots, context } = testDeploy();
    stacks.add(testStack('goal-mandala', 'prod'));
    snapshots.all.push(testSnapshot({ id: 'theirs', createdAt: new Date() }));
    snapshots.failure = 'The cluster is backing-up';
    const list = snapshots.listOf.bind(snapshots);
    snapshots.listOf = async (...input) => {
      snapshots.failure = undefined;
      return list(...input);
    };
    await deployer.deploy(inProd, 'task', context);
    expect(snapshots.all.map(({ id }) => id)).toEqual([
      'theirs',
      expect.stringContaining('-predeploy-'),
    ]);
    expect(stacks.calls).toContain('execute update');
  });

  it('changes nothing if the snapshot is impossible', async () => {
    const { deployer, stacks, snapshots, context } = testDeploy();
    stacks.add(testStack('goal-mandala', 'prod'));
    snapshots.failure = 'No snapshot can be taken now';
    await expect(deployer.deploy(inProd, 'task', context)).rejects.toThrow(
      'No snapshot can be taken now',
    );
    expect(stacks.calls).toEqual(['change set update', 'delete change set']);
  });

  it('takes none in dev, none of a new database, and none if nothing changes', async () => {
    const { deployer, stacks, snapshots, context } = testDeploy();
    stacks.add(testStack('goal-mandala', 'dev'));
    await deployer.deploy(request, 'task', context);
    await deployer.deploy(inProd, 'task', context);
    await deployer.deploy(inProd, 'another task', context);
    expect(snapshots.all).toEqual([]);
  });
});
