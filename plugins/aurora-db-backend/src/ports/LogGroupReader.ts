import type { EnvironmentConfig } from '../config/readConfig';

/** Tells whether a log group exists. */
export interface LogGroupReader {
  exists(environment: EnvironmentConfig, name: string): Promise<boolean>;
}
