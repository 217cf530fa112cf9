import type { EnvironmentConfig } from './EnvironmentConfig';

/** An alarm that isn't in state OK. */
export interface AlarmReport {
  /** The alarm's name in CloudWatch. */
  name: string;
  state: 'ALARM' | 'INSUFFICIENT_DATA';
  /** When it came into that state. */
  since?: Date;
}

/** Reads alarm states of an environment's account and region. */
export interface AlarmReader {
  /**
   * The metric alarms that are in ALARM or INSUFFICIENT_DATA, by name; one call per 100 and state.
   * Throws an AwsUnavailableError when CloudWatch gives no answer.
   */
  listNotOk(environment: EnvironmentConfig): Promise<Map<string, AlarmReport>>;
}
