import { join } from 'node:path';
import { rm } from 'node:fs/promises';
import { z } from 'zod';
import type { AwsService, ServiceEnvironment } from '../service/AwsService';
import { filterLogEvents } from './events/filterLogEvents';
import { getLogEvents } from './events/getLogEvents';
import { LogEvents } from './events/LogEvents';
import { describeLogStreams } from './events/describeLogStreams';
import { logGroupOperations } from './logGroupOperations';
import { LogGroups, logGroupSchema } from './LogGroups';
import { metricFilterOperations } from './metricFilterOperations';
import { metricFilterSchema } from './MetricFilterRecord';

/** CloudWatch Logs, with what other services need of it. */
export interface LogsService extends AwsService {
  /** Receives logs and gives their new events. */
  readonly events: LogEvents;
}

/**
 * CloudWatch Logs: log groups with retention and tags, the logs of databases as their events, and
 * metric filters.
 */
export async function createLogsService({
  store,
  stateDirectory,
  services,
}: Pick<
  ServiceEnvironment,
  'store' | 'stateDirectory' | 'services'
>): Promise<LogsService> {
  const groups = await store.collection('log-groups', logGroupSchema);
  const filters = await store.collection(
    'log-metric-filters',
    metricFilterSchema,
  );
  const positions = await store.collection(
    'log-export-positions',
    z.object({ sourceId: z.string(), position: z.number() }),
  );
  const folder = join(stateDirectory, 'logs');
  const found = new LogGroups(groups);
  const events = new LogEvents({ folder, groups: found, positions });
  return {
    signingName: 'logs',
    events,
    operations: {
      ...logGroupOperations(found, filters, events, services),
      ...metricFilterOperations(found, filters),
      DescribeLogStreams: describeLogStreams(found, events),
      FilterLogEvents: filterLogEvents(found, events),
      GetLogEvents: getLogEvents(found, events),
    },
    async reset() {
      await filters.clear();
      await groups.clear();
      await positions.clear();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
