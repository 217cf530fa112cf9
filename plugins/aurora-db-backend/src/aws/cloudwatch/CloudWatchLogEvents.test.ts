import { createServer, type Server } from 'node:http';
import { ConfigReader } from '@backstage/config';
import { testEnvironment } from '../../testing/databases/testEnvironment';
import { portOf } from '../../testing/servers/portOf';
import { AwsClients } from '../AwsClients';
import { CloudWatchLogEvents } from './CloudWatchLogEvents';

describe('reading log events', () => {
  let silent: Server;
  let clients: AwsClients;

  beforeEach(async () => {
    silent = createServer(() => undefined);
    await new Promise<void>(resolve => {
      silent.listen(0, '127.0.0.1', resolve);
    });
  });

  afterEach(async () => {
    clients.destroy();
    silent.closeAllConnections();
    await new Promise(resolve => {
      silent.close(resolve);
    });
  });

  it('ends with a reason while CloudWatch Logs gives no answer, and does not wait for all retries', async () => {
    const endpoint = `http://127.0.0.1:${portOf(silent)}`;
    const environment = testEnvironment('dev', { endpoint });
    const { accountId } = environment;
    const accounts = [
      { accountId, accessKeyId: accountId, secretAccessKey: 'local' },
    ];
    clients = AwsClients.fromConfig(new ConfigReader({ aws: { accounts } }));
    await expect(
      new CloudWatchLogEvents(clients, { callTimeoutMs: 300 }).filter(
        environment,
        { logGroupName: '/aws/rds/cluster/x', from: 0, to: 1, limit: 1 },
      ),
    ).rejects.toMatchObject({
      reason: 'unreachable',
      message: expect.stringContaining('ETIMEDOUT'),
    });
  });
});
