import {
  environmentSettingsSchema,
  type EnvironmentSettings,
  type SynthRequestInput,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import { lambdaRoleArnsFor } from '../database/lambdaRoleArnsFor';

/** What the template of a database takes from its environment. */
export type SynthEnvironment = EnvironmentSettings &
  Pick<
    SynthRequestInput,
    | 'environment'
    | 'accountId'
    | 'region'
    | 'network'
    | 'alarmTopicArn'
    | 'lambdaRoleArns'
  >;

/**
 * The part of a synthesis that follows from the environment.
 *
 * @param owner - entity reference of the database's owner
 */
export function synthEnvironment(
  environment: EnvironmentConfig,
  owner: string,
): SynthEnvironment {
  const { accountId, region, network, alarmTopicArn } = environment;
  return {
    environment: environment.name,
    accountId,
    region,
    network,
    alarmTopicArn,
    lambdaRoleArns: lambdaRoleArnsFor(environment, owner),
    ...environmentSettingsSchema.parse(environment),
  };
}
