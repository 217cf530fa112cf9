import type { DeployRequest } from '@aurora-db/backstage-plugin-aurora-db-common';
import { ConflictError } from '@backstage/errors';
import { FakeStacks } from '../testing/fakes/FakeStacks';
import { LateStacks } from '../testing/fakes/LateStacks';
import { testDeploy } from '../testing/services/testDeploy';
import { testEnvironment } from '../testing/databases/testEnvironment';
import { testStack } from '../testing/databases/testStack';
import { until } from '../testing/servers/until';
import { ChangeSetGoneError } from '../ports/errors/ChangeSetGoneError';
import { QuotaExceededError } from '../ports/errors/QuotaExceededError';
import { testMessage } from '../testing/faults/testMessage';

const request: DeployRequest = {
  name: 'goal-mandala',
  environment: 'prod',
  owner: 'group:default/payments',
};
const stackName = 'goal-mandala-prd-database';
const status = async (stacks: FakeStacks) =>
  (await stacks.list()).map(stack => stack.status);

describe('a stack that AWS does not show immediately after its creation', () => {
  it('is awaited by a deploy for up to a minute, which then creates and protects', async () => {
    const stacks = new LateStacks();
    const { deployer, context } = testDeploy(stacks, {
      visibleWithinMs: 60_000,
    });
    await deployer.deploy(request, 'task', context);
    expect(await status(stacks)).toEqual(['UPDATE_COMPLETE']);
    expect(stacks.calls.filter(call => /execute/.test(call))).toEqual([
      'execute create',
      'execute update',
    ]);
  });

  it('is not awaited any longer', async () => {
    const { deployer, context } = testDeploy(new LateStacks(), {
      visibleWithinMs: 0,
    });
    await expect(deployer.deploy(request, 'task', context)).rejects.toThrow(
      'The change set no longer exists',
    );
  });

  it('gets its change set as soon as AWS shows it', async () => {
    const stacks = new FakeStacks();
    const execute = jest
      .spyOn(stacks, 'executeChangeSet')
      .mockRejectedValueOnce(new ChangeSetGoneError());
    const { deployer, context } = testDeploy(stacks, {
      visibleWithinMs: 60_000,
    });
    await deployer.deploy(request, 'task', context);
    // Twice to create, and once to protect.
    expect(execute).toHaveBeenCalledTimes(3);
    expect(await status(stacks)).toEqual(['UPDATE_COMPLETE']);
  });

  it('is deleted if the user cancels before AWS shows it', async () => {
    const stacks = new FakeStacks();
    const { deployer, context, lines } = testDeploy(stacks, {
      visibleWithinMs: 60_000,
    });
    stacks.hold = true;
    const controller = new AbortController();
    const describe = stacks.describe.bind(stacks);
    jest
      .spyOn(stacks, 'describe')
      .mockImplementation(async (environment, nameOrId) => {
        if (nameOrId.startsWith('arn:')) {
          controller.abort(new Error('cancelled by the user'));
          return undefined;
        }
        return describe(environment, nameOrId);
      });
    const { signal } = controller;
    await expect(
      deployer.deploy(request, 'task', { ...context, signal }),
    ).rejects.toThrow('cancelled by the user');
    expect(stacks.calls).toContain('delete stack');
    expect(lines.at(-1)).toContain('CloudFormation deletes what it created');
  });
});

describe('a change set that is deleted before it is read, because another one is executed', () => {
  it.each([
    ['a new stack', []],
    ['an existing stack', [testStack('goal-mandala', 'prod')]],
  ])('of %s is reported immediately', async (_, existing) => {
    const stacks = new FakeStacks();
    existing.forEach(stack => stacks.add(stack));
    const create = stacks.createChangeSet.bind(stacks);
    jest
      .spyOn(stacks, 'createChangeSet')
      .mockImplementationOnce(async (environment, input) => {
        const ours = await create(environment, input);
        const other = { ...input, changeSetName: 'other', token: 'other' };
        const { id } = await create(environment, other);
        await stacks.executeChangeSet(environment, id, 'other');
        return ours;
      });
    const { deployer, context } = testDeploy(stacks, {
      visibleWithinMs: 24 * 60 * 60_000,
    });
    await expect(deployer.deploy(request, 'task', context)).rejects.toThrow(
      'The change set no longer exists: another user or process has changed the stack',
    );
  });
});

describe('a change set that CloudFormation takes too long to make', () => {
  function testMaking(existing = false) {
    const stacks = new FakeStacks();
    if (existing) {
      stacks.add(testStack('goal-mandala', 'prod'));
    }
    stacks.holdChangeSets = true;
    return testDeploy(stacks, { deadlineMs: 20 });
  }

  it.each([
    ['a new stack', false, [], 'delete stack'],
    ['an existing stack', true, ['UPDATE_COMPLETE'], 'delete change set'],
  ])('of %s is discarded', async (_, existing, left, lastCall) => {
    const { stacks, deployer, context } = testMaking(existing);
    await expect(deployer.deploy(request, 'task', context)).rejects.toThrow(
      new RegExp(
        `CloudFormation did not make the change set for ${stackName} within .* minutes, so nothing was changed\\. The change set is discarded\\. Try again later`,
      ),
    );
    const alive = (await status(stacks)).filter(
      state => state !== 'DELETE_COMPLETE',
    );
    expect(alive).toEqual(left);
    expect(stacks.calls.at(-1)).toBe(lastCall);
  });

  it('stays if CloudFormation refuses to discard it, and the message says so', async () => {
    const { stacks, deployer, context } = testMaking(true);
    jest
      .spyOn(stacks, 'deleteChangeSet')
      .mockRejectedValue(new ConflictError('It is CREATE_IN_PROGRESS'));
    await expect(deployer.deploy(request, 'task', context)).rejects.toThrow(
      'The change set stays, and CloudFormation executes it only if this run is repeated (It is CREATE_IN_PROGRESS)',
    );
  });

  it('is an obstacle of a plan', async () => {
    const { planner } = testMaking();
    const { preflight } = await planner.plan(request);
    expect(preflight).toContainEqual(
      expect.objectContaining({
        check: 'changes',
        ok: false,
        message: expect.objectContaining({
          text: expect.stringContaining('did not make the change set'),
        }),
      }),
    );
  });

  it('is discarded if the task is cancelled', async () => {
    const stacks = new FakeStacks();
    stacks.holdChangeSets = true;
    const { deployer, context, lines } = testDeploy(stacks);
    const controller = new AbortController();
    const { signal } = controller;
    const outcome = deployer
      .deploy(request, 'task', { ...context, signal })
      .then(() => 'done', String);
    await until(
      async () => stacks.calls,
      calls => calls.includes('change set create'),
      50,
    );
    controller.abort(new Error('cancelled by the user'));
    expect(await outcome).toBe('Error: cancelled by the user');
    expect(await status(stacks)).toEqual(['DELETE_COMPLETE']);
    expect(lines.at(-1)).toBe(
      'Cancelled: nothing is changed. The change set is discarded',
    );
  });
});

describe('a refusal of CloudFormation', () => {
  it("is not reported as another user's work if a quota is used up", async () => {
    const { stacks, deployer, context } = testDeploy();
    const full = new QuotaExceededError(testMessage('A quota is used up'));
    jest.spyOn(stacks, 'createChangeSet').mockRejectedValue(full);
    await expect(deployer.deploy(request, 'task', context)).rejects.toBe(full);
    expect(full.name).toBe('ConflictError');
  });

  it('counts as success if this run has started the operation elsewhere', async () => {
    const { stacks, deployer, context } = testDeploy();
    const execute = stacks.executeChangeSet.bind(stacks);
    jest
      .spyOn(stacks, 'executeChangeSet')
      .mockImplementationOnce(async (...input) => {
        await execute(...input);
        throw new ConflictError('The token was used already');
      });
    await deployer.deploy(request, 'task', context);
    expect(await status(stacks)).toEqual(['UPDATE_COMPLETE']);
    expect(
      await stacks.describe(testEnvironment('prod'), stackName),
    ).toMatchObject({ terminationProtection: true });
  });
});
