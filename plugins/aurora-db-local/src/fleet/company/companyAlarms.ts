import type { FleetInput } from '../fleetSchema';
import type { Random } from './Random';

type Alarms = Pick<
  FleetInput['databases'][number],
  'alarms' | 'compositeAlarms'
>;

/** The alarms that a team set for its cluster: on the cluster, on instances, composite, or none. */
export function companyAlarms(
  prefix: string,
  cluster: string,
  instances: readonly string[],
  random: Random,
): Alarms {
  const kind = random.next();
  if (kind < 0.35 || instances.length === 0) {
    return {};
  }
  if (kind < 0.6) {
    const dimensions = { DBClusterIdentifier: cluster };
    return {
      alarms: [
        alarm(`${prefix}-cpu-high`, 'CPUUtilization', dimensions, {
          Threshold: random.pick(80, 85, 90),
          Period: 300,
        }),
        alarm(`${prefix}-connections`, 'DatabaseConnections', dimensions, {
          Threshold: random.pick(200, 500, 1000),
          Statistic: 'Maximum',
        }),
      ],
    };
  }
  const ofInstances = instances.slice(0, 3).flatMap(name => [
    alarm(`${prefix}/${name}/CPU`, 'CPUUtilization', ofInstance(name), {
      Threshold: 85,
      EvaluationPeriods: 2,
    }),
    alarm(`${prefix}/${name}/Memory`, 'FreeableMemory', ofInstance(name), {
      Threshold: 256 * 1024 ** 2,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'notBreaching',
    }),
  ]);
  return kind < 0.85
    ? { alarms: ofInstances }
    : {
        alarms: ofInstances,
        compositeAlarms: [
          {
            AlarmName: `${prefix}-health`,
            AlarmRule: ofInstances
              .map(({ AlarmName }) => `ALARM("${AlarmName}")`)
              .join(' OR '),
          },
        ],
      };
}

function ofInstance(name: string): Record<string, string> {
  return { DBInstanceIdentifier: name };
}

type Alarm = NonNullable<Alarms['alarms']>[number];

function alarm(
  AlarmName: string,
  MetricName: string,
  dimensions: Record<string, string>,
  more: Partial<Alarm> & { Threshold: number },
): Alarm {
  return {
    AlarmName,
    Namespace: 'AWS/RDS',
    MetricName,
    Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({
      Name,
      Value,
    })),
    Statistic: 'Average',
    Period: 60,
    EvaluationPeriods: 3,
    ComparisonOperator: 'GreaterThanThreshold',
    ...more,
  };
}
