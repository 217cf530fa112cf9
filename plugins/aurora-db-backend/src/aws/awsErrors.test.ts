import { AwsUnavailableError } from '../ports/errors/AwsUnavailableError';
import { QuotaExceededError } from '../ports/errors/QuotaExceededError';
import { testEnvironment } from '../testing/databases/testEnvironment';
import { callAws } from './awsErrors';

const environment = testEnvironment('dev', {
  endpoint: 'http://127.0.0.1:4570',
});

/** As the SDK throws it. */
function sdkError(
  name: string,
  message: string,
  more: Record<string, unknown> = {},
): Error {
  return Object.assign(new Error(message), {
    name,
    $fault: 'client',
    $metadata: { httpStatusCode: 400 },
    ...more,
  });
}

const fail = (error: Error) =>
  callAws(environment, 'rds:DescribeDBClusters', async () => {
    throw error;
  });

describe('callAws', () => {
  it.each([
    [
      sdkError('InvalidClientTokenId', 'The security token is invalid'),
      'credentials',
      'The credentials for account 222222222222 (dev, ap-northeast-1) were refused: InvalidClientTokenId: The security token is invalid. Check aws.accounts in app-config for account 222222222222',
    ],
    [
      sdkError('ExpiredToken', 'The security token is expired.'),
      'credentials',
      'The credentials for account 222222222222 (dev, ap-northeast-1) were refused: ExpiredToken: The security token is expired. Check aws.accounts in app-config for account 222222222222',
    ],
    [
      Object.assign(new Error('Could not load credentials'), {
        name: 'CredentialsProviderError',
      }),
      'credentials',
      'The credentials for account 222222222222 (dev, ap-northeast-1) were refused: CredentialsProviderError: Could not load credentials. Check aws.accounts in app-config for account 222222222222',
    ],
    [
      sdkError(
        'AccessDenied',
        'User: a is not authorized to perform: sts:AssumeRole on resource: b',
      ),
      'credentials',
      'The credentials for account 222222222222 (dev, ap-northeast-1) lack the permission sts:AssumeRole: User: a is not authorized to perform: sts:AssumeRole on resource: b. Allow the action in the policy of the portal’s role in that account',
    ],
    [
      sdkError(
        'AccessDenied',
        'User: a is not authorized to perform: rds:DescribeDBClusters',
      ),
      'access-denied',
      'The credentials for account 222222222222 (dev, ap-northeast-1) lack the permission rds:DescribeDBClusters: User: a is not authorized to perform: rds:DescribeDBClusters. Allow the action in the policy of the portal’s role in that account',
    ],
    [
      sdkError('Throttling', 'Rate exceeded'),
      'throttled',
      'AWS is throttling rds:DescribeDBClusters in account 222222222222 (dev, ap-northeast-1). Try again in a minute',
    ],
    [
      Object.assign(new Error('connect ECONNREFUSED'), {
        code: 'ECONNREFUSED',
      }),
      'unreachable',
      'http://127.0.0.1:4570 cannot be reached for rds:DescribeDBClusters (ECONNREFUSED). Check the network and auroraDb.environments.dev.endpoint',
    ],
    // Answers of other servers and of proxies, as the SDK reads them.
    [
      sdkError('NotFound', 'Unknown', { $metadata: { httpStatusCode: 404 } }),
      'unreachable',
      'http://127.0.0.1:4570 cannot be reached for rds:DescribeDBClusters (HTTP 404). Check the network and auroraDb.environments.dev.endpoint',
    ],
    [
      sdkError('Unknown', 'UnknownError', {
        $metadata: { httpStatusCode: 403 },
      }),
      'unreachable',
      'http://127.0.0.1:4570 cannot be reached for rds:DescribeDBClusters (HTTP 403). Check the network and auroraDb.environments.dev.endpoint',
    ],
    [
      sdkError('InternalFailure', 'Oops', {
        $fault: 'server',
        $metadata: { httpStatusCode: 500 },
      }),
      'failing',
      'AWS failed to answer rds:DescribeDBClusters in account 222222222222 (dev, ap-northeast-1): InternalFailure: Oops. Try again in a minute',
    ],
    [
      // What the SDK throws at an answer that it can't read.
      Object.assign(
        new SyntaxError(
          'Unexpected token\n  Deserialization error: to see the raw response, inspect the hidden field {error}.$response on this object.',
        ),
        { $metadata: { httpStatusCode: 200 } },
      ),
      'failing',
      'AWS failed to answer rds:DescribeDBClusters in account 222222222222 (dev, ap-northeast-1): SyntaxError: Unexpected token. Try again in a minute',
    ],
  ])(
    'turns %s into 503, %s, with the reason',
    async (error, reason, message) => {
      const thrown: unknown = await fail(error).catch(caught => caught);
      expect(thrown).toBeInstanceOf(AwsUnavailableError);
      expect(thrown).toMatchObject({
        // The name by which Backstage answers 503.
        name: 'ServiceUnavailableError',
        reason,
        message,
        messages: [
          { code: expect.stringMatching(/^error\.aws/), text: message },
        ],
      });
    },
  );

  it.each([
    [
      'cloudformation:CreateChangeSet',
      'LimitExceededException',
      'A quota of account 222222222222 (dev, ap-northeast-1) is used up, so AWS refused cloudformation:CreateChangeSet: LimitExceededException: The quota has been reached. A region has 2,000 stacks by default. Delete stacks and change sets that you no longer use, or request a higher quota in the Service Quotas console',
    ],
    [
      'rds:CreateDBClusterSnapshot',
      'SnapshotQuotaExceededFault',
      'A quota of account 222222222222 (dev, ap-northeast-1) is used up, so AWS refused rds:CreateDBClusterSnapshot: SnapshotQuotaExceededFault: The quota has been reached. Delete resources that you no longer use, or request a higher quota in the Service Quotas console',
    ],
  ])(
    'turns %s into 409, because %s is about a quota',
    async (action, name, message) => {
      const failing = callAws(environment, action, async () => {
        throw sdkError(name, 'The quota has been reached');
      });
      const error: unknown = await failing.catch(caught => caught);
      expect(error).toBeInstanceOf(QuotaExceededError);
      expect(error).toMatchObject({
        name: 'ConflictError',
        message,
        messages: [{ text: message }],
      });
    },
  );

  it.each(['RequestLimitExceeded', 'BandwidthLimitExceeded', 'Throttling'])(
    'reports %s as throttling by AWS',
    async name => {
      await expect(fail(sdkError(name, 'Slow down'))).rejects.toMatchObject({
        reason: 'throttled',
      });
    },
  );

  it('turns AWS’s missing resources into a NotFoundError', async () => {
    await expect(
      fail(sdkError('DBClusterNotFoundFault', 'DBCluster x not found')),
    ).rejects.toMatchObject({
      name: 'NotFoundError',
      messages: [
        {
          code: 'error.awsMissing',
          params: { answer: 'DBCluster x not found' },
        },
      ],
    });
  });

  it("names AWS's code and message of any other refusal", async () => {
    await expect(
      fail(sdkError('ValidationError', 'Template format error')),
    ).rejects.toMatchObject({
      name: 'Error',
      message:
        'AWS refused rds:DescribeDBClusters in account 222222222222 (dev, ap-northeast-1): ValidationError: Template format error',
      messages: [{ code: 'error.awsRefused' }],
    });
  });

  it("does not change the backend's own errors and aborts", async () => {
    const ours = new Error('ours');
    await expect(fail(ours)).rejects.toBe(ours);
    const aborted = new DOMException('stopped', 'AbortError');
    await expect(fail(aborted)).rejects.toBe(aborted);
  });
});
