import { createServer, type Server } from 'node:http';
import { DescribeDBClustersCommand } from '@aws-sdk/client-rds';
import { ConfigReader } from '@backstage/config';
import { testEnvironment } from '../testing/databases/testEnvironment';
import { portOf } from '../testing/servers/portOf';
import { AwsClients } from './AwsClients';
import { callAws } from './awsErrors';

const { accountId } = testEnvironment('dev');
const configWith = (account: Record<string, string>) =>
  new ConfigReader({
    aws: {
      mainAccount: { accessKeyId: 'portal', secretAccessKey: 'not-a-secret' },
      accounts: [{ accountId, roleName: 'aurora-db', ...account }],
    },
  });

describe('the credentials of an account', () => {
  let server: Server;
  let endpoint: string;
  const before = process.env.AWS_ENDPOINT_URL_STS;

  beforeEach(async () => {
    // Accepts connections, and never answers.
    server = createServer(() => {});
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    endpoint = `http://127.0.0.1:${portOf(server)}`;
    process.env.AWS_ENDPOINT_URL_STS = endpoint;
  });
  const close = () =>
    new Promise(resolve => {
      server.close(resolve);
      server.closeAllConnections();
    });
  afterEach(async () => {
    await close();
    delete process.env.AWS_ENDPOINT_URL_STS;
    if (before) {
      process.env.AWS_ENDPOINT_URL_STS = before;
    }
  });

  const call = async (config: ConfigReader, requestTimeoutMs?: number) => {
    const clients = AwsClients.fromConfig(config, { requestTimeoutMs });
    // A call that would succeed as far as the network is concerned.
    const dev = testEnvironment('dev', { endpoint });
    const error: unknown = await callAws(dev, 'rds:DescribeDBClusters', () =>
      clients.rds(dev).send(new DescribeDBClustersCommand({})),
    ).catch(caught => caught);
    clients.destroy();
    return error;
  };

  it('names STS and its host if nothing listens there', async () => {
    await close();
    expect(await call(configWith({}))).toMatchObject({
      name: 'ServiceUnavailableError',
      reason: 'unreachable',
      message:
        'AWS STS at sts.us-east-1.amazonaws.com cannot be reached for the credentials of account 222222222222 (dev): ECONNREFUSED. Allow the backend to connect to sts.us-east-1.amazonaws.com, or set aws.accounts[].region of the account to a region whose STS it can reach',
    });
  });

  it('names the regional STS of the account if STS is silent', async () => {
    expect(await call(configWith({ region: 'cn-north-1' }), 200)).toMatchObject(
      {
        reason: 'unreachable',
        messages: [
          {
            code: 'error.stsUnreachable',
            params: {
              host: 'sts.cn-north-1.amazonaws.com.cn',
              answer: 'ETIMEDOUT',
            },
          },
        ],
      },
    );
  });
});
