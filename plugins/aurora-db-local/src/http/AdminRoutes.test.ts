import { X509Certificate } from 'node:crypto';
import { STSClient, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { EC2Client, DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import {
  CreateSecretCommand,
  ListSecretsCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { sendRaw } from '../testing/sendRaw';
import { startEndpoint, type TestEndpoint } from '../testing/startEndpoint';

describe('admin routes', () => {
  let endpoint: TestEndpoint;
  let sts: STSClient;
  /** Waits only briefly for an answer. */
  let hasty: STSClient;
  let secrets: SecretsManagerClient;

  beforeAll(async () => {
    endpoint = await startEndpoint();
    sts = new STSClient(endpoint.clientConfig());
    hasty = new STSClient({
      ...endpoint.clientConfig(),
      requestHandler: new NodeHttpHandler({
        requestTimeout: 500,
        throwOnRequestTimeout: true,
      }),
    });
    secrets = new SecretsManagerClient(endpoint.clientConfig());
  });

  afterEach(() => admin('DELETE', 'faults'));

  afterAll(() => endpoint.stop());

  async function admin(method: string, route: string, body?: unknown) {
    const answer = await sendRaw(`${endpoint.url}/_aurora-local/${route}`, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return {
      status: answer.statusCode,
      body: JSON.parse(answer.body.toString()),
    };
  }

  const identify = (client = sts) =>
    client.send(new GetCallerIdentityCommand({}));

  describe('faults', () => {
    it.each([
      ['throttle', { name: 'Throttling', $metadata: { httpStatusCode: 400 } }],
      [
        'error500',
        { name: 'InternalFailure', $metadata: { httpStatusCode: 500 } },
      ],
      [
        'expiredToken',
        { name: 'ExpiredToken', $metadata: { httpStatusCode: 403 } },
      ],
      [
        'accessDenied',
        {
          name: 'AccessDenied',
          message: expect.stringContaining(
            'is not authorized to perform: sts:GetCallerIdentity',
          ),
        },
      ],
      ['reset', { message: expect.stringContaining('ECONNRESET') }],
      ['timeout', { name: 'TimeoutError' }],
    ])(
      '%s reaches an SDK client as it would from AWS',
      async (kind, expected) => {
        await admin('POST', 'faults', [{ service: 'sts', kind, count: 1 }]);
        // Each fault affects the next call. Only an answer that never comes needs a client with a
        // timeout.
        await expect(
          identify(kind === 'timeout' ? hasty : sts),
        ).rejects.toMatchObject(expected);
        await expect(identify()).resolves.toMatchObject({
          Account: '123456789012',
        });
      },
    );

    it('malformed gives an answer that no client can parse', async () => {
      await admin('POST', 'faults', [
        { service: 'secretsmanager', kind: 'malformed', count: 1 },
      ]);
      await expect(secrets.send(new ListSecretsCommand({}))).rejects.toThrow(
        /Deserialization|JSON|Unexpected/,
      );
    });

    it('errors have the format of each protocol', async () => {
      await admin('POST', 'faults', [{ kind: 'throttle' }]);
      await expect(
        secrets.send(new ListSecretsCommand({})),
      ).rejects.toMatchObject({ name: 'ThrottlingException' });
      await expect(
        new EC2Client(endpoint.clientConfig()).send(
          new DescribeVpcsCommand({}),
        ),
      ).rejects.toMatchObject({
        name: 'RequestLimitExceeded',
        $metadata: { httpStatusCode: 503 },
      });
    });

    it('slow delays a correct answer', async () => {
      await admin('POST', 'faults', [
        {
          operation: 'GetCallerIdentity',
          kind: 'slow',
          delayMs: 200,
          count: 1,
        },
      ]);
      const startedAt = Date.now();
      await expect(identify()).resolves.toMatchObject({
        Account: '123456789012',
      });
      expect(Date.now() - startedAt).toBeGreaterThanOrEqual(195);
    });

    it('affect only the operations that they name', async () => {
      await admin('POST', 'faults', [
        { service: 'sts', operation: 'AssumeRole', kind: 'throttle' },
        { service: 'rds', kind: 'throttle' },
      ]);
      await expect(identify()).resolves.toBeDefined();
    });

    it('affect only the account that they name', async () => {
      await admin('POST', 'faults', [
        { accountId: '210987654321', kind: 'throttle' },
      ]);
      await expect(identify()).resolves.toBeDefined();
      const other = new STSClient(endpoint.clientConfig('210987654321'));
      await expect(
        other.send(new GetCallerIdentityCommand({})),
      ).rejects.toMatchObject({ name: 'Throttling' });
    });

    it('affect about as many calls as their rate says', async () => {
      await admin('POST', 'faults', [
        { service: 'sts', kind: 'throttle', rate: 0.5 },
      ]);
      const outcomes = await Promise.all(
        Array.from({ length: 200 }, () =>
          identify().then(
            () => 'answered',
            (error: Error) => error.name,
          ),
        ),
      );
      expect(new Set(outcomes)).toEqual(new Set(['answered', 'Throttling']));
      const struck = outcomes.filter(name => name === 'Throttling').length;
      // Of 200 calls, fewer than 50 or more than 150 has a probability below 1 in 10^12.
      expect(struck).toBeGreaterThan(50);
      expect(struck).toBeLessThan(150);
    });

    it('with when: after execute the call and lose its answer', async () => {
      await admin('POST', 'faults', [
        {
          operation: 'CreateSecret',
          kind: 'error500',
          when: 'after',
          count: 1,
        },
      ]);
      const create = () =>
        secrets.send(
          new CreateSecretCommand({ Name: 'lost-answer', SecretString: 'x' }),
        );
      await expect(create()).rejects.toMatchObject({ name: 'InternalFailure' });
      await expect(create()).rejects.toMatchObject({
        name: 'ResourceExistsException',
      });
    });

    it.each([
      ['a kind that there is not', [{ kind: 'explode' }], /kind/],
      [
        'an unknown member',
        [{ kind: 'throttle', services: 'rds' }],
        /services/,
      ],
      ['slow without delay', [{ kind: 'slow' }], /delayMs/],
      [
        'rate together with count',
        [{ kind: 'throttle', rate: 1, count: 1 }],
        /rate/,
      ],
      [
        'throttling after the call',
        [{ kind: 'throttle', when: 'after' }],
        /when/,
      ],
      ['no list', { kind: 'throttle' }, /array/],
    ])('refuse %s and keep the previous rules', async (_, rules, message) => {
      await admin('POST', 'faults', [{ service: 'rds', kind: 'reset' }]);
      const answer = await admin('POST', 'faults', rules);
      expect(answer).toMatchObject({
        status: 400,
        body: { message: expect.stringMatching(message) },
      });
      expect((await admin('GET', 'faults')).body.rules).toMatchObject([
        { service: 'rds', kind: 'reset' },
      ]);
    });
  });

  describe('calls', () => {
    it('counts by account, service and operation, lists unknown operations, and shows no bodies', async () => {
      await admin('DELETE', 'calls');
      await identify();
      await new STSClient(endpoint.clientConfig('999999999999')).send(
        new GetCallerIdentityCommand({}),
      );
      await secrets.send(
        new CreateSecretCommand({
          Name: 'seen',
          SecretString: 'do-not-show-me',
        }),
      );
      await sendRaw(`${endpoint.url}/?Action=Nonsense`, {
        headers: {
          authorization:
            'AWS4-HMAC-SHA256 Credential=1/20260101/eu-west-1/rds/aws4_request',
        },
      });

      const { body } = await admin('GET', 'calls');
      expect(body.total).toBe(4);
      expect(body.counts).toEqual(
        expect.arrayContaining([
          {
            accountId: '123456789012',
            service: 'sts',
            operation: 'GetCallerIdentity',
            count: 1,
            errors: 0,
          },
          {
            accountId: '999999999999',
            service: 'sts',
            operation: 'GetCallerIdentity',
            count: 1,
            errors: 0,
          },
          {
            accountId: '000000000000',
            service: 'rds',
            operation: 'Nonsense',
            count: 1,
            errors: 1,
          },
        ]),
      );
      expect(body.unknown).toEqual([
        { service: 'rds', operation: 'Nonsense', count: 1 },
      ]);
      expect(body.recent[0]).toMatchObject({
        operation: 'GetCallerIdentity',
        protocol: 'query',
        statusCode: 200,
      });
      expect(JSON.stringify(body)).not.toContain('do-not-show-me');
    });
  });

  it('health names the services', async () => {
    const { status, body } = await admin('GET', 'health');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'ok',
      services: expect.arrayContaining(['sts', 'secretsmanager', 'ec2']),
    });
  });

  it('ca.pem is a certificate authority', async () => {
    const { headers, body } = await sendRaw(
      `${endpoint.url}/_aurora-local/ca.pem`,
      { method: 'GET' },
    );
    expect(headers['content-type']).toBe('application/x-pem-file');
    expect(new X509Certificate(body).ca).toBe(true);
  });

  it('messages shows what was published to topics', async () => {
    const context = {
      accountId: '123456789012',
      region: 'ap-northeast-1',
      requestId: 'test',
      principalArn: 'arn:aws:iam::123456789012:root',
    };
    const { TopicArn } = await endpoint.services.call(
      'sns',
      'CreateTopic',
      { Name: 'alarms' },
      context,
    );
    await endpoint.services.call(
      'sns',
      'Publish',
      { TopicArn, Subject: 'ALARM', Message: '{}' },
      context,
    );
    expect((await admin('GET', 'messages')).body.messages).toMatchObject([
      { topicArn: TopicArn, subject: 'ALARM', message: '{}' },
    ]);
  });

  it('reset forgets state, faults and calls', async () => {
    await secrets.send(
      new CreateSecretCommand({ Name: 'forgotten', SecretString: 'x' }),
    );
    await admin('POST', 'faults', [{ service: 'rds', kind: 'reset' }]);
    expect(await admin('POST', 'reset')).toEqual({
      status: 200,
      body: { status: 'reset' },
    });
    expect((await admin('GET', 'faults')).body.rules).toEqual([]);
    expect((await admin('GET', 'calls')).body.total).toBe(0);
    expect((await secrets.send(new ListSecretsCommand({}))).SecretList).toEqual(
      [],
    );
  });

  it('an unknown route lists the existing routes', async () => {
    const { status, body } = await admin('GET', 'nonsense');
    expect(status).toBe(404);
    expect(body.message).toContain('POST /_aurora-local/faults');
  });
});
