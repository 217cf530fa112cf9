import type { EnvironmentConfig } from '../config/readConfig';
import type { CreatableEngineVersion } from './chooseEngineVersion';

/** Tells which Aurora PostgreSQL versions an environment's region creates as serverless. */
export interface EngineVersionReader {
  listCreatable(
    environment: EnvironmentConfig,
  ): Promise<CreatableEngineVersion[]>;
}
