import { App } from 'aws-cdk-lib';
import { DatabaseNetworkStack, DatabaseStack } from '@aurora-db/cdk';
import { environmentDefaults } from '@aurora-db/backstage-plugin-aurora-db-common';

export const app = new App();
export const place = {
  accountId: '111111111111',
  region: 'ap-northeast-1',
  // Or the exports of the VPC's stack: vpcIdExport, privateSubnetIdsExport
  // (ids separated by commas), availabilityZones, lambdaSecurityGroupIdExport.
  network: {
    vpcId: 'vpc-0a0b0c0d0e0f00001',
    privateSubnets: [
      { id: 'subnet-0a0b0c0d0e0f0001a', availabilityZone: 'ap-northeast-1a' },
      { id: 'subnet-0a0b0c0d0e0f0001c', availabilityZone: 'ap-northeast-1c' },
    ],
    lambdaSecurityGroupId: 'sg-0a0b0c0d0e0f00001',
  },
};

// The app can use cluster, secret, connectionSecret and securityGroup.
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
    // Only for the first deploy. Remove it before the second one.
    protect: false,
  },
);

// Once per environment, if only databases use the subnets.
new DatabaseNetworkStack(app, 'DatabaseNetwork', {
  ...place,
  environment: 'prod',
  clientCidrs: ['10.0.16.0/20', '10.0.32.0/20'],
});
