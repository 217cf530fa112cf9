import { openService } from '../testing/openService';
import { createLogsService } from './createLogsService';

const logGroupName = '/aws/rds/cluster/a/postgresql';

describe('CloudWatch Logs', () => {
  let logs: Awaited<ReturnType<typeof openService>>;

  beforeEach(async () => {
    logs = await openService(createLogsService);
    await logs.call('CreateLogGroup', { logGroupName, tags: { owner: 'me' } });
  });

  afterEach(() => logs.close());

  it('keeps a retention period and removes it', async () => {
    await logs.call('PutRetentionPolicy', {
      logGroupName,
      retentionInDays: 30,
    });
    await expect(
      logs.call('DescribeLogGroups', { logGroupNamePrefix: '/aws/rds' }),
    ).resolves.toMatchObject({
      logGroups: [{ logGroupName, retentionInDays: 30 }],
    });
    await logs.call('DeleteRetentionPolicy', { logGroupName });
    const { logGroups } = await logs.call('DescribeLogGroups');
    expect(logGroups).toEqual([
      expect.objectContaining({ retentionInDays: undefined }),
    ]);
  });

  it.each([
    [
      'a group that is there',
      'CreateLogGroup',
      { logGroupName },
      'ResourceAlreadyExistsException',
    ],
    [
      'to delete one that is not',
      'DeleteLogGroup',
      { logGroupName: 'gone' },
      'ResourceNotFoundException',
    ],
    [
      'a retention that AWS has not',
      'PutRetentionPolicy',
      { logGroupName, retentionInDays: 8 },
      'InvalidParameterException',
    ],
  ])('refuses %s', async (_, operation, input, code) => {
    await expect(logs.call(operation, input)).rejects.toMatchObject({ code });
  });

  it('sets tags by ARN, with or without the streams', async () => {
    const arn = `arn:aws:logs:ap-northeast-1:123456789012:log-group:${logGroupName}`;
    await logs.call('TagResource', {
      resourceArn: arn,
      tags: { stage: 'dev' },
    });
    await logs.call('UntagResource', {
      resourceArn: `${arn}:*`,
      tagKeys: ['owner'],
    });
    await expect(
      logs.call('ListTagsForResource', { resourceArn: arn }),
    ).resolves.toEqual({ tags: { stage: 'dev' } });
  });

  it('deletes metric filters with their group', async () => {
    const filter = {
      logGroupName,
      filterName: 'errors',
      filterPattern: '?ERROR ?FATAL',
      metricTransformations: [
        { metricName: 'Errors', metricNamespace: 'app', metricValue: '1' },
      ],
    };
    await logs.call('PutMetricFilter', filter);
    await expect(
      logs.call('DescribeMetricFilters', { logGroupName }),
    ).resolves.toMatchObject({
      metricFilters: [filter],
    });
    await logs.call('DeleteLogGroup', { logGroupName });
    await expect(logs.call('DescribeMetricFilters')).resolves.toMatchObject({
      metricFilters: [],
    });
  });
});
