import type { DeployRequest } from '@aurora-db/backstage-plugin-aurora-db-common';
import { mockServices } from '@backstage/backend-test-utils';
import { testSnapshot } from '../fakes/FakeSnapshots';
import { sourceRef, testBackups } from './testBackups';
import { testNotifier } from './testNotifier';
import { stackLookup } from '../../readings/lookups';
import { ProtectionCompletion } from '../../deploy/ProtectionCompletion';

const minute = 60_000;

export const request: DeployRequest = {
  name: 'orders',
  environment: 'prod',
  owner: 'group:default/payments',
};

/**
 * A database in prod, and passes of the task at chosen minutes after the last event of its stack.
 */
export function testCompletion() {
  const setup = testBackups();
  const { stacks, environment, completion } = setup;
  setup.snapshots.all.push(testSnapshot({ id: 'before-v2' }));
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
    ...setup,
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
    deploy: () => setup.deployer.deploy(request, 'task', setup.context),
    async restore() {
      const source = await setup.restores.find(
        sourceRef,
        setup.caller.credentials,
      );
      return setup.restores.restore(
        source,
        { from: { snapshotId: 'before-v2' }, name: 'orders' },
        'task',
        setup.caller,
        setup.context,
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
        protection: setup.services.protection,
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
