import type { DatabaseNames } from '@aurora-db/backstage-plugin-aurora-db-common';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { postgresPort } from './postgresPort';

/** Allows PostgreSQL from one security group, and no other traffic in either direction. */
export function createSecurityGroup(
  scope: Construct,
  {
    names,
    vpc,
    lambdaSecurityGroup,
  }: {
    names: DatabaseNames;
    vpc: ec2.IVpc;
    lambdaSecurityGroup: ec2.ISecurityGroup;
  },
): ec2.SecurityGroup {
  const securityGroup = new ec2.SecurityGroup(scope, 'SecurityGroup', {
    vpc,
    description: `Access to ${names.clusterIdentifier}`,
    allowAllOutbound: false,
  });
  securityGroup.addIngressRule(
    ec2.Peer.securityGroupId(lambdaSecurityGroup.securityGroupId),
    ec2.Port.tcp(postgresPort),
    'PostgreSQL from Lambda functions',
  );
  return securityGroup;
}
