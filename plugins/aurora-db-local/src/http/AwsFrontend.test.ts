import { gzipSync } from 'node:zlib';
import { cbor as codec, dateToTag } from '@smithy/core/cbor';
import { authorizationFor, sendRaw } from '../testing/sendRaw';
import { startEndpoint, type TestEndpoint } from '../testing/startEndpoint';

const form = 'application/x-www-form-urlencoded';

describe('the endpoint on the wire', () => {
  let endpoint: TestEndpoint;

  beforeAll(async () => {
    endpoint = await startEndpoint();
  });

  afterAll(() => endpoint.stop());

  const query = (
    service: string,
    body: string,
    headers: Record<string, string> = {},
  ) =>
    sendRaw(endpoint.url, {
      headers: {
        'content-type': form,
        authorization: authorizationFor(service),
        ...headers,
      },
      body,
    });

  const json = (
    operation: string,
    body: string,
    headers: Record<string, string> = {},
  ) =>
    sendRaw(endpoint.url, {
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `secretsmanager.${operation}`,
        authorization: authorizationFor('secretsmanager'),
        ...headers,
      },
      body,
    });

  const cbor = (operation: string, body: Uint8Array) =>
    sendRaw(
      `${endpoint.url}/service/GraniteServiceVersion20100801/operation/${operation}`,
      {
        headers: {
          'content-type': 'application/cbor',
          'smithy-protocol': 'rpc-v2-cbor',
          authorization: authorizationFor('monitoring'),
        },
        body,
      },
    );

  describe('query protocol', () => {
    it('answers with the result, the namespace, and the request id of its header', async () => {
      const { statusCode, headers, body } = await query(
        'sts',
        'Action=GetCallerIdentity&Version=2011-06-15',
      );
      expect(statusCode).toBe(200);
      expect(headers['content-type']).toBe('text/xml');
      expect(body.toString()).toMatch(
        /<GetCallerIdentityResponse xmlns="https:\/\/sts\.amazonaws\.com\/doc\/2011-06-15\/"><GetCallerIdentityResult>.*<Account>123456789012<\/Account>/,
      );
      expect(body.toString()).toContain(
        `<RequestId>${headers['x-amzn-requestid']}</RequestId>`,
      );
    });

    it('takes the parameters of a POST without a body from the URL', async () => {
      const { body } = await sendRaw(
        `${endpoint.url}/?Action=GetCallerIdentity`,
        { headers: { authorization: authorizationFor('sts') } },
      );
      expect(body.toString()).toContain('<Account>123456789012</Account>');
    });

    it.each([
      [
        'an unknown operation',
        'Action=Nonsense&Version=2014-10-31',
        400,
        'InvalidAction',
      ],
      [
        'an operation named like an object member',
        'Action=constructor',
        400,
        'InvalidAction',
      ],
      ['no operation', 'Version=2014-10-31', 400, 'MissingAction'],
      ['nothing at all', '', 400, 'MissingAction'],
    ])('refuses %s as AWS does', async (_, body, status, code) => {
      const answer = await query('sts', body);
      expect(answer.statusCode).toBe(status);
      expect(answer.body.toString()).toMatch(
        new RegExp(
          `<ErrorResponse .*<Type>Sender</Type><Code>${code}</Code><Message>[^<]+</Message>`,
        ),
      );
    });

    it("escapes markup in a caller's input", async () => {
      const { body } = await query(
        'sts',
        `Action=${encodeURIComponent('<b>')}`,
      );
      expect(body.toString()).toContain('&lt;b&gt;');
      expect(body.toString()).not.toContain('<b>');
    });

    it("uses EC2's own error format for EC2", async () => {
      const { statusCode, body } = await query(
        'ec2',
        'Action=DescribeSubnets&SubnetId.1=subnet-gone',
      );
      expect(statusCode).toBe(400);
      expect(body.toString()).toMatch(
        /<Response><Errors><Error><Code>InvalidSubnetID\.NotFound<\/Code>.*<\/Errors><RequestID>/,
      );
    });
  });

  describe('JSON protocol', () => {
    it('renders timestamps as epoch seconds', async () => {
      await json(
        'CreateSecret',
        JSON.stringify({ Name: 'dated', SecretString: 'x' }),
      );
      const { body } = await json('DescribeSecret', '{"SecretId":"dated"}');
      const { CreatedDate } = JSON.parse(body.toString());
      expect(Math.abs(CreatedDate - Date.now() / 1000)).toBeLessThan(60);
    });

    it.each([
      ['a broken body', 'ListSecrets', '{"a":', 400, 'SerializationException'],
      [
        'a body that is no object',
        'ListSecrets',
        '[1]',
        400,
        'SerializationException',
      ],
      [
        'an unknown operation',
        'Nonsense',
        '{}',
        404,
        'UnknownOperationException',
      ],
      [
        'a missing member',
        'DescribeSecret',
        '{}',
        400,
        'InvalidParameterException',
      ],
    ])('refuses %s as AWS does', async (_, operation, body, status, code) => {
      const answer = await json(operation, body);
      expect(answer.statusCode).toBe(status);
      expect(JSON.parse(answer.body.toString())).toMatchObject({
        __type: code,
        message: expect.any(String),
      });
      expect(answer.headers['x-amzn-errortype']).toBe(code);
    });

    it('unpacks a gzip body', async () => {
      const { statusCode, body } = await sendRaw(endpoint.url, {
        headers: {
          'content-type': 'application/x-amz-json-1.1',
          'content-encoding': 'gzip',
          'x-amz-target': 'secretsmanager.GetRandomPassword',
          authorization: authorizationFor('secretsmanager'),
        },
        body: gzipSync('{"PasswordLength":50}'),
      });
      expect(statusCode).toBe(200);
      expect(JSON.parse(body.toString()).RandomPassword).toHaveLength(50);
    });

    it.each([
      ['claims to be gzip and is not', Buffer.from('{}'), 400],
      ['is too large', Buffer.alloc(3 * 1024 * 1024, 'x'), 413],
      [
        'is too large once unpacked',
        gzipSync(Buffer.alloc(50 * 1024 * 1024)),
        413,
      ],
    ])('refuses a body that %s', async (name, body, status) => {
      const encoding: Record<string, string> =
        name === 'is too large' ? {} : { 'content-encoding': 'gzip' };
      const answer = await sendRaw(endpoint.url, {
        headers: {
          'x-amz-target': 'secretsmanager.ListSecrets',
          authorization: authorizationFor('secretsmanager'),
          ...encoding,
        },
        body,
      });
      expect(answer.statusCode).toBe(status);
    });
  });

  describe('CBOR protocol', () => {
    it('refuses an unknown operation in CBOR', async () => {
      const { statusCode, headers, body } = await cbor(
        'Nonsense',
        codec.serialize({}),
      );
      expect(statusCode).toBe(404);
      expect(headers['smithy-protocol']).toBe('rpc-v2-cbor');
      expect(headers['x-amzn-query-error']).toBe(
        'UnknownOperationException;Sender',
      );
      expect(codec.deserialize(body)).toMatchObject({
        __type: 'UnknownOperationException',
      });
    });

    it('reads times, fractions and big integers as the clients of AWS write them', async () => {
      const minute = new Date(Math.floor(Date.now() / 60_000) * 60_000);
      const { statusCode } = await cbor(
        'PutMetricData',
        codec.serialize({
          Namespace: 'Wire',
          MetricData: [
            { MetricName: 'Fraction', Value: 0.25, Timestamp: minute },
            { MetricName: 'Big', Value: 2n ** 60n, Timestamp: minute },
          ].map(({ Timestamp, ...datum }) => ({
            ...datum,
            Timestamp: dateToTag(Timestamp),
          })),
        }),
      );
      expect(statusCode).toBe(200);
      const { body } = await cbor(
        'GetMetricData',
        codec.serialize({
          StartTime: dateToTag(minute),
          EndTime: dateToTag(new Date(minute.getTime() + 60_000)),
          MetricDataQueries: ['Fraction', 'Big'].map(MetricName => ({
            Id: MetricName.toLowerCase(),
            MetricStat: {
              Metric: { Namespace: 'Wire', MetricName },
              Period: 60,
              Stat: 'Maximum',
            },
          })),
        }),
      );
      expect(codec.deserialize(body)).toMatchObject({
        MetricDataResults: [
          { Timestamps: [dateToTag(minute)], Values: [0.25] },
          { Timestamps: [dateToTag(minute)], Values: [2 ** 60] },
        ],
      });
    });

    it.each([
      ['text', Buffer.from('text')],
      ['a list', codec.serialize([1])],
      ['half a map', codec.serialize({ Namespace: 'Wire' }).subarray(0, -2)],
      ['lists in lists without end', Buffer.alloc(100_000, 0x81)],
      ['a list of 4 billion elements', Buffer.from('9affffffff', 'hex')],
    ])('refuses a body that is %s', async (_, body) => {
      const { statusCode, body: answer } = await cbor('ListMetrics', body);
      expect(statusCode).toBe(400);
      expect(codec.deserialize(answer)).toMatchObject({
        message: 'The body is not a CBOR map.',
      });
    });
  });

  describe('caller', () => {
    it.each([
      ['twelve digits name the account', '210987654321', '210987654321'],
      [
        'any other key belongs to account 000000000000',
        'AKIAIOSFODNN7EXAMPLE',
        '000000000000',
      ],
    ])('%s', async (_, accessKeyId, account) => {
      const { body } = await query('sts', 'Action=GetCallerIdentity', {
        authorization: authorizationFor('sts', accessKeyId),
      });
      expect(body.toString()).toContain(`<Account>${account}</Account>`);
    });

    it.each([
      ['an unsigned query', {}, 403, /<Code>MissingAuthenticationToken</],
      [
        'an unsigned JSON call',
        { 'x-amz-target': 'a.ListSecrets' },
        400,
        /MissingAuthenticationTokenException/,
      ],
      [
        'a signature without credential',
        { authorization: 'AWS4-HMAC-SHA256 nothing' },
        400,
        /<Code>IncompleteSignature</,
      ],
      [
        'a credential without service',
        { authorization: 'AWS4-HMAC-SHA256 Credential=A/B/C' },
        400,
        /IncompleteSignature/,
      ],
    ])(
      'refuses %s',
      async (_, headers: Record<string, string>, status, pattern) => {
        const answer = await sendRaw(endpoint.url, {
          headers,
          body: 'Action=GetCallerIdentity',
        });
        expect(answer.statusCode).toBe(status);
        expect(answer.body.toString()).toMatch(pattern);
      },
    );
  });
});
