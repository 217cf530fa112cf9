import type { EnvironmentConfig } from './EnvironmentConfig';

/** CloudWatch's namespace of the metrics of databases. */
export const databaseNamespace = 'AWS/RDS';

/** An alarm that is not in state OK. */
export interface AlarmReport {
  /** The alarm's name in CloudWatch. */
  name: string;
  state: 'ALARM' | 'INSUFFICIENT_DATA';
  /** When the alarm entered its state. */
  since?: Date;
  /** Absent if a replica of an older version read the state. */
  details?: AlarmDetails;
}

/** An alarm with its condition. Another tool may have created it. */
export interface AlarmDetails {
  name: string;
  type: 'metric' | 'composite';
  /**
   * The metrics that a metric alarm reads, of its own account. There are several if it is about an
   * expression of them.
   */
  metrics: Array<{
    namespace: string;
    metricName: string;
    dimensions: Readonly<Record<string, string>>;
    /** Such as `Average` or `p99`. */
    statistic?: string;
    periodSeconds?: number;
  }>;
  /** The label or text of the expression, if the alarm is about one. */
  expression?: string;
  /** CloudWatch's name, such as `GreaterThanThreshold`. */
  comparison?: string;
  /** Absent if the alarm detects anomalies. */
  threshold?: number;
  /** How CloudWatch treats missing data, such as `breaching`. Absent: `missing`. */
  missingData?: string;
  /** The rule of a composite alarm. */
  rule?: string;
}

/** Reads alarm states of an environment's account and region. */
export interface AlarmReader {
  /**
   * Returns the alarms in ALARM or INSUFFICIENT_DATA, by name, composite ones included. Makes one
   * call per 100 alarms and state. Throws an AwsUnavailableError if CloudWatch gives no answer.
   */
  listNotOk(environment: EnvironmentConfig): Promise<Map<string, AlarmReport>>;
  /**
   * Returns every alarm, whatever its state. Makes one call per 100 alarms. Throws an
   * AwsUnavailableError if CloudWatch gives no answer.
   */
  listDetails(environment: EnvironmentConfig): Promise<AlarmDetails[]>;
}
