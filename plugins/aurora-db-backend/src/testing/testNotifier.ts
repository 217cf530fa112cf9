import { mockServices } from '@backstage/backend-test-utils';
import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { OperationNotifier } from '../operations/OperationNotifier';
import { until } from './until';

/** Notifications that can be looked at. */
export function testNotifications() {
  const send = jest.fn(async (_: NotificationSendOptions) => {});
  return {
    send,
    notifications: { send },
    /** Who was told what, once anything was told. */
    async told() {
      await until(
        async () => send.mock.calls.length,
        count => count > 0,
        10,
      );
      return send.mock.calls.map(([{ recipients, payload }]) => ({
        ...recipients,
        ...payload,
      }));
    },
  };
}

/** A notifier whose notifications can be looked at. */
export function testNotifier() {
  const { notifications, ...sent } = testNotifications();
  const logger = mockServices.logger.mock();
  return {
    ...sent,
    logger,
    notifier: new OperationNotifier({ notifications, logger }),
  };
}
