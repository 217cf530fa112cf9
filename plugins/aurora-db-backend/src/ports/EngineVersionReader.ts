import type { EnvironmentConfig } from './EnvironmentConfig';

/** A version that a region can create as serverless. */
export interface CreatableEngineVersion {
  /** An exact version, e.g. `15.17`. */
  version: string;
  /** Supported capacities in ACU; absent if the region does not return them. */
  capacity?: { min: number; max: number };
}

/** Reads the Aurora PostgreSQL versions that an environment's region can create as serverless. */
export interface EngineVersionReader {
  /**
   * @param version - only lists versions of its major version; a major or an exact version
   */
  listCreatable(
    environment: EnvironmentConfig,
    version?: string,
  ): Promise<CreatableEngineVersion[]>;
}
