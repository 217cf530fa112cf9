import { setTimeout as sleep } from 'node:timers/promises';
import { FakeStacks } from '../testing/fakes/FakeStacks';
import { setClock } from '../testing/services/sharedCaches';
import { testEnvironment } from '../testing/databases/testEnvironment';
import { AwsUnavailableError } from '../ports/errors/AwsUnavailableError';
import { StackFollower } from './StackFollower';
import { testMessage } from '../testing/faults/testMessage';

jest.mock('node:timers/promises', () => ({
  setTimeout: jest.fn(),
}));

const environment = testEnvironment('dev');
const token = 'aurora-db-1-create-2';

async function begin() {
  const stacks = new FakeStacks();
  const { id, stackId } = await stacks.createChangeSet(environment, {
    stackName: 'goal-mandala-dev-database',
    changeSetName: token,
    token,
    create: true,
    template: '{}',
    tags: {},
  });
  await stacks.executeChangeSet(environment, id, token);
  const lines: string[] = [];
  const follow = (
    options: { heartbeatMs?: number; visibleWithinMs?: number } = {},
    log = (line: string) => void lines.push(line),
  ) =>
    new StackFollower(stacks, { firstWaitMs: 5, ...options }).follow(
      {
        environment,
        stackId,
        stackName: 'goal-mandala-dev-database',
        kind: 'create',
        token,
      },
      log,
    );
  return { stacks, lines, follow };
}

describe('StackFollower', () => {
  beforeEach(() => {
    const { setTimeout: wait } = jest.requireActual<
      typeof import('node:timers/promises')
    >('node:timers/promises');
    jest.mocked(sleep).mockImplementation(wait);
  });
  afterEach(() => jest.useRealTimers());

  it('logs each event once and in order, and ends with the operation', async () => {
    const { lines, follow } = await begin();
    const { succeeded, stack } = await follow();
    expect(succeeded).toBe(true);
    expect(stack.status).toBe('CREATE_COMPLETE');
    expect(lines).toEqual([
      'CREATE_IN_PROGRESS Stack goal-mandala-dev-database',
      'CREATE_IN_PROGRESS Cluster (AWS::RDS::DBCluster)',
      'CREATE_COMPLETE Stack goal-mandala-dev-database',
    ]);
  });

  it('logs regularly what it waits for', async () => {
    const { stacks, lines, follow } = await begin();
    stacks.hold = true;
    const following = follow({ heartbeatMs: 30 });
    while (lines.length < 4) {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    stacks.hold = false;
    await following;
    expect(lines[2]).toBe(
      'Still waiting for goal-mandala-dev-database after 0 min: Cluster',
    );
  });

  it('is never silent for 60 s within half an hour, because proxies drop silent connections', async () => {
    const started = Date.parse('2026-11-23T12:00:00Z');
    setClock(new Date(started).toISOString());
    const { stacks, follow } = await begin();
    stacks.hold = true;
    jest.mocked(sleep).mockImplementation(async ms => {
      jest.setSystemTime(Date.now() + (ms ?? 0));
      stacks.hold = Date.now() < started + 30 * 60_000;
    });
    const said = [started];
    await follow({}, () => void said.push(Date.now()));
    const silences = said.slice(1).map((at, index) => at - (said[index] ?? 0));
    expect(silences.length).toBeGreaterThan(30);
    expect(Math.max(...silences)).toBeLessThan(60_000);
  });

  it('continues after AWS gave no answer for a moment', async () => {
    const { stacks, lines, follow } = await begin();
    const describe = stacks.describe.bind(stacks);
    let failures = 2;
    jest.spyOn(stacks, 'describe').mockImplementation(async (...args) => {
      failures -= 1;
      if (failures >= 0) {
        throw new AwsUnavailableError(
          testMessage('AWS is throttling cloudformation:DescribeStacks'),
          'throttled',
          environment.accountId,
        );
      }
      return describe(...args);
    });
    expect((await follow()).succeeded).toBe(true);
    expect(lines[0]).toBe(
      'AWS is throttling cloudformation:DescribeStacks. Still following goal-mandala-dev-database',
    );
  });

  it('stops immediately if AWS refuses the credentials', async () => {
    const { stacks, follow } = await begin();
    jest
      .spyOn(stacks, 'describe')
      .mockRejectedValue(
        new AwsUnavailableError(
          testMessage('refused'),
          'credentials',
          '222222222222',
        ),
      );
    await expect(follow()).rejects.toThrow('refused');
  });

  it('follows a stack that AWS does not show at first', async () => {
    const { stacks, follow } = await begin();
    jest
      .spyOn(stacks, 'describe')
      .mockResolvedValueOnce(undefined)
      .mockResolvedValueOnce(undefined);
    expect(await follow()).toMatchObject({
      succeeded: true,
      stack: { status: 'CREATE_COMPLETE' },
    });
  });

  it('treats a stack as gone if AWS still does not show it after the maximum time', async () => {
    const { stacks, follow } = await begin();
    jest.spyOn(stacks, 'describe').mockResolvedValue(undefined);
    expect(await follow({ visibleWithinMs: 20 })).toMatchObject({
      succeeded: false,
      stack: { status: 'DELETE_COMPLETE' },
    });
  });

  it('waits for the first event of an operation that is in progress', async () => {
    const { stacks } = await begin();
    stacks.hold = true;
    const [stack] = await stacks.list();
    jest.spyOn(stacks, 'readEvents').mockResolvedValueOnce([]);
    const follower = new StackFollower(stacks);
    expect(
      stack && (await follower.findLast(environment, stack, 'aurora-db-1')),
    ).toMatchObject({ kind: 'create', token });
  });
});
