import type { EnvironmentConfig } from './EnvironmentConfig';

/** An alarm that is not in state OK. */
export interface AlarmReport {
  /** The alarm's name in CloudWatch. */
  name: string;
  state: 'ALARM' | 'INSUFFICIENT_DATA';
  /** When the alarm entered its state. */
  since?: Date;
}

/** Reads alarm states of an environment's account and region. */
export interface AlarmReader {
  /**
   * Returns the metric alarms in ALARM or INSUFFICIENT_DATA, by name. Makes one call per 100 alarms
   * and state. Throws an AwsUnavailableError if CloudWatch gives no answer.
   */
  listNotOk(environment: EnvironmentConfig): Promise<Map<string, AlarmReport>>;
}
