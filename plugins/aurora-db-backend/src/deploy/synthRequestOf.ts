import {
  environmentSettingsSchema,
  type SynthRequestInput,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import { lambdaRoleArnsFor } from '../database/lambdaRoleArnsFor';

/** What the template of a database takes from the database itself; the rest is its environment's. */
export type SynthDatabase = Pick<
  SynthRequestInput,
  | 'name'
  | 'owner'
  | 'system'
  | 'config'
  | 'engineVersion'
  | 'restoreFrom'
  | 'maxConnectionsUntilReboot'
  | 'protect'
>;

/** The request for the template of a database in an environment: the only place that makes one. */
export function synthRequestOf(
  environment: EnvironmentConfig,
  database: SynthDatabase,
): SynthRequestInput {
  const { accountId, region, network, alarmTopicArn } = environment;
  return {
    environment: environment.name,
    accountId,
    region,
    network,
    alarmTopicArn,
    lambdaRoleArns: lambdaRoleArnsFor(environment, database.owner),
    ...environmentSettingsSchema.parse(environment),
    ...database,
  };
}
