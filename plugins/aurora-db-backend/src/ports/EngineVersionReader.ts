import type { EnvironmentConfig } from './EnvironmentConfig';

/** A version that a region creates as serverless. */
export interface CreatableEngineVersion {
  /** Exact, e.g. `15.17`. */
  version: string;
  /** Capacities that it runs with, in ACU; absent if the region doesn't say. */
  capacity?: { min: number; max: number };
}

/** Tells which Aurora PostgreSQL versions an environment's region creates as serverless. */
export interface EngineVersionReader {
  listCreatable(
    environment: EnvironmentConfig,
  ): Promise<CreatableEngineVersion[]>;
}
