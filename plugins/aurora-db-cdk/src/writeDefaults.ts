import type { DatabaseConfig } from '@aurora-db/backstage-plugin-aurora-db-common';
import { CfnDeletionPolicy, RemovalPolicy, Validations } from 'aws-cdk-lib';
import * as rds from 'aws-cdk-lib/aws-rds';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IConstruct } from 'constructs';

/**
 * Writes out what the L2 leaves to CloudFormation's defaults: what happens to the data when the stack goes, and features that are
 * off. CloudFormation doesn't undo a property that is merely left out of the next template.
 */
export function writeDefaults(
  database: rds.DatabaseCluster,
  { config, logGroup }: { config: DatabaseConfig; logGroup: LogGroup },
): void {
  const cluster = only(database, rds.CfnDBCluster);
  // Deleting a protected database keeps a final snapshot; replacing any database does.
  cluster.applyRemovalPolicy(
    config.deletionProtection ? RemovalPolicy.SNAPSHOT : RemovalPolicy.DESTROY,
  );
  cluster.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.SNAPSHOT;
  for (const instance of all(database, rds.CfnDBInstance)) {
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

function all<T extends IConstruct>(
  scope: IConstruct,
  type: abstract new (...args: never[]) => T,
): T[] {
  return scope.node
    .findAll()
    .filter((construct): construct is T => construct instanceof type);
}

function only<T extends IConstruct>(
  scope: IConstruct,
  type: abstract new (...args: never[]) => T,
): T {
  const [found, ...others] = all(scope, type);
  if (!found || others.length > 0) {
    throw new Error(
      `${scope.node.path} should hold one ${type.name}: this version of aws-cdk-lib builds clusters in another way`,
    );
  }
  return found;
}
