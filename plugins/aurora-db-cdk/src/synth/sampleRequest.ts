import {
  environmentDefaults,
  environmentSettingsSchema,
  offlineEngineVersion,
  type EnvironmentProfile,
  type SynthRequest,
} from '@aurora-db/backstage-plugin-aurora-db-common';

/**
 * Makes a request with an invented account, network and owner, and the values of the environment.
 * Used by tests and by commands that print a template without calling AWS.
 *
 * @param name - the database's form name
 */
export function sampleRequest(
  environment: EnvironmentProfile,
  name = 'goal-mandala',
): SynthRequest {
  const config = environmentDefaults[environment];
  return {
    name,
    environment,
    accountId: '111111111111',
    region: 'ap-northeast-1',
    network: {
      vpcId: 'vpc-0a0b0c0d0e0f00001',
      privateSubnets: [
        { id: 'subnet-0a0b0c0d0e0f0001a', availabilityZone: 'ap-northeast-1a' },
        { id: 'subnet-0a0b0c0d0e0f0001c', availabilityZone: 'ap-northeast-1c' },
      ],
      lambdaSecurityGroupId: 'sg-0a0b0c0d0e0f00001',
    },
    ...environmentSettingsSchema.parse({}),
    config,
    engineVersion: offlineEngineVersion,
    owner: 'group:default/guests',
    lambdaRoleArns: ['arn:aws:iam::111111111111:role/goal-mandala-lambda'],
    protect: config.deletionProtection,
  };
}
