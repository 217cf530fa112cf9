import { auroraDbTags } from '@aurora-db/backstage-plugin-aurora-db-common';
import { ConflictError } from '@backstage/errors';
import { request, testPlan, obstacles } from '../testing/services/testPlan';

describe('the plan of a change', () => {
  it('shows the changes, and the snapshot before them in prod', async () => {
    const { planner, stacks } = testPlan({ status: 'UPDATE_COMPLETE' });
    const plan = await planner.plan({ ...request, maxCapacity: 8 });
    expect(plan.changes).toMatchObject([{ action: 'modify' }]);
    expect(plan.preflight.at(-1)).toMatchObject({
      check: 'snapshot',
      ok: true,
      message: { code: 'preflight.snapshotFirst', params: { days: 14 } },
    });
    expect(stacks.calls).toEqual(['change set update', 'delete change set']);
  });

  it('says that max_connections waits for a reboot', async () => {
    const { planner, account } = testPlan({ status: 'UPDATE_COMPLETE' });
    account.cluster = { capacity: { minCapacity: 1, maxCapacity: 16 } };
    const plan = await planner.plan({ ...request, maxCapacity: 8 });
    expect(plan.warnings).toContainEqual(
      expect.objectContaining({
        code: 'plan.maxConnectionsPending',
        params: { configured: 1669, live: 3360 },
      }),
    );
  });

  it('shows a used-up quota of manual snapshots as an obstacle', async () => {
    const { planner, snapshots } = testPlan({ status: 'UPDATE_COMPLETE' });
    snapshots.quota = { used: 100, limit: 100 };
    const plan = await planner.plan({ ...request, maxCapacity: 8 });
    expect(obstacles(plan)).toEqual([
      [
        'snapshot',
        expect.stringContaining('reached its quota of 100 manual snapshots'),
      ],
    ]);
  });

  it('shows no changes if nothing changes', async () => {
    const { planner, deployer, context, snapshots } = testPlan();
    await deployer.deploy(request, 'task', context);
    const plan = await planner.plan(request);
    expect(plan.changes).toEqual([]);
    expect(obstacles(plan)).toEqual([]);
    expect(snapshots.all).toEqual([]);
  });

  it('shows a replacement of the cluster as refused, with the property that causes it and the way out', async () => {
    const { planner, stacks } = testPlan({ status: 'UPDATE_COMPLETE' });
    stacks.nextChanges = [
      {
        action: 'replace',
        resource: 'Cluster',
        type: 'AWS::RDS::DBCluster',
        replacement: 'always',
        properties: [{ name: 'KmsKeyId', replacement: 'always' }],
      },
    ];
    const plan = await planner.plan(request);
    expect(plan.changes).toEqual([
      {
        action: 'replace',
        resource: 'Cluster',
        type: 'AWS::RDS::DBCluster',
        properties: ['KmsKeyId'],
        allowed: false,
      },
    ]);
    expect(obstacles(plan)).toEqual([
      [
        'changes',
        expect.stringMatching(
          /would be replaced because of KmsKeyId.*restore it under a new name/,
        ),
      ],
    ]);
    expect(stacks.calls).toEqual(['change set update', 'delete change set']);
  });

  it.each([
    ['UPDATE_IN_PROGRESS', /is being updated\. Wait until that operation ends/],
    ['UPDATE_ROLLBACK_FAILED', /Continue update rollback/],
    ['DELETE_FAILED', /could not be deleted completely/],
  ])('explains what to do about a stack in %s', async (status, sentence) => {
    const { planner, stacks } = testPlan({ status });
    const plan = await planner.plan(request);
    expect(obstacles(plan)).toContainEqual([
      'stack',
      expect.stringMatching(sentence),
    ]);
    expect(plan.changes).toEqual([]);
    expect(stacks.calls).toEqual([]);
  });

  it('says that the deploy first deletes the remains of a failed creation', async () => {
    const { planner, stacks } = testPlan({ status: 'ROLLBACK_COMPLETE' });
    const plan = await planner.plan(request);
    expect(plan.preflight).toContainEqual(
      expect.objectContaining({
        check: 'stack',
        ok: true,
        message: expect.objectContaining({ code: 'preflight.stackUndone' }),
      }),
    );
    expect(plan.changes).toMatchObject([{ action: 'add' }]);
    expect((await stacks.list())[0]?.status).toBe('ROLLBACK_COMPLETE');
  });

  it('advises another name for a stack of another application', async () => {
    const { planner, stacks } = testPlan({
      status: 'UPDATE_COMPLETE',
      tags: { [auroraDbTags.name]: 'other' },
    });
    const plan = await planner.plan(request);
    expect(obstacles(plan)).toContainEqual([
      'stack',
      expect.stringContaining('Choose another name'),
    ]);
    expect(stacks.calls).toEqual([]);
  });

  it('shows an obstacle if another user starts to change the stack at this moment', async () => {
    const { planner, stacks } = testPlan({ status: 'UPDATE_COMPLETE' });
    stacks.onCall = () => {
      throw new ConflictError('Stack is in UPDATE_IN_PROGRESS state');
    };
    expect(obstacles(await planner.plan(request))).toEqual([
      [
        'changes',
        expect.stringContaining('Another user or process is changing'),
      ],
    ]);
  });
});
