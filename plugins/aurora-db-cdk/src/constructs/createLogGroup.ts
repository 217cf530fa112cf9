import type {
  DatabaseConfig,
  DatabaseNames,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { RemovalPolicy } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { logRetentionFor } from './logRetention';

/**
 * Makes the log group for the cluster's PostgreSQL log. A log group that RDS makes has no retention
 * and remains after a deletion. CDK's `cloudwatchLogsRetention` needs a Lambda function and a
 * bootstrapped account.
 */
export function createLogGroup(
  scope: Construct,
  { names, config }: { names: DatabaseNames; config: DatabaseConfig },
): LogGroup {
  return new LogGroup(scope, 'LogGroup', {
    logGroupName: `/aws/rds/cluster/${names.clusterIdentifier}/postgresql`,
    retention: logRetentionFor(config.backupRetention),
    // A remaining log group would prevent the next create with the same name.
    removalPolicy: RemovalPolicy.DESTROY,
  });
}
