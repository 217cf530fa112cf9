import type {
  DatabaseConfig,
  RestoreOrigin,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { Acknowledgment } from 'aws-cdk-lib';

/**
 * Rules of cdk-nag's AwsSolutions and of CDK's validator that a cluster breaks on purpose, with
 * reasons.
 */
export function nagAcknowledgments({
  config,
  protect,
  restoreFrom,
}: {
  config: DatabaseConfig;
  protect: boolean;
  restoreFrom?: RestoreOrigin;
}): Acknowledgment[] {
  const acknowledgments: Acknowledgment[] = [];
  if (config.monitoringInterval > 0) {
    // cdk-nag identifies the policy by its name in the template, which depends on a feature flag of
    // the app.
    for (const partition of ['aws', '<AWS::Partition>']) {
      acknowledgments.push({
        id: `AwsSolutions-IAM4[Policy::arn:${partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole]`,
        reason:
          'Enhanced Monitoring is documented with this managed policy; AWS keeps it in step with what the agent writes.',
      });
    }
  }
  if (!protect) {
    acknowledgments.push({
      id: 'AwsSolutions-RDS10',
      reason: config.deletionProtection
        ? 'A first create runs unprotected, since the rollback of a failed create can’t delete a protected cluster; a second change set turns protection on.'
        : 'The environment’s databases are meant to be thrown away; a replaced cluster leaves a snapshot all the same.',
    });
  }
  if (restoreFrom) {
    acknowledgments.push({
      id: 'AwsSolutions-RDS2',
      reason:
        'A restored cluster is encrypted as its source is, and AWS’s reference wants a template not to say so again.',
    });
    acknowledgments.push({
      id: 'CloudFormation-Validate::F3021',
      reason:
        'The master user is its source’s, so a restore doesn’t name it; its password is new, as in CDK’s own DatabaseClusterFromSnapshot.',
    });
  }
  return acknowledgments;
}
