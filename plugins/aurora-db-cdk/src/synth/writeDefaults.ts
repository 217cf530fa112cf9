import type { DatabaseConfig } from '@aurora-db/backstage-plugin-aurora-db-common';
import { CfnDeletionPolicy, RemovalPolicy, Validations } from 'aws-cdk-lib';
import * as rds from 'aws-cdk-lib/aws-rds';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { cfnClusterOf } from '../constructs/cfnClusterOf';

/**
 * Writes out what the L2 leaves to CloudFormation's defaults: what happens to the data when the stack goes, and features that are
 * off. CloudFormation doesn't undo a property that is merely left out of the next template.
 */
export function writeDefaults(
  database: rds.DatabaseCluster,
  { config, logGroup }: { config: DatabaseConfig; logGroup: LogGroup },
): void {
  const cluster = cfnClusterOf(database);
  // Deleting a protected database keeps a final snapshot; replacing any database does.
  cluster.applyRemovalPolicy(
    config.deletionProtection ? RemovalPolicy.SNAPSHOT : RemovalPolicy.DESTROY,
  );
  cluster.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.SNAPSHOT;
  const instances = database.node
    .findAll()
    .filter(construct => construct instanceof rds.CfnDBInstance);
  for (const instance of instances) {
    // Instances hold no data: Aurora keeps it in the cluster's volume.
    instance.applyRemovalPolicy(RemovalPolicy.DESTROY);
    Validations.of(instance).acknowledge({
      id: 'CloudFormation-Validate::W3010',
      reason:
        'The zones are the ones that the configured subnets are in; writer and reader must not share one.',
    });
  }
  if (!config.performanceInsights) {
    cluster.performanceInsightsEnabled = false;
  }
  if (config.monitoringInterval === 0) {
    cluster.monitoringInterval = 0;
  }
  // Else RDS makes the log group first, and the template's own fails with AlreadyExists.
  cluster.node.addDependency(logGroup);
}
