import { mockServices } from '@backstage/backend-test-utils';
import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { OperationNotifier } from '../operations/OperationNotifier';
import { until } from './until';

/** A notifier whose notifications can be looked at. */
export function testNotifier() {
  const send = jest.fn(async (_: NotificationSendOptions) => {});
  const logger = mockServices.logger.mock();
  return {
    send,
    logger,
    notifier: new OperationNotifier({ notifications: { send }, logger }),
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
