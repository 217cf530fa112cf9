import { authorizationFor, sendRaw } from '../testing/sendRaw';
import { startEndpoint, type TestEndpoint } from '../testing/startEndpoint';

const form = 'application/x-www-form-urlencoded';
const credential = encodeURIComponent(
  '123456789012/20260101/ap-northeast-1/sns/aws4_request',
);
const createTopic = 'Action=CreateTopic&Name=foreign&Version=2010-03-31';

/**
 * The headers that browsers add to a request of a page at http://127.0.0.1:<another port> or
 * elsewhere.
 */
const foreignPages: [what: string, headers: Record<string, string>][] = [
  ['a page of another site', { 'sec-fetch-site': 'cross-site' }],
  ['a page at another port', { 'sec-fetch-site': 'same-site' }],
  ['a page whose browser tells its origin', { origin: 'http://evil.example' }],
  [
    'a page at another port whose browser tells its origin',
    { origin: 'http://127.0.0.1:3000' },
  ],
  ['a sandboxed page', { origin: 'null' }],
  [
    'a page whose name resolves to loopback',
    { host: 'evil.example:4570', 'sec-fetch-site': 'same-origin' },
  ],
];

describe('requests that web pages make', () => {
  let endpoint: TestEndpoint;

  const faults = (
    method: string,
    rules?: unknown,
    headers?: Record<string, string>,
  ) =>
    sendRaw(`${endpoint.url}/_aurora-local/faults`, {
      method,
      headers,
      body: rules === undefined ? undefined : JSON.stringify(rules),
    });

  beforeAll(async () => {
    endpoint = await startEndpoint();
    await faults('POST', [{ service: 'none', kind: 'throttle' }]);
  });

  afterAll(() => endpoint.stop());

  /** The state that a page would change. */
  const state = async () => {
    const topics = await sendRaw(endpoint.url, {
      headers: { authorization: authorizationFor('sns') },
      body: 'Action=ListTopics&Version=2010-03-31',
    });
    const { rules } = JSON.parse((await faults('GET')).body.toString());
    return {
      topics: topics.body.toString().match(/<TopicArn>[^<]+/g) ?? [],
      rules: rules.length,
    };
  };

  describe.each(foreignPages)('of %s', (_, headers) => {
    it('are refused, whatever they ask for, and change nothing', async () => {
      const call = await sendRaw(endpoint.url, {
        headers: {
          'content-type': form,
          authorization: authorizationFor('sns'),
          ...headers,
        },
        body: createTopic,
      });
      const deleted = await faults('DELETE', undefined, headers);
      const reset = await sendRaw(`${endpoint.url}/_aurora-local/reset`, {
        headers,
      });
      const health = await sendRaw(`${endpoint.url}/_aurora-local/health`, {
        method: 'GET',
        headers,
      });
      expect(
        [call, deleted, reset, health].map(({ statusCode }) => statusCode),
      ).toEqual([403, 403, 403, 403]);
      expect(JSON.parse(call.body.toString()).message).toMatch(
        /^aurora-db-local answers .+\./,
      );
      expect(await state()).toEqual({ topics: [], rules: 1 });
    });
  });

  it.each(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS'])(
    'by %s are refused in the protocol of AWS, even when they are signed, and change nothing',
    async method => {
      const answer = await sendRaw(`${endpoint.url}/?${createTopic}`, {
        method,
        headers: { authorization: authorizationFor('sns') },
      });
      expect(answer.statusCode).toBe(405);
      expect(answer.headers.allow).toBe('POST');
      expect(answer.body.toString()).toMatch(
        method === 'HEAD'
          ? /^$/
          : /<Code>MethodNotAllowed<\/Code><Message>[^<]+by POST only[^<]+<\/Message>/,
      );
      expect(await state()).toEqual({ topics: [], rules: 1 });
    },
  );

  it.each([
    ['JSON', '/', { 'x-amz-target': 'secretsmanager.ListSecrets' }],
    [
      'CBOR',
      '/service/GraniteServiceVersion20100801/operation/ListMetrics',
      {},
    ],
  ])(
    'by GET are refused in the %s protocol too',
    async (_, path, headers: Record<string, string>) => {
      const answer = await sendRaw(`${endpoint.url}${path}`, {
        method: 'GET',
        headers: { authorization: authorizationFor('monitoring'), ...headers },
      });
      expect(answer.statusCode).toBe(405);
      expect(answer.body.toString()).toContain('MethodNotAllowed');
    },
  );

  it.each([
    ['without a signature', 'GET', {}],
    [
      'with a credential in the URL',
      'GET',
      {},
      `?X-Amz-Credential=${credential.replace('/sns/', '/s3/')}`,
    ],
    ['by another method', 'OPTIONS', { authorization: authorizationFor('s3') }],
    ['by another method', 'PATCH', { authorization: authorizationFor('s3') }],
    ['for another service', 'PUT', { authorization: authorizationFor('sns') }],
    [
      'with a password of a link',
      'GET',
      { authorization: 'Basic Q3JlZGVudGlhbD0vczMv' },
    ],
  ])(
    'for S3 %s (%s) are refused',
    async (_, method, headers: Record<string, string>, query = '') => {
      const answer = await sendRaw(`${endpoint.url}/bucket/key${query}`, {
        method,
        headers,
      });
      expect(answer.statusCode).toBe(405);
    },
  );

  it.each([
    [{ origin: 'http://127.0.0.1:8080' }],
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ host: 'rebound.example' }],
  ])('for S3 with %j are refused although they are signed', async headers => {
    const answer = await sendRaw(`${endpoint.url}/`, {
      method: 'GET',
      headers: { authorization: authorizationFor('s3'), ...headers },
    });
    expect(answer.statusCode).toBe(403);
    expect(answer.body.toString()).toMatch(/aurora-db-local answers /);
  });

  it('of browsers that send no headers have no signature, because a credential in the URL does not count', async () => {
    const answers = await Promise.all(
      [
        [`/?X-Amz-Credential=${credential}&${createTopic}`, ''],
        [`/?X-Amz-Credential=${credential}`, createTopic],
        ['/', `X-Amz-Credential=${credential}&${createTopic}`],
      ].map(([path, body]) =>
        sendRaw(`${endpoint.url}${path}`, {
          headers: { 'content-type': form },
          body,
        }),
      ),
    );
    for (const { statusCode, body } of answers) {
      expect(statusCode).toBe(403);
      expect(body.toString()).toContain(
        '<Code>MissingAuthenticationToken</Code>',
      );
    }
    expect(await state()).toEqual({ topics: [], rules: 1 });
  });

  it('by a form with an operation in its fields reach no other protocol', async () => {
    const { statusCode } = await sendRaw(
      `${endpoint.url}/service/GraniteServiceVersion20100801/operation/DeleteAlarms`,
      { headers: { 'content-type': 'text/plain' }, body: 'a=b' },
    );
    expect(statusCode).toBe(400);
  });

  it.each(['127.0.0.1', '127.0.0.2', 'localhost', 'LOCALHOST', '[::1]'])(
    'are told from those of programs, which are answered at %s',
    async name => {
      const { statusCode } = await sendRaw(endpoint.url, {
        headers: {
          'content-type': form,
          authorization: authorizationFor('sts'),
          host: `${name}:${endpoint.port}`,
        },
        body: 'Action=GetCallerIdentity',
      });
      expect(statusCode).toBe(200);
    },
  );

  it.each([
    ['an address typed into a browser', { 'sec-fetch-site': 'none' }],
    ['the endpoint itself', { 'sec-fetch-site': 'same-origin' }],
  ])(
    'are told from those of %s, which are answered',
    async (_, headers: Record<string, string>) => {
      const { statusCode } = await sendRaw(
        `${endpoint.url}/_aurora-local/health`,
        { method: 'GET', headers },
      );
      expect(statusCode).toBe(200);
    },
  );
});
