import { DatabaseConfig, databaseConfigSchema } from './DatabaseConfig';
import { createMessage } from '../createMessage';
import type { Message } from '../message';

/** A configuration, or the sentences that explain the errors of the request. @public */
export type ResolvedDatabaseConfig =
  | { outcome: 'resolved'; config: DatabaseConfig }
  | { outcome: 'refused'; reasons: Message[] };

/**
 * Applies a request's capacities to its environment's configuration. A database's capacities stay
 * within the environment's.
 *
 * @param environment - name of the environment for the error texts
 * @param environmentConfig - the environment's defaults with app-config's overrides
 * @param request - capacities in ACU. Absent ones come from the environment.
 * @public
 */
export function resolveDatabaseConfig(
  environment: string,
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
      ? createMessage('deploy.capacityBounds', {
          field,
          value,
          environment,
          lowest,
          highest,
        })
      : [];
  });
  const parsed = databaseConfigSchema.safeParse({
    ...environmentConfig,
    ...wanted,
  });
  if (!parsed.success) {
    // A value that the schema's limits refuse is outside the environment's bounds too.
    const others = parsed.error.issues.filter(({ code }) => code === 'custom');
    const code =
      wanted.minCapacity > wanted.maxCapacity
        ? 'deploy.capacityOrder'
        : 'deploy.capacitySteps';
    reasons.push(
      ...others.map(({ path }) =>
        createMessage(code, { field: path.join('.'), ...wanted }),
      ),
    );
  }
  return parsed.success && reasons.length === 0
    ? { outcome: 'resolved', config: parsed.data }
    : { outcome: 'refused', reasons };
}
