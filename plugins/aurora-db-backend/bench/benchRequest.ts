import {
  environmentDefaults,
  type SynthRequestInput,
} from '@aurora-db/backstage-plugin-aurora-db-common';

/** A request for prod, the largest of the four templates. */
export const benchRequest: SynthRequestInput = {
  name: 'goal-mandala',
  environment: 'prod',
  accountId: '444444444444',
  region: 'ap-northeast-1',
  network: {
    vpcId: 'vpc-0a0b0c0d0e0f00001',
    privateSubnets: [
      { id: 'subnet-0a0b0c0d0e0f0001a', availabilityZone: 'ap-northeast-1a' },
      { id: 'subnet-0a0b0c0d0e0f0001c', availabilityZone: 'ap-northeast-1c' },
    ],
    lambdaSecurityGroupId: 'sg-0a0b0c0d0e0f00001',
  },
  config: environmentDefaults.prod,
  engineVersion: '15.17',
  owner: 'group:default/guests',
  lambdaRoleArns: ['arn:aws:iam::444444444444:role/goal-mandala-lambda'],
  protect: true,
};
