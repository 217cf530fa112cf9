import { DatabaseConfig, databaseConfigSchema } from './DatabaseConfig';
import { EnvironmentName } from '../environments';

/** Either a configuration, or the sentences that say what is wrong with the request. @public */
export type ResolvedDatabaseConfig =
  | { outcome: 'resolved'; config: DatabaseConfig }
  | { outcome: 'refused'; reasons: string[] };

/**
 * Applies a request's capacities to its environment's configuration. A database's capacities stay within the environment's.
 *
 * @param environment - only for the wording
 * @param environmentConfig - the environment's defaults with app-config's overrides
 * @param request - capacities in ACU; absent ones are the environment's
 * @public
 */
export function resolveDatabaseConfig(
  environment: EnvironmentName,
  environmentConfig: DatabaseConfig,
  request: { minCapacity?: number; maxCapacity?: number },
): ResolvedDatabaseConfig {
  const { minCapacity: lowest, maxCapacity: highest } = environmentConfig;
  const wanted = {
    minCapacity: request.minCapacity ?? lowest,
    maxCapacity: request.maxCapacity ?? highest,
  };
  const reasons = (['minCapacity', 'maxCapacity'] as const).flatMap(field => {
    const value = wanted[field];
    return value < lowest || value > highest
      ? [
          `${field} ${value} is outside ${environment}'s bounds: choose ${lowest} to ${highest} ACU`,
        ]
      : [];
  });
  const parsed = databaseConfigSchema.safeParse({
    ...environmentConfig,
    ...wanted,
  });
  if (!parsed.success) {
    reasons.push(
      ...parsed.error.issues.map(
        issue =>
          `${issue.message} (got ${wanted.minCapacity} to ${wanted.maxCapacity})`,
      ),
    );
    return { outcome: 'refused', reasons };
  }
  return reasons.length > 0
    ? { outcome: 'refused', reasons }
    : { outcome: 'resolved', config: parsed.data };
}
