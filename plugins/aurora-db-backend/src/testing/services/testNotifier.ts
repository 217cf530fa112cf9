import { mockServices } from '@backstage/backend-test-utils';
import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { OperationNotifier } from '../../operations/OperationNotifier';
import { PortalLinks } from '../../operations/PortalLinks';
import { until } from '../servers/until';

/** Notifications that tests can read. */
export function testNotifications() {
  const send = jest.fn(async (_: NotificationSendOptions) => {});
  return {
    send,
    notifications: { send },
    /** Waits for a notification. Returns who received what. */
    async told() {
      await until(
        async () => send.mock.calls.length,
        count => count > 0,
        50,
      );
      return send.mock.calls.map(([{ recipients, payload }]) => ({
        ...recipients,
        ...payload,
      }));
    },
  };
}

/** A notifier whose notifications tests can read. */
export function testNotifier() {
  const { notifications, ...sent } = testNotifications();
  const logger = mockServices.logger.mock();
  return {
    ...sent,
    logger,
    notifier: new OperationNotifier({
      notifications,
      links: new PortalLinks(mockServices.rootConfig()),
      logger,
    }),
  };
}
