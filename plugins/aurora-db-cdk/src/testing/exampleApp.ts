import { App } from 'aws-cdk-lib';
import { DatabaseNetworkStack, DatabaseStack } from '@aurora-db/cdk';
import { environmentDefaults } from '@aurora-db/backstage-plugin-aurora-db-common';

export const app = new App();
export const place = {
  accountId: '111111111111',
  region: 'ap-northeast-1',
  // Or, by the exports of the stack that made the VPC: vpcIdExport,
  // privateSubnetIdsExport (ids joined by commas), availabilityZones,
  // lambdaSecurityGroupIdExport.
  network: {
    vpcId: 'vpc-0a0b0c0d0e0f00001',
    privateSubnets: [
      { id: 'subnet-0a0b0c0d0e0f0001a', availabilityZone: 'ap-northeast-1a' },
      { id: 'subnet-0a0b0c0d0e0f0001c', availabilityZone: 'ap-northeast-1c' },
    ],
    lambdaSecurityGroupId: 'sg-0a0b0c0d0e0f00001',
  },
};

// cluster, secret, connectionSecret and securityGroup are there to build on.
export const { cluster, secret, securityGroup } = new DatabaseStack(
  app,
  'GoalMandala',
  {
    ...place,
    environment: 'prod',
    name: 'goal-mandala',
    owner: 'group:default/payments',
    config: { ...environmentDefaults.prod, maxCapacity: 32 },
    engineVersion: '15.17',
    lambdaRoleArns: ['arn:aws:iam::111111111111:role/goal-mandala-lambda'],
    alarmTopicArn: 'arn:aws:sns:ap-northeast-1:111111111111:on-call',
    // For the first deploy; leave it out from the second on.
    protect: false,
  },
);

// Once per environment, where the subnets hold nothing but databases.
new DatabaseNetworkStack(app, 'DatabaseNetwork', {
  ...place,
  environment: 'prod',
  clientCidrs: ['10.0.16.0/20', '10.0.32.0/20'],
});
