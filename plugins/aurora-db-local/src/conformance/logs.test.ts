import { authorizationFor, sendRaw } from '../testing/sendRaw';
import { endpoints, type JudgedEndpoint } from './endpoints';

jest.setTimeout(180_000);

const logGroupName = '/aws/rds/cluster/conformance/postgresql';

// Without an SDK, because the test compares the JSON protocol.
describe.each(endpoints)('CloudWatch Logs of $name', ({ start }) => {
  let endpoint: JudgedEndpoint;

  beforeAll(async () => {
    endpoint = await start();
  });

  afterAll(() => endpoint?.stop());

  async function call(operation: string, input: object) {
    const { statusCode, body } = await sendRaw(endpoint.url, {
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `Logs_20140328.${operation}`,
        authorization: authorizationFor('logs'),
      },
      body: JSON.stringify(input),
    });
    return {
      statusCode,
      body: body.length > 0 ? JSON.parse(body.toString()) : {},
    };
  }

  it('creates a log group, sets its retention, describes and deletes it', async () => {
    expect((await call('CreateLogGroup', { logGroupName })).statusCode).toBe(
      200,
    );
    await call('PutRetentionPolicy', { logGroupName, retentionInDays: 30 });
    const { body } = await call('DescribeLogGroups', {
      logGroupNamePrefix: '/aws/rds/cluster/conf',
    });
    expect(body.logGroups).toMatchObject([
      {
        logGroupName,
        retentionInDays: 30,
        arn: expect.stringMatching(
          /^arn:aws:logs:ap-northeast-1:123456789012:log-group:.*:\*$/,
        ),
        creationTime: expect.any(Number),
        metricFilterCount: 0,
        storedBytes: 0,
      },
    ]);
    expect((await call('DeleteLogGroup', { logGroupName })).statusCode).toBe(
      200,
    );
    expect(
      (await call('DescribeLogGroups', { logGroupNamePrefix: '/aws/rds' })).body
        .logGroups,
    ).toEqual([]);
  });

  it('refuses invalid requests as AWS does', async () => {
    await call('CreateLogGroup', { logGroupName: 'twice' });
    const refusal = (type: string) => ({
      statusCode: 400,
      body: { __type: type, message: expect.any(String) },
    });
    expect(await call('CreateLogGroup', { logGroupName: 'twice' })).toEqual(
      refusal('ResourceAlreadyExistsException'),
    );
    for (const operation of ['DeleteLogGroup', 'DeleteRetentionPolicy']) {
      expect(await call(operation, { logGroupName: 'gone' })).toEqual(
        refusal('ResourceNotFoundException'),
      );
    }
    expect(
      await call('PutRetentionPolicy', {
        logGroupName: 'gone',
        retentionInDays: 30,
      }),
    ).toEqual(refusal('ResourceNotFoundException'));
  });
});
