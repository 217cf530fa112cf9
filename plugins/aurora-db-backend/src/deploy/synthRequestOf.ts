import {
  environmentSettingsSchema,
  type SynthRequestInput,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import { lambdaRoleArnsFor } from '../database/lambdaRoleArnsFor';

/** The part of a request that depends on the database. The rest depends on its environment. */
export type SynthDatabase = Pick<
  SynthRequestInput,
  | 'name'
  | 'owner'
  | 'system'
  | 'config'
  | 'engineVersion'
  | 'restoreFrom'
  | 'kmsKeyArn'
  | 'maxConnectionsUntilReboot'
  | 'protect'
>;

/** Returns the request for the template of a database. Only this function makes such requests. */
export function synthRequestOf(
  environment: EnvironmentConfig,
  database: SynthDatabase,
): SynthRequestInput {
  const { shortName, accountId, region, network, alarmTopicArn } = environment;
  return {
    environment: environment.name,
    shortName,
    accountId,
    region,
    network,
    alarmTopicArn,
    lambdaRoleArns: lambdaRoleArnsFor(environment, database.owner),
    ...environmentSettingsSchema.parse(environment),
    ...database,
  };
}
