import {
  alarmDefinitions,
  alarmName,
  auroraDbTags,
  databaseNames,
  environmentDefaults,
  maxConnectionsFor,
  stackOutputs,
} from '@aurora-db/backstage-plugin-aurora-db-common';

/** Names of the databases of a bench. */
export function fleetNames(size: number): string[] {
  return Array.from({ length: size }, (_, index) => `bench-${index}`);
}

/**
 * Creates the fleet of a bench in aurora-db-local: prod databases like those of their templates.
 *
 * @param options - `ill`: one in this number of databases is near its limits and has alarms;
 * `deployed`: position from the end of the list: the deploy of the database at this position never
 * ends; `insights`: whether Performance Insights is on
 */
export function benchFleet(
  accountId: string,
  region: string,
  size: number,
  options: { ill?: number; deployed?: number; insights?: boolean } = {},
): object {
  const { ill, deployed, insights = false } = options;
  const { minCapacity, maxCapacity } = environmentDefaults.prod;
  const capacity = { minCapacity, maxCapacity };
  const maxConnections = maxConnectionsFor(capacity);
  return {
    accountId,
    region,
    databases: fleetNames(size).map((name, index) => {
      const { base, stackName, clusterIdentifier } = databaseNames(name, {
        shortName: 'prd',
      });
      const isDeployed = deployed !== undefined && index === size - deployed;
      const isIll = ill !== undefined && index % ill === 0;
      return {
        stack: {
          name: stackName,
          // The state after the second change set, which protects a database.
          status: isDeployed ? 'UPDATE_IN_PROGRESS' : 'UPDATE_COMPLETE',
          terminationProtection: true,
          tags: {
            [auroraDbTags.name]: name,
            [auroraDbTags.environment]: 'prod',
            [auroraDbTags.owner]: 'group:default/guests',
          },
          outputs: {
            [stackOutputs.clusterIdentifier]: clusterIdentifier,
            [stackOutputs.maxConnections]: String(maxConnections),
            [stackOutputs.secretArn]: `arn:aws:secretsmanager:${region}:${accountId}:secret:${base}`,
          },
        },
        cluster: {
          identifier: clusterIdentifier,
          ...capacity,
          maxConnections,
          readers: 1,
          load: isIll ? 0.96 : 0.3,
          performanceInsights: insights,
        },
        alarms: isIll ? alarmsOf(base, clusterIdentifier, capacity) : [],
      };
    }),
  };
}

function alarmsOf(
  base: string,
  clusterIdentifier: string,
  capacity: { minCapacity: number; maxCapacity: number },
): object[] {
  return alarmDefinitions(capacity).map(definition => ({
    AlarmName: alarmName(base, definition.id),
    Namespace: 'AWS/RDS',
    MetricName: definition.metricName,
    Dimensions: [
      { Name: 'DBClusterIdentifier', Value: clusterIdentifier },
      ...(definition.dimensions === 'writer'
        ? [{ Name: 'Role', Value: 'WRITER' }]
        : []),
    ],
    Statistic: definition.statistic,
    Period: 60,
    EvaluationPeriods: 3,
    DatapointsToAlarm: 3,
    ComparisonOperator: definition.comparison,
    Threshold: definition.threshold,
    TreatMissingData: definition.missingData,
  }));
}
