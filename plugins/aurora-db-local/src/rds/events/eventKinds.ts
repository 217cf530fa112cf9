/**
 * What an event says. Source of ids, categories and messages: RDS and Aurora user guides, "Amazon
 * RDS event categories and event messages". Messages have no full stop, as in the API. Kinds without
 * an id are not in this list.
 */
export interface EventKind {
  /** For example `RDS-EVENT-0006`. */
  id?: string;
  category: string;
  message: string;
}

/** Events of RDS, by what they tell. */
export const eventKinds = {
  clusterCreated: kind(170, 'creation', 'DB cluster created'),
  clusterDeleted: kind(171, 'deletion', 'DB cluster deleted'),
  clusterStopped: kind(150, 'notification', 'DB cluster stopped'),
  clusterStarted: kind(151, 'notification', 'DB cluster started'),
  clusterModified: {
    category: 'configuration change',
    message: 'Finished applying modification to DB cluster',
  },
  passwordReset: kind(16, 'configuration change', 'Reset master credentials'),
  failoverBegun: (instance: string, isSameZone: boolean) =>
    isSameZone
      ? kind(
          72,
          'failover',
          `Started same AZ failover to DB instance: ${instance}`,
        )
      : kind(
          73,
          'failover',
          `Started cross AZ failover to DB instance: ${instance}`,
        ),
  failoverCompleted: (instance: string) =>
    kind(71, 'failover', `Completed failover to DB instance: ${instance}`),
  failoverFailed: kind(
    69,
    'failover',
    'Cluster failover failed, check the health of your cluster instances and try again',
  ),
  upgradeBegun: kind(
    417,
    'maintenance',
    'Database cluster engine version upgrade started',
  ),
  upgradeCompleted: kind(
    173,
    'maintenance',
    'Database cluster engine version has been upgraded',
  ),
  clusterFailed: (reason: string): EventKind => ({
    category: 'failure',
    message: `Work on the DB cluster failed: ${reason}`,
  }),
  instanceCreated: kind(5, 'creation', 'DB instance created'),
  instanceDeleted: kind(3, 'deletion', 'DB instance deleted'),
  instanceShutdown: kind(4, 'availability', 'DB instance shutdown'),
  instanceRestarted: kind(6, 'availability', 'DB instance restarted'),
  instanceStopped: kind(87, 'notification', 'DB instance stopped'),
  instanceStarted: kind(88, 'notification', 'DB instance started'),
  instanceModified: {
    category: 'configuration change',
    message: 'Finished applying modification to DB instance',
  },
  classChangeBegun: kind(
    12,
    'configuration change',
    'Applying modification to database instance class',
  ),
  classChangeCompleted: kind(
    14,
    'configuration change',
    'Finished applying modification to DB instance class',
  ),
  parameterGroupChanged: (group: string) =>
    kind(
      11,
      'configuration change',
      `Updated to use DBParameterGroup ${group}`,
    ),
  monitoringChanged: (seconds: number) =>
    kind(
      78,
      'configuration change',
      `Monitoring Interval changed to ${seconds}`,
    ),
  patchingBegun: kind(
    26,
    'maintenance',
    'Applying off-line patches to DB instance',
  ),
  patchingCompleted: kind(
    27,
    'maintenance',
    'Finished applying off-line patches to DB instance',
  ),
  recoveryBegun: kind(
    20,
    'recovery',
    'Recovery of the DB instance has started. Recovery time will vary with the amount of data to be recovered',
  ),
  recoveryCompleted: kind(
    21,
    'recovery',
    'Recovery of the DB instance is complete',
  ),
  incompatibleParameters: (reason: string) =>
    kind(
      35,
      'failure',
      `Database instance put into incompatible-parameters. ${reason}`,
    ),
  parameterRefused: (name: string, value: string): EventKind => ({
    category: 'failure',
    message: `The DB instance does not take the parameter ${name}=${value}. It keeps the value it had.`,
  }),
  parameterChanged: (name: string, value: string, method: string) =>
    kind(
      37,
      'configuration change',
      `Updated parameter ${name} to ${value} with apply method ${method}`,
    ),
  snapshotBegun: (type: 'manual' | 'automated') =>
    kind(
      type === 'manual' ? 74 : 168,
      'backup',
      `Creating ${type} cluster snapshot`,
    ),
  snapshotCreated: (type: 'manual' | 'automated') =>
    type === 'manual'
      ? kind(75, 'backup', 'Manual cluster snapshot created')
      : kind(169, 'backup', 'Automated cluster snapshot created'),
  snapshotFailed: (
    type: 'manual' | 'automated',
    reason: string,
  ): EventKind => ({
    category: 'failure',
    message: `${type === 'manual' ? 'Manual' : 'Automated'} cluster snapshot failed: ${reason}`,
  }),
};

function kind(number: number, category: string, message: string): EventKind {
  const id = `RDS-EVENT-${String(number).padStart(4, '0')}`;
  return { id, category, message };
}
