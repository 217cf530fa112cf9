import { z } from 'zod';
import { createKmsService } from '../kms/createKmsService';
import { openService } from '../testing/openService';
import { createLogsService } from './createLogsService';

const logGroupName = '/aws/rds/cluster/a/postgresql';
const transformation = {
  metricName: 'Errors',
  metricNamespace: 'app',
  metricValue: '1',
};
const filter = {
  logGroupName,
  filterName: 'errors',
  filterPattern: '?ERROR ?FATAL',
  metricTransformations: [transformation],
};

describe('CloudWatch Logs', () => {
  let logs: Awaited<ReturnType<typeof openService>>;

  beforeEach(async () => {
    logs = await openService(createLogsService, createKmsService);
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

  const withTransformation = (change: object) => ({
    metricTransformations: [{ ...transformation, ...change }],
  });

  it.each<[change: object, message: RegExp]>([
    [{ filterName: 'app:errors' }, /colon/],
    [
      { metricTransformations: [transformation, transformation] },
      /exactly one/,
    ],
    [{ metricTransformations: [] }, /exactly one/],
    [{ filterPattern: '?ERROR ?level:' }, /Invalid character.*'level:'/],
    [{ filterPattern: '"ERROR' }, /begins with '"ERROR' has no end/],
    [{ filterPattern: '{ $.level = "ERROR" ' }, /missing '}'/],
    [{ filterPattern: '[ip, level=ERROR' }, /missing ']'/],
    [{ filterPattern: '{ level = 1 }' }, /\$\.level/],
    [{ applyOnTransformedLogs: true }, /applyOnTransformedLogs/],
    [{ fieldSelectionCriteria: '@aws.region = "x"' }, /fieldSelection/],
    [withTransformation({ unit: 'Percents' }), /unit/],
    [withTransformation({ metricValue: 'one' }), /metricValue/],
    [withTransformation({ metricName: 'a:b' }), /metricName/],
    [withTransformation({ value: 1 }), /value/],
    [withTransformation({ metricValue: '$size' }), /fields are there only/],
    [withTransformation({ dimensions: { a: 'x' } }), /x must be a field/],
    [
      withTransformation({ dimensions: { a: '$a' }, defaultValue: 0 }),
      /mutually exclusive/,
    ],
  ])('refuses a metric filter with %j', async (change, message) => {
    await expect(
      logs.call('PutMetricFilter', { ...filter, ...change }),
    ).rejects.toMatchObject({
      code: 'InvalidParameterException',
      message: expect.stringMatching(message),
    });
  });

  it.each([
    'ERROR',
    '',
    '?ERROR ?"]:FATAL:" -debug',
    '%ERR[0-9]+%',
    '{ ($.level = "ERROR (bad)") && ($.size > 10) }',
    '[ip, user, status=4*, ...]',
  ])('keeps a metric filter with the pattern %s', async filterPattern => {
    await logs.call('PutMetricFilter', { ...filter, filterPattern });
    await expect(
      logs.call('DescribeMetricFilters', {
        metricName: 'Errors',
        metricNamespace: 'app',
      }),
    ).resolves.toMatchObject({ metricFilters: [{ filterPattern }] });
    await expect(logs.call('DescribeLogGroups')).resolves.toMatchObject({
      logGroups: [{ metricFilterCount: 1 }],
    });
  });

  it('finds groups by a part of the name, in its case', async () => {
    const found = async (input: Record<string, unknown>) =>
      (await logs.call('DescribeLogGroups', input)).logGroups;
    await expect(
      found({ logGroupNamePattern: 'rds/cluster' }),
    ).resolves.toHaveLength(1);
    await expect(
      found({ logGroupNamePattern: 'RDS/cluster' }),
    ).resolves.toEqual([]);
    await expect(
      found({ logGroupIdentifiers: [logGroupName] }),
    ).resolves.toHaveLength(1);
    await expect(
      found({ logGroupClass: 'INFREQUENT_ACCESS' }),
    ).resolves.toEqual([]);
    await expect(
      found({ logGroupNamePattern: 'a', logGroupNamePrefix: '/aws' }),
    ).rejects.toThrow('mutually exclusive');
    await expect(found({ includeLinkedAccounts: true })).rejects.toThrow(
      /includeLinkedAccounts/,
    );
  });

  it('keeps a protected group', async () => {
    const protect = (deletionProtectionEnabled: boolean) =>
      logs.call('PutLogGroupDeletionProtection', {
        logGroupIdentifier: logGroupName,
        deletionProtectionEnabled,
      });
    await protect(true);
    await expect(
      logs.call('DeleteLogGroup', { logGroupName }),
    ).rejects.toMatchObject({ code: 'ValidationException' });
    await protect(false);
    await logs.call('DeleteLogGroup', { logGroupName });
  });

  it('describes the key of a group, which must exist and be enabled', async () => {
    const { KeyMetadata } = await logs.callOther('CreateKey');
    const { Arn: kmsKeyId } = z.object({ Arn: z.string() }).parse(KeyMetadata);
    const refused = {
      code: 'InvalidParameterException',
      message: expect.stringContaining('The specified KMS key does not exist'),
    };
    await expect(
      logs.call('AssociateKmsKey', { logGroupName, kmsKeyId: `${kmsKeyId}0` }),
    ).rejects.toMatchObject(refused);
    await logs.callOther('DisableKey', { KeyId: kmsKeyId });
    await expect(
      logs.call('CreateLogGroup', { logGroupName: 'of-a-key', kmsKeyId }),
    ).rejects.toMatchObject(refused);
    await logs.callOther('EnableKey', { KeyId: kmsKeyId });
    await logs.call('AssociateKmsKey', { logGroupName, kmsKeyId });
    await expect(logs.call('DescribeLogGroups')).resolves.toMatchObject({
      logGroups: [{ kmsKeyId }],
    });
    await logs.call('DisassociateKmsKey', { logGroupName });
    const { logGroups } = await logs.call('DescribeLogGroups');
    expect(logGroups).toEqual([
      expect.objectContaining({ kmsKeyId: undefined }),
    ]);
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
