import type { Health } from '@aurora-db/backstage-plugin-aurora-db-common';
import { existingDatabase } from '../../database/existing/existingDatabase';
import {
  describeHealth,
  type HealthEvidence,
} from '../../health/describeHealth';
import { AlarmIndex } from '../../health/existing/AlarmIndex';
import type { AlarmDetails, AlarmReport } from '../../ports/AlarmReader';
import type { ClusterInstances, LiveCluster } from '../../ports/ClusterReader';
import { AwsUnavailableError } from '../../ports/errors/AwsUnavailableError';
import { testCluster } from '../databases/testCluster';
import { testEnvironment } from '../databases/testEnvironment';
import { testMessage } from '../faults/testMessage';
import { series } from './assessSituation';

const environment = testEnvironment('prod');
const since = new Date('2026-11-23T05:00:00Z');

/** What a test says of an alarm. Default: OK, about the CPU of cluster `orders`, above 80. */
export interface TestAlarm extends Partial<Omit<AlarmDetails, 'metrics'>> {
  name: string;
  metricName?: string;
  dimensions?: Record<string, string>;
  metrics?: AlarmDetails['metrics'];
  state?: AlarmReport['state'];
}

function detailsOf({
  metricName = 'CPUUtilization',
  dimensions = { DBClusterIdentifier: 'orders' },
  state: _,
  ...alarm
}: TestAlarm): AlarmDetails {
  const isComposite = alarm.type === 'composite';
  return {
    type: 'metric',
    metrics: isComposite
      ? []
      : [{ namespace: 'AWS/RDS', metricName, dimensions }],
    ...(!isComposite && { comparison: 'GreaterThanThreshold', threshold: 80 }),
    ...alarm,
  };
}

/** Two members, of which the first is the writer. */
export const ordersMembers: LiveCluster['members'] = [
  { id: 'orders-1', role: 'writer', pendingReboot: false },
  { id: 'orders-2', role: 'reader', pendingReboot: false },
];

interface ExistingOptions {
  alarms?: TestAlarm[];
  /** What of the alarms could not be read. */
  unread?: 'definitions' | 'states';
  cluster?: Partial<LiveCluster>;
  /** Classes of the instances, in order. */
  classes?: string[];
  recent?: ReturnType<typeof series>;
}

/** The health of cluster `orders`, which another tool created. */
export function healthOfExisting(options: ExistingOptions): Health {
  return describeHealth(evidenceOfExisting(options));
}

/** What was read of cluster `orders`. */
export function evidenceOfExisting(options: ExistingOptions): HealthEvidence {
  const { alarms = [], unread, recent = series({}) } = options;
  const cluster = testCluster('orders', 'prod', {
    clusterIdentifier: 'orders',
    capacity: undefined,
    members: ordersMembers,
    ...options.cluster,
  });
  const { classes = cluster.members.map(() => 'db.r6g.large') } = options;
  const instances: ClusterInstances['instances'] = classes.map(
    (instanceClass, index) => ({
      id: `orders-${index + 1}`,
      status: 'available',
      instanceClass,
      performanceInsights: false,
    }),
  );
  const existing = { all: true, defaultOwner: 'group:default/platform' };
  const { entityRef, entityName } = existingDatabase(
    environment,
    existing,
    cluster,
  );
  const failure = new AwsUnavailableError(
    testMessage('denied'),
    'access-denied',
    environment.accountId,
  );
  const reports = alarms.flatMap(({ name, state, ...alarm }) =>
    state
      ? [{ name, state, since, details: detailsOf({ name, ...alarm }) }]
      : [],
  );
  const defined = alarms.map(alarm => [alarm.name, detailsOf(alarm)] as const);
  const index = new AlarmIndex(
    unread === 'definitions' ? undefined : new Map(defined),
    new Map(reports.map(report => [report.name, report])),
  );
  const { readAt } = recent;
  return {
    located: {
      origin: 'existing',
      entityRef,
      entityName,
      environment,
      clusterIdentifier: 'orders',
      base: 'orders',
      formName: 'orders',
      owner: existing.defaultOwner,
      readAt,
      cluster,
    },
    cluster: { value: cluster, readAt },
    status: cluster.status,
    recent: { value: recent.series, readAt },
    history: { value: recent.series, readAt },
    alarms: {
      ...(unread !== 'states' && { value: index, readAt }),
      ...(unread && { failure }),
    },
    instances: { clusterIdentifier: 'orders', instances },
    maxConnections: { pendingReboot: false },
    telling: { status: true, recent: true, alarms: unread !== 'states' },
  };
}
