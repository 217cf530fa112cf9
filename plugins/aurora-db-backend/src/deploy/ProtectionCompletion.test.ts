import { testStack } from '../testing/databases/testStack';
import { request, testCompletion } from '../testing/services/testCompletion';

const complete = {
  status: 'UPDATE_COMPLETE',
  terminationProtection: true,
  isProtected: true,
};

describe('a database without its protection', () => {
  it.each([
    ['a deploy', 'deploy', 'change set update'],
    ['a deploy', 'deploy', 'execute update'],
    ['a deploy', 'deploy', 'termination protection on'],
    ['a restore', 'restore', 'termination protection on'],
    ['a restore', 'restore', 'change set update'],
    ['a restore', 'restore', 'execute update'],
  ] as const)(
    'of %s (%s) that was killed at “%s” is protected, once',
    async (_, run, moment) => {
      const setup = testCompletion();
      setup.kill(moment);
      await expect(setup[run]()).rejects.toThrow('killed');
      expect(await setup.orders()).not.toEqual(complete);
      await setup.lastEvent();
      await setup.pass(6);
      expect(await setup.orders()).toEqual(complete);
      await setup.pass(60);
      expect(setup.executions()).toBe(1);
      // Termination protection alone changes no stack.
      expect(setup.announce.mock.calls.length > 0).toBe(
        !(run === 'deploy' && moment === 'termination protection on'),
      );
    },
  );

  it('of a deploy that was cancelled after the creation is protected', async () => {
    const setup = testCompletion();
    const controller = new AbortController();
    setup.stacks.onCall = call => {
      if (call === 'change set update') {
        controller.abort(new Error('cancelled by the user'));
      }
    };
    await expect(
      setup.deployer.deploy(request, 'task', {
        ...setup.context,
        signal: controller.signal,
      }),
    ).rejects.toThrow('cancelled by the user');
    expect(await setup.orders()).toMatchObject({ status: 'CREATE_COMPLETE' });
    await setup.lastEvent();
    await setup.pass(6);
    expect(await setup.orders()).toEqual(complete);
  });

  it.each(['deploy', 'restore'] as const)(
    'of a %s whose protection was rolled back is protected by a later pass',
    async run => {
      const setup = testCompletion();
      setup.failProtection();
      await expect(setup[run]()).rejects.toThrow(
        'The cluster is being modified',
      );
      expect(await setup.orders()).toMatchObject({
        status: 'UPDATE_ROLLBACK_COMPLETE',
        isProtected: false,
      });
      setup.stacks.onCall = () => {};
      await setup.lastEvent();
      await setup.pass(11);
      expect(await setup.orders()).toEqual(complete);
    },
  );

  it('is protected once by two replicas at the same time', async () => {
    const setup = testCompletion();
    setup.kill('change set update');
    await expect(setup.deploy()).rejects.toThrow('killed');
    await setup.lastEvent();
    const other = setup.otherReplica();
    await Promise.all([setup.pass(6), setup.pass(6, other)]);
    expect(await setup.orders()).toEqual(complete);
    expect(setup.executions()).toBe(1);
    expect(setup.logger.error).not.toHaveBeenCalled();
  });

  it('is left for five minutes to a run that may still be alive', async () => {
    const setup = testCompletion();
    setup.kill('change set update');
    await expect(setup.deploy()).rejects.toThrow('killed');
    await setup.lastEvent();
    await setup.pass(4.9);
    expect(await setup.orders()).toMatchObject({ status: 'CREATE_COMPLETE' });
    expect(setup.stacks.calls.at(-1)).toBe('execute create');
    await setup.pass(5);
    expect(await setup.orders()).toEqual(complete);
  });

  it('is retried at growing intervals while its change set is rolled back', async () => {
    const setup = testCompletion();
    setup.failProtection();
    await expect(setup.deploy()).rejects.toThrow();
    const attempts: number[] = [];
    for (const wait of [9, 10, 19, 20, 39, 40]) {
      await setup.lastEvent();
      const before = setup.executions();
      await setup.pass(wait);
      if (setup.executions() > before) {
        attempts.push(wait);
      }
    }
    expect(attempts).toEqual([10, 20, 40]);
  });

  it('is retried at least every six hours by each replica', async () => {
    const setup = testCompletion();
    setup.failProtection();
    await expect(setup.deploy()).rejects.toThrow();
    for (let pass = 0; pass < 8; pass += 1) {
      await setup.lastEvent();
      await setup.pass(6 * 60, setup.otherReplica());
    }
    expect(setup.executions()).toBe(9);
    await setup.lastEvent();
    await setup.pass(6 * 60 - 1, setup.otherReplica());
    expect(setup.executions()).toBe(9);
  });

  it('is retried at growing intervals while its change set cannot be made, which leaves no trace in AWS', async () => {
    const setup = testCompletion();
    setup.kill('change set update');
    await expect(setup.deploy()).rejects.toThrow('killed');
    await setup.lastEvent();
    setup.stacks.failChangeSets = 'The template is invalid';
    const made = () =>
      setup.stacks.calls.filter(call => call === 'change set update').length;
    const attempts: number[] = [];
    for (let at = 3; at <= 60; at += 3) {
      const before = made();
      await setup.pass(at);
      if (made() > before) {
        attempts.push(at);
      }
    }
    expect(attempts).toEqual([6, 18, 39]);
    setup.stacks.failChangeSets = undefined;
    await setup.pass(80);
    expect(await setup.orders()).toEqual(complete);
  });

  it('is reported to the log, to the auditor and once to its owner if it cannot be protected', async () => {
    const setup = testCompletion();
    setup.failProtection();
    await expect(setup.deploy()).rejects.toThrow();
    await setup.lastEvent();
    await setup.pass(10);
    await setup.lastEvent();
    await setup.pass(20);
    expect(setup.logger.error).toHaveBeenCalledWith(
      expect.stringMatching(
        /^orders-prd is without deletion protection, and turning that on failed: Error: Cluster .*The cluster is being modified.*\. The next attempt follows after 2026-11-23T\S+Z\. Deploying orders-prd again turns it on too/,
      ),
    );
    expect(setup.auditEvents).toEqual([
      expect.objectContaining({
        eventId: 'database-protect',
        meta: { entityRef: 'resource:default/orders-prd' },
      }),
      expect.objectContaining({ eventId: 'database-protect' }),
    ]);
    expect(await setup.notifications.told()).toEqual([
      expect.objectContaining({
        entityRef: ['group:default/payments'],
        title: 'Protection of orders-prd has failed',
        severity: 'high',
      }),
    ]);
  });

  it('does not delay other databases if it fails', async () => {
    const setup = testCompletion();
    setup.kill('change set update');
    await expect(setup.deploy()).rejects.toThrow('killed');
    setup.stacks.add(
      testStack('stuck', 'prod', { status: 'CREATE_COMPLETE' }),
      'no JSON',
    );
    await setup.lastEvent();
    await setup.pass(60);
    expect(await setup.orders()).toEqual(complete);
    expect(setup.logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('stuck-prd-database'),
    );
  });
});
