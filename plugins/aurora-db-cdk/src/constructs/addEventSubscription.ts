import {
  CfnEventSubscription,
  type DatabaseCluster,
} from 'aws-cdk-lib/aws-rds';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/**
 * Sends RDS's events about the cluster to the topic. Categories: Aurora user guide, "Amazon RDS
 * event categories", DB cluster events.
 */
export function addEventSubscription(
  scope: Construct,
  { cluster, topic }: { cluster: DatabaseCluster; topic: ITopic },
): void {
  new CfnEventSubscription(scope, 'EventSubscription', {
    snsTopicArn: topic.topicArn,
    sourceType: 'db-cluster',
    sourceIds: [cluster.clusterIdentifier],
    eventCategories: [
      'configuration change',
      'deletion',
      'failover',
      'failure',
      'maintenance',
      'notification',
    ],
    enabled: true,
  });
}
