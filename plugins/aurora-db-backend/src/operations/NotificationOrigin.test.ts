import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { notificationService } from '@backstage/plugin-notifications-node';
import { startBackend } from '../testing/servers/startBackend';
import { NotificationOrigin } from './NotificationOrigin';

describe('NotificationOrigin', () => {
  it('sends the notifications of the scaffolder actions as the plugin aurora-db', async () => {
    const senders: string[] = [];
    const portal = await startBackend({
      entities: [],
      isAllowed: () => false,
      features: [
        createServiceFactory({
          service: notificationService,
          deps: { plugin: coreServices.pluginMetadata },
          factory: ({ plugin }) => ({
            send: async () => void senders.push(plugin.getId()),
          }),
        }),
      ],
    });
    await expect(
      portal.run('aurora:database:deploy', {
        name: 'goal-mandala',
        environment: 'dev',
        owner: 'payments',
      }),
    ).rejects.toThrow('You lack the permission');
    expect(senders).toEqual(['aurora-db']);
  });

  it('sends as the scaffolder in a backend without the plugin', async () => {
    const send = jest.fn(async () => {});
    const notification = {
      recipients: { type: 'broadcast' as const },
      payload: { title: 'Deploy has finished' },
    };
    await new NotificationOrigin().or({ send }).send(notification);
    expect(send).toHaveBeenCalledWith(notification);
  });
});
