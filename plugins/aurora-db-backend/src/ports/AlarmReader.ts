import type { EnvironmentConfig } from './EnvironmentConfig';

/** An alarm that is not in state OK. */
export interface AlarmReport {
  /** The alarm's name in CloudWatch. */
  name: string;
  state: 'ALARM' | 'INSUFFICIENT_DATA';
  /** When the alarm entered its state. */
  since?: Date;
}

/** An alarm with its condition. Another tool may have created it. */
export interface AlarmDetails {
  name: string;
  type: 'metric' | 'composite';
  /** What a metric alarm watches; several metrics if it is about an expression. */
  metrics: Array<{
    namespace: string;
    metricName: string;
    dimensions: Readonly<Record<string, string>>;
    /** Such as `Average` or `p99`. */
    statistic?: string;
    periodSeconds?: number;
  }>;
  /** CloudWatch's name, such as `GreaterThanThreshold`. */
  comparison?: string;
  /** Absent if the alarm detects anomalies. */
  threshold?: number;
  /** The rule of a composite alarm. */
  rule?: string;
}

/** Reads alarm states of an environment's account and region. */
export interface AlarmReader {
  /**
   * Returns the alarms in ALARM or INSUFFICIENT_DATA, by name, composite ones included. Makes one call per 100 alarms
   * and state. Throws an AwsUnavailableError if CloudWatch gives no answer.
   */
  listNotOk(environment: EnvironmentConfig): Promise<Map<string, AlarmReport>>;
  /**
   * Returns every alarm, whatever its state. Makes one call per 100 alarms. Throws an
   * AwsUnavailableError if CloudWatch gives no answer.
   */
  listDetails(environment: EnvironmentConfig): Promise<AlarmDetails[]>;
}
