import type { AwsService, ServiceEnvironment } from '../service/AwsService';
import { logGroupOperations } from './logGroupOperations';
import { LogGroups, logGroupSchema } from './LogGroups';
import { metricFilterOperations } from './metricFilterOperations';
import { metricFilterSchema } from './MetricFilterRecord';

/**
 * CloudWatch Logs: log groups with retention and tags, and metric filters. It stores no log events.
 */
export async function createLogsService({
  store,
}: Pick<ServiceEnvironment, 'store'>): Promise<AwsService> {
  const groups = await store.collection('log-groups', logGroupSchema);
  const filters = await store.collection(
    'log-metric-filters',
    metricFilterSchema,
  );
  const found = new LogGroups(groups);
  return {
    signingName: 'logs',
    operations: {
      ...logGroupOperations(found, filters),
      ...metricFilterOperations(found, filters),
    },
    async reset() {
      await filters.clear();
      await groups.clear();
    },
  };
}
