import type { Scenario } from '../Recorder';

const service = 'logs';

export const logsScenarios: readonly Scenario[] = [
  {
    service,
    name: 'log groups and metric filters',
    async run(call) {
      const logGroupName = '/conf/group';
      const resourceArn =
        'arn:aws:logs:ap-northeast-1:123456789012:log-group:/conf/group';
      await call('CreateLogGroup', { logGroupName, tags: { team: 'shop' } });
      await call('CreateLogGroup', { logGroupName });
      await call('CreateLogGroup', { logGroupName: 'bad name' });
      await call('PutRetentionPolicy', { logGroupName, retentionInDays: 7 });
      await call('PutRetentionPolicy', { logGroupName, retentionInDays: 8 });
      await call('DescribeLogGroups', { logGroupNamePrefix: '/conf' });
      await call('DeleteRetentionPolicy', { logGroupName });
      await call('DescribeLogGroups', { logGroupNamePrefix: '/conf' });
      await call('ListTagsForResource', { resourceArn });
      await call('TagResource', { resourceArn, tags: { a: 'b' } });
      await call('UntagResource', { resourceArn, tagKeys: ['team'] });
      await call('ListTagsForResource', { resourceArn });
      const filter = {
        logGroupName,
        filterName: 'errors',
        filterPattern: 'ERROR',
        metricTransformations: [
          {
            metricName: 'Errors',
            metricNamespace: 'Conf',
            metricValue: '1',
            defaultValue: 0,
          },
        ],
      };
      await call('PutMetricFilter', filter);
      await call('PutMetricFilter', { ...filter, filterName: 'a:b' });
      await call('PutMetricFilter', { ...filter, metricTransformations: [] });
      await call('DescribeMetricFilters', { logGroupName });
      await call('DescribeMetricFilters', { filterNamePrefix: 'err' });
      await call('DeleteMetricFilter', { logGroupName, filterName: 'errors' });
      await call('DeleteMetricFilter', { logGroupName, filterName: 'errors' });
      await call('DeleteLogGroup', { logGroupName });
      for (const [operation, input] of [
        ['DeleteLogGroup', {}],
        ['PutRetentionPolicy', { retentionInDays: 7 }],
        ['DeleteRetentionPolicy', {}],
        ['PutMetricFilter', { ...filter, logGroupName: undefined }],
        ['DescribeMetricFilters', {}],
      ] as const) {
        await call(operation, { ...input, logGroupName: '/conf/none' });
      }
      await call('ListTagsForResource', { resourceArn: `${resourceArn}-none` });
    },
  },
];
