import {
  defaultShortName,
  environmentDefaults,
  type EnvironmentProfile,
  environmentProfiles,
  environmentTreatments,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { EnvironmentConfig } from '../../ports/EnvironmentConfig';

/** A configured environment for tests, each in an account of its own. */
export function testEnvironment(
  name: EnvironmentProfile,
  overrides?: Partial<EnvironmentConfig>,
): EnvironmentConfig {
  return {
    name,
    profile: name,
    shortName: defaultShortName(name),
    accountId: String(environmentProfiles.indexOf(name) + 1).repeat(12),
    region: 'ap-northeast-1',
    network: {
      vpcId: 'vpc-0a1b2c3d',
      privateSubnets: [
        { id: 'subnet-0a1b2c3d', availabilityZone: 'ap-northeast-1a' },
        { id: 'subnet-0a1b2c3e', availabilityZone: 'ap-northeast-1c' },
      ],
      lambdaSecurityGroupId: 'sg-0a1b2c3d',
    },
    lambdaRoles: [],
    masterSecretForFunctions: false,
    masterPassword: 'generated',
    logStatement: 'all',
    logParameterValues: false,
    clientSecurityGroupIds: [],
    tags: {},
    backupWindow: '18:00-19:00',
    maintenanceWindow: 'sun:19:30-sun:20:30',
    ...environmentTreatments[name],
    config: environmentDefaults[name],
    engineVersion: '15',
    ...overrides,
  };
}
