import type { EnvironmentConfig } from './EnvironmentConfig';

/** Reads whether a log group exists. */
export interface LogGroupReader {
  exists(environment: EnvironmentConfig, name: string): Promise<boolean>;
}
