import type {
  DatabaseConfig,
  DatabaseNames,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { RemovalPolicy } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { logRetentionFor } from './logRetention';

/**
 * The log group that the cluster exports its PostgreSQL log to. RDS would make it itself, without retention, and it would stay
 * behind; CDK's own `cloudwatchLogsRetention` needs a Lambda function, and so a bootstrapped account.
 */
export function createLogGroup(
  scope: Construct,
  { names, config }: { names: DatabaseNames; config: DatabaseConfig },
): LogGroup {
  return new LogGroup(scope, 'LogGroup', {
    logGroupName: `/aws/rds/cluster/${names.clusterIdentifier}/postgresql`,
    retention: logRetentionFor(config.backupRetention),
    // One that stayed behind would stop the next create of the same name.
    removalPolicy: RemovalPolicy.DESTROY,
  });
}
