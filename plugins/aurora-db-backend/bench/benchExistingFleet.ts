/** Identifiers of the clusters of other tools in a bench. */
export function existingNames(size: number): string[] {
  return Array.from({ length: size }, (_, index) => `service-${index}`);
}

const provisioned = 'db.r6g.large';
const serverless = 'db.serverless';
const maxConnections = 1_600;

/** The kinds of clusters, which take turns: classes of the instances, the writer first. */
const kinds: readonly string[][] = [
  [provisioned, provisioned],
  [serverless, serverless],
  [provisioned, provisioned, provisioned],
  [serverless],
  [provisioned, serverless],
];
/** One in these numbers of clusters is stopped, has no instances, or has a composite alarm. */
const stopped = 40;
const empty = 50;
const combined = 10;

/**
 * Creates the clusters of other tools in aurora-db-local: provisioned, serverless, mixed, stopped
 * and empty ones, each with three alarms.
 *
 * @param ill - one in this number of clusters is near its limits
 */
export function benchExistingFleets(
  accountId: string,
  region: string,
  size: number,
  ill: number,
): object[] {
  const databases = existingNames(size).map((name, index) => {
    const isStopped = index % stopped === stopped - 1;
    const classes =
      index % empty === empty - 1 ? [] : (kinds[index % kinds.length] ?? []);
    return {
      cluster: {
        identifier: name,
        ...(classes.includes(serverless) && {
          minCapacity: 1,
          maxCapacity: 16,
        }),
        maxConnections,
        load: index % ill === 0 ? 0.96 : 0.3,
        tags: { team: 'guests' },
        ...(isStopped && { status: 'stopped' }),
        instances: classes.map((type, position) => ({
          identifier: `${name}-${position}`,
          class: type,
          ...(isStopped && { status: 'stopped' }),
        })),
      },
      alarms: alarmsOf(name),
      compositeAlarms:
        index % combined === 0
          ? [
              {
                AlarmName: `${name}-any`,
                AlarmRule: `ALARM("${name}-cpu") OR ALARM("${name}-connections")`,
              },
            ]
          : [],
    };
  });
  // The body of a request is limited.
  const half = Math.ceil(size / 2);
  return [databases.slice(0, half), databases.slice(half)].map(part => ({
    accountId,
    region,
    databases: part,
  }));
}

/** Some are about the cluster, some about its writer, and some about an instance. */
function alarmsOf(name: string): object[] {
  const cluster = { Name: 'DBClusterIdentifier', Value: name };
  const rows = [
    ['cpu', 'CPUUtilization', [cluster], 80],
    [
      'connections',
      'DatabaseConnections',
      [cluster, { Name: 'Role', Value: 'WRITER' }],
      maxConnections * 0.9,
    ],
    [
      'read-latency',
      'ReadLatency',
      [{ Name: 'DBInstanceIdentifier', Value: `${name}-0` }],
      0.5,
    ],
  ] as const;
  return rows.map(([alarm, MetricName, Dimensions, Threshold]) => ({
    AlarmName: `${name}-${alarm}`,
    Namespace: 'AWS/RDS',
    MetricName,
    Dimensions,
    Statistic: 'Maximum',
    Period: 60,
    EvaluationPeriods: 3,
    ComparisonOperator: 'GreaterThanThreshold',
    Threshold,
  }));
}
