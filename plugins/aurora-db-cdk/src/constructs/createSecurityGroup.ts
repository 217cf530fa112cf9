import type { DatabaseNames } from '@aurora-db/backstage-plugin-aurora-db-common';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { postgresPort } from './postgresPort';

/**
 * Allows PostgreSQL from the security groups of the Lambda functions and of further clients, and no
 * other traffic in either direction.
 */
export function createSecurityGroup(
  scope: Construct,
  {
    names,
    vpc,
    lambdaSecurityGroup,
    clientSecurityGroupIds,
  }: {
    names: DatabaseNames;
    vpc: ec2.IVpc;
    lambdaSecurityGroup: ec2.ISecurityGroup;
    clientSecurityGroupIds: readonly string[];
  },
): ec2.SecurityGroup {
  const securityGroup = new ec2.SecurityGroup(scope, 'SecurityGroup', {
    vpc,
    description: `Access to ${names.clusterIdentifier}`,
    allowAllOutbound: false,
  });
  const allow = (id: string, description: string) =>
    securityGroup.addIngressRule(
      ec2.Peer.securityGroupId(id),
      ec2.Port.tcp(postgresPort),
      description,
    );
  const { securityGroupId } = lambdaSecurityGroup;
  allow(securityGroupId, 'PostgreSQL from Lambda functions');
  for (const id of new Set(clientSecurityGroupIds)) {
    if (id !== securityGroupId) {
      allow(id, 'PostgreSQL from further clients');
    }
  }
  return securityGroup;
}
