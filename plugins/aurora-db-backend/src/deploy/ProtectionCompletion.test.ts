import {
  auroraDbTags,
  type DeployRequest,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { mockServices } from '@backstage/backend-test-utils';
import { testSnapshot } from '../testing/FakeSnapshots';
import { sourceRef, testBackups } from '../testing/testBackups';
import { testNotifier } from '../testing/testNotifier';
import { testStack } from '../testing/testStack';
import type { DatabaseStack } from '../ports/DatabaseStacks';
import { stackLookup } from '../readings/lookups';
import { ProtectionCompletion } from './ProtectionCompletion';

const minute = 60_000;
const request: DeployRequest = {
  name: 'orders',
  environment: 'prod',
  owner: 'group:default/payments',
};
const templateOf = (DeletionPolicy: string, DeletionProtection: boolean) =>
  JSON.stringify({
    Resources: {
      Cluster: {
        Type: 'AWS::RDS::DBCluster',
        DeletionPolicy,
        Properties: { DeletionProtection },
      },
    },
  });
const unprotected = templateOf('Snapshot', false);
const protectedTemplate = templateOf('Snapshot', true);

/** A database in prod, and passes of the task at chosen minutes after the last event of its stack. */
function testCompletion() {
  const room = testBackups();
  const { stacks, environment, completion } = room;
  room.snapshots.all.push(testSnapshot({ id: 'before-v2' }));
  let since = Date.parse('2026-11-23T00:00:00Z');
  const announce = jest.fn(async () => {});
  const stackOf = async (stackName: string) =>
    (await stacks.list()).find(stack => stack.stackName === stackName);
  const kill = (moment: string) => {
    stacks.onCall = call => {
      if (call === moment) {
        stacks.onCall = () => {};
        throw new Error('killed');
      }
    };
  };
  return {
    ...room,
    announce,
    kill,
    async orders() {
      const stack = await stackOf('orders-prd-database');
      const template =
        stack && (await stacks.readTemplate(environment, stack.stackId));
      return {
        status: stack?.status,
        terminationProtection: stack?.terminationProtection,
        isProtected: template?.includes('"DeletionProtection":true'),
      };
    },
    deploy: () => room.deployer.deploy(request, 'task', room.context),
    async restore() {
      const source = await room.restores.find(
        sourceRef,
        room.caller.credentials,
      );
      return room.restores.restore(
        source,
        { from: { snapshotId: 'before-v2' }, name: 'orders' },
        'task',
        room.caller,
        room.context,
      );
    },
    /** The protection is rolled back at each attempt. */
    failProtection() {
      stacks.onCall = call => {
        if (call === 'execute update') {
          stacks.failNext = 'The cluster is being modified';
        }
      };
    },
    async lastEvent() {
      const stack = await stackOf('orders-prd-database');
      const [newest] = await stacks.readEvents(
        environment,
        stack?.stackId ?? '',
        () => true,
      );
      since = newest?.at.getTime() ?? since;
    },
    pass: (minutes: number, one = completion) =>
      one.completeAll({
        known: stackLookup(stacks),
        announce,
        now: () => since + minutes * minute,
      }),
    otherReplica() {
      return new ProtectionCompletion({
        environments: [environment],
        stacks,
        protection: room.protection,
        notifier: testNotifier().notifier,
        auditor: mockServices.auditor.mock({
          createEvent: async () => ({
            success: async () => {},
            fail: async () => {},
          }),
        }),
        logger: mockServices.logger.mock(),
      });
    },
    executions: () =>
      stacks.calls.filter(call => call === 'execute update').length,
  };
}

const complete = {
  status: 'UPDATE_COMPLETE',
  terminationProtection: true,
  isProtected: true,
};

describe('a database that was left without protection', () => {
  it.each([
    ['a deploy', 'deploy', 'change set update'],
    ['a deploy', 'deploy', 'execute update'],
    ['a deploy', 'deploy', 'termination protection on'],
    ['a restore', 'restore', 'termination protection on'],
    ['a restore', 'restore', 'change set update'],
    ['a restore', 'restore', 'execute update'],
  ] as const)(
    'by %s (%s) that was killed at “%s” is protected, once',
    async (_, run, moment) => {
      const room = testCompletion();
      room.kill(moment);
      await expect(room[run]()).rejects.toThrow('killed');
      expect(await room.orders()).not.toEqual(complete);
      await room.lastEvent();
      await room.pass(6);
      expect(await room.orders()).toEqual(complete);
      await room.pass(60);
      expect(room.executions()).toBe(1);
      // Termination protection alone changes no stack.
      expect(room.announce.mock.calls.length > 0).toBe(
        !(run === 'deploy' && moment === 'termination protection on'),
      );
    },
  );

  it('by a deploy that was cancelled after the creation is protected', async () => {
    const room = testCompletion();
    const controller = new AbortController();
    room.stacks.onCall = call => {
      if (call === 'change set update') {
        controller.abort(new Error('cancelled by the user'));
      }
    };
    await expect(
      room.deployer.deploy(request, 'task', {
        ...room.context,
        signal: controller.signal,
      }),
    ).rejects.toThrow('cancelled by the user');
    expect(await room.orders()).toMatchObject({ status: 'CREATE_COMPLETE' });
    await room.lastEvent();
    await room.pass(6);
    expect(await room.orders()).toEqual(complete);
  });

  it.each(['deploy', 'restore'] as const)(
    'by a %s whose protection was rolled back is protected by a later pass',
    async run => {
      const room = testCompletion();
      room.failProtection();
      await expect(room[run]()).rejects.toThrow(
        'The cluster is being modified',
      );
      expect(await room.orders()).toMatchObject({
        status: 'UPDATE_ROLLBACK_COMPLETE',
        isProtected: false,
      });
      room.stacks.onCall = () => {};
      await room.lastEvent();
      await room.pass(11);
      expect(await room.orders()).toEqual(complete);
    },
  );

  it('is protected once by two replicas at the same time', async () => {
    const room = testCompletion();
    room.kill('change set update');
    await expect(room.deploy()).rejects.toThrow('killed');
    await room.lastEvent();
    const other = room.otherReplica();
    await Promise.all([room.pass(6), room.pass(6, other)]);
    expect(await room.orders()).toEqual(complete);
    expect(room.executions()).toBe(1);
    expect(room.logger.error).not.toHaveBeenCalled();
  });

  it('is left to the run that may be alive for five minutes', async () => {
    const room = testCompletion();
    room.kill('change set update');
    await expect(room.deploy()).rejects.toThrow('killed');
    await room.lastEvent();
    await room.pass(4.9);
    expect(await room.orders()).toMatchObject({ status: 'CREATE_COMPLETE' });
    expect(room.stacks.calls.at(-1)).toBe('execute create');
    await room.pass(5);
    expect(await room.orders()).toEqual(complete);
  });

  it('is tried again ever more seldom while its change set is rolled back', async () => {
    const room = testCompletion();
    room.failProtection();
    await expect(room.deploy()).rejects.toThrow();
    const attempts: number[] = [];
    for (const wait of [9, 10, 19, 20, 39, 40]) {
      await room.lastEvent();
      const before = room.executions();
      await room.pass(wait);
      if (room.executions() > before) {
        attempts.push(wait);
      }
    }
    expect(attempts).toEqual([10, 20, 40]);
  });

  it('is tried again every six hours at least, by each replica', async () => {
    const room = testCompletion();
    room.failProtection();
    await expect(room.deploy()).rejects.toThrow();
    for (let pass = 0; pass < 8; pass += 1) {
      await room.lastEvent();
      await room.pass(6 * 60, room.otherReplica());
    }
    expect(room.executions()).toBe(9);
    await room.lastEvent();
    await room.pass(6 * 60 - 1, room.otherReplica());
    expect(room.executions()).toBe(9);
  });

  it('is tried again ever more seldom while its change set can’t be made, which leaves no trace in AWS', async () => {
    const room = testCompletion();
    room.kill('change set update');
    await expect(room.deploy()).rejects.toThrow('killed');
    await room.lastEvent();
    room.stacks.failChangeSets = 'The template is invalid';
    const made = () =>
      room.stacks.calls.filter(call => call === 'change set update').length;
    const attempts: number[] = [];
    for (let at = 3; at <= 60; at += 3) {
      const before = made();
      await room.pass(at);
      if (made() > before) {
        attempts.push(at);
      }
    }
    expect(attempts).toEqual([6, 18, 39]);
    room.stacks.failChangeSets = undefined;
    await room.pass(80);
    expect(await room.orders()).toEqual(complete);
  });

  it('is told of in the log, to the auditor and, once, to its owner if it can’t be protected', async () => {
    const room = testCompletion();
    room.failProtection();
    await expect(room.deploy()).rejects.toThrow();
    await room.lastEvent();
    await room.pass(10);
    await room.lastEvent();
    await room.pass(20);
    expect(room.logger.error).toHaveBeenCalledWith(
      expect.stringMatching(
        /^orders-prd is without deletion protection, and turning that on failed: Error: Cluster .*The cluster is being modified.*\. The next attempt follows after 2026-11-23T\S+Z\. Deploying orders-prd again turns it on too/,
      ),
    );
    expect(room.auditEvents).toEqual([
      expect.objectContaining({
        eventId: 'database-protect',
        meta: { entityRef: 'resource:default/orders-prd' },
      }),
      expect.objectContaining({ eventId: 'database-protect' }),
    ]);
    expect(await room.notifications.told()).toEqual([
      expect.objectContaining({
        entityRef: ['group:default/payments'],
        title: 'Protection of orders-prd has failed',
        severity: 'high',
      }),
    ]);
  });

  it('holds up no other database if it fails', async () => {
    const room = testCompletion();
    room.kill('change set update');
    await expect(room.deploy()).rejects.toThrow('killed');
    room.stacks.add(
      testStack('stuck', 'prod', { status: 'CREATE_COMPLETE' }),
      'no JSON',
    );
    await room.lastEvent();
    await room.pass(60);
    expect(await room.orders()).toEqual(complete);
    expect(room.logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('stuck-prd-database'),
    );
  });
});

describe('a database that is left alone', () => {
  it.each<[string, Partial<DatabaseStack>, string, number]>([
    ['is being created', { status: 'CREATE_IN_PROGRESS' }, unprotected, 0],
    ['is being deleted', { status: 'DELETE_IN_PROGRESS' }, unprotected, 0],
    ['could not be deleted', { status: 'DELETE_FAILED' }, unprotected, 0],
    [
      'was unprotected on purpose',
      { status: 'UPDATE_COMPLETE', terminationProtection: false },
      unprotected,
      0,
    ],
    [
      'is protected, though its last update was rolled back',
      { status: 'UPDATE_ROLLBACK_COMPLETE', terminationProtection: true },
      protectedTemplate,
      0,
    ],
    [
      'is no database of this environment',
      {
        status: 'CREATE_COMPLETE',
        tags: { [auroraDbTags.environment]: 'stg' },
      },
      unprotected,
      0,
    ],
    [
      'was created before its environment wanted protection',
      { status: 'CREATE_COMPLETE', terminationProtection: false },
      templateOf('Delete', false),
      0,
    ],
    [
      'lacks the termination protection of its stack alone (which is turned on)',
      { status: 'UPDATE_COMPLETE', terminationProtection: false },
      protectedTemplate,
      1,
    ],
  ])('%s', async (_, stack, template, writes) => {
    const room = testCompletion();
    const own = testStack('orders', 'prod', stack);
    room.stacks.add({ ...own, tags: { ...own.tags, ...stack.tags } }, template);
    await room.pass(24 * 60);
    await room.pass(48 * 60);
    expect(room.stacks.calls).toEqual(
      Array(writes).fill('termination protection on'),
    );
  });

  it('because its deletion is in progress, though its backend was killed', async () => {
    const room = testCompletion();
    await room.deploy();
    room.kill('delete stack');
    const target = await room.findTarget('resource:default/orders-prd');
    await expect(
      room.deleter.delete(
        target,
        'deletion',
        { finalSnapshot: true, disableProtection: true, dryRun: false },
        room.context,
      ),
    ).rejects.toThrow('killed');
    const written = room.stacks.calls.length;
    await room.lastEvent();
    await room.pass(60);
    expect(room.stacks.calls.slice(written)).toEqual([]);
  });

  it('because its environment wants no protection', async () => {
    const { completion, stacks } = testBackups({ environment: 'dev' });
    stacks.add(
      testStack('orders', 'dev', { status: 'CREATE_COMPLETE' }),
      unprotected,
    );
    await completion.completeAll({
      known: stackLookup(stacks),
      announce: async () => {},
    });
    expect(stacks.calls).toEqual([]);
  });

  it('is looked at once if it lacks nothing, until it changes', async () => {
    const room = testCompletion();
    room.stacks.add(
      testStack('orders', 'prod', {
        status: 'UPDATE_ROLLBACK_COMPLETE',
        terminationProtection: true,
      }),
      protectedTemplate,
    );
    const read = jest.spyOn(room.stacks, 'readTemplate');
    await room.pass(60);
    await room.pass(120);
    const looks = read.mock.calls.filter(([, stackId]) =>
      stackId.includes('orders-prd'),
    );
    expect(looks).toHaveLength(1);
  });
});
