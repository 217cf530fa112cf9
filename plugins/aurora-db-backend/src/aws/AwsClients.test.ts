import { createServer, type Server } from 'node:http';
import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeDBClustersCommand } from '@aws-sdk/client-rds';
import { ConfigReader } from '@backstage/config';
import { StandardRetryStrategy } from '@smithy/core/retry';
import { portOf } from '../testing/servers/portOf';
import { testEnvironment } from '../testing/databases/testEnvironment';
import { AwsClients } from './AwsClients';

const config = new ConfigReader({
  aws: {
    accounts: ['444444444444', '222222222222'].map(accountId => ({
      accountId,
      accessKeyId: accountId,
      secretAccessKey: 'not-a-secret',
    })),
  },
});

describe('clients of AWS', () => {
  let server: Server;
  let requests = 0;
  let endpoint: string;

  beforeAll(async () => {
    server = createServer((_, response) => {
      requests += 1;
      response.writeHead(503).end();
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    endpoint = `http://127.0.0.1:${portOf(server)}`;
  });
  beforeEach(() => {
    requests = 0;
  });
  afterAll(
    () =>
      new Promise(resolve => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  );

  it('of one account and region share a budget of retries, and others have their own', async () => {
    const clients = AwsClients.fromConfig(config);
    const prod = testEnvironment('prod', { endpoint });
    const dev = testEnvironment('dev', { endpoint });
    const shared = await clients.rds(prod).config.retryStrategy();
    expect(shared).toBeInstanceOf(StandardRetryStrategy);
    expect(await clients.cloudWatch(prod).config.retryStrategy()).toBe(shared);
    expect(await clients.cloudFormation(prod).config.retryStrategy()).toBe(
      shared,
    );
    expect(await clients.rds(dev).config.retryStrategy()).not.toBe(shared);
    clients.destroy();
  });

  it('stop retrying calls to any service after the account has used its budget', async () => {
    const clients = AwsClients.fromConfig(config);
    const prod = testEnvironment('prod', { endpoint });
    const callAll = () => [
      clients.rds(prod).send(new DescribeDBClustersCommand({})),
      clients.cloudWatch(prod).send(new DescribeAlarmsCommand({})),
      clients.cloudFormation(prod).send(new DescribeStacksCommand({})),
    ];
    // The SDK's budget is 500 tokens, of which a retry after a server's error takes 10.
    await Promise.allSettled(Array.from({ length: 10 }, callAll).flat());
    requests = 0;
    await Promise.allSettled(callAll());
    expect(requests).toBe(3);
    clients.destroy();
  });
});
