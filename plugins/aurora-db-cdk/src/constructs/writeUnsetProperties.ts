import type { DatabaseConfig } from '@aurora-db/backstage-plugin-aurora-db-common';
import { CfnDeletionPolicy, RemovalPolicy, Validations } from 'aws-cdk-lib';
import * as rds from 'aws-cdk-lib/aws-rds';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { cfnClusterOf } from './cfnClusterOf';

/**
 * Writes the properties that the L2 leaves to CloudFormation's defaults: deletion policies, and
 * features that are off. CloudFormation does not reset a property that the next template omits.
 */
export function writeUnsetProperties(
  database: rds.DatabaseCluster,
  { config, logGroup }: { config: DatabaseConfig; logGroup: LogGroup },
): void {
  const cluster = cfnClusterOf(database);
  // Deleting a protected database keeps a final snapshot, and so does replacing any database.
  cluster.applyRemovalPolicy(
    config.deletionProtection ? RemovalPolicy.SNAPSHOT : RemovalPolicy.DESTROY,
  );
  cluster.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.SNAPSHOT;
  const instances = database.node
    .findAll()
    .filter(construct => construct instanceof rds.CfnDBInstance);
  for (const instance of instances) {
    // Instances have no data: Aurora keeps it in the cluster's volume.
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
  // Otherwise RDS makes the log group first, and CloudFormation fails with AlreadyExists.
  cluster.node.addDependency(logGroup);
}
