import { mockServices } from '@backstage/backend-test-utils';
import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { OperationNotifier } from '../services/OperationNotifier';

/** A notifier whose notifications can be looked at. */
export function testNotifier() {
  const send = jest.fn(async (_: NotificationSendOptions) => {});
  const logger = mockServices.logger.mock();
  return {
    send,
    logger,
    notifier: new OperationNotifier({ notifications: { send }, logger }),
  };
}
