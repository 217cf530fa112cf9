import type { EnvironmentConfig } from './EnvironmentConfig';

/** Reads whether a topic exists in an environment's region. */
export interface TopicReader {
  exists(environment: EnvironmentConfig, arn: string): Promise<boolean>;
}
