import type { EnvironmentConfig } from './EnvironmentConfig';

/** Reads parameter groups. Methods throw an AwsUnavailableError if AWS gives no answer. */
export interface ParameterReader {
  /**
   * Returns the parameters that a user set in a group, by name. Undefined if the group does not
   * exist.
   */
  readSet(
    environment: EnvironmentConfig,
    group: { kind: 'cluster' | 'instance'; name: string },
  ): Promise<ReadonlyMap<string, string> | undefined>;
  /**
   * Returns the default values of the cluster parameters of an engine version, by name. Values can
   * be formulas. Undefined if RDS does not know the family.
   *
   * @param family - e.g. `aurora-postgresql15`
   */
  readDefaults(
    environment: EnvironmentConfig,
    family: string,
  ): Promise<ReadonlyMap<string, string> | undefined>;
}
