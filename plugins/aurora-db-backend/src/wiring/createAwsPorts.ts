import type { AwsClients } from '../aws/AwsClients';
import { CloudFormationHistory } from '../aws/cloudformation/CloudFormationHistory';
import { CloudFormationStacks } from '../aws/cloudformation/CloudFormationStacks';
import { CloudWatchAlarms } from '../aws/cloudwatch/CloudWatchAlarms';
import { CloudWatchLogEvents } from '../aws/cloudwatch/CloudWatchLogEvents';
import { CloudWatchLogGroups } from '../aws/cloudwatch/CloudWatchLogGroups';
import { CloudWatchMetrics } from '../aws/cloudwatch/CloudWatchMetrics';
import { Ec2Networks } from '../aws/Ec2Networks';
import { IamPrincipals } from '../aws/IamPrincipals';
import { IamRolePolicies } from '../aws/IamRolePolicies';
import { KmsKeys } from '../aws/KmsKeys';
import { PerformanceInsights } from '../aws/PerformanceInsights';
import { RdsAccountQuotas } from '../aws/rds/RdsAccountQuotas';
import { RdsClusters } from '../aws/rds/RdsClusters';
import { RdsClusterSnapshots } from '../aws/rds/RdsClusterSnapshots';
import { RdsEngineVersions } from '../aws/rds/RdsEngineVersions';
import { RdsEvents } from '../aws/rds/RdsEvents';
import { RdsParameters } from '../aws/rds/RdsParameters';
import { SnsTopics } from '../aws/SnsTopics';
import { StsCallerIdentity } from '../aws/StsCallerIdentity';
import type { AwsPorts } from './AwsPorts';

/** Creates the adapters of AWS's APIs. They share the clients. */
export function createAwsPorts(aws: AwsClients): AwsPorts {
  return {
    stacks: new CloudFormationStacks(aws),
    history: new CloudFormationHistory(aws),
    clusters: new RdsClusters(aws),
    snapshots: new RdsClusterSnapshots(aws),
    engineVersions: new RdsEngineVersions(aws),
    quotas: new RdsAccountQuotas(aws),
    metrics: new CloudWatchMetrics(aws),
    alarms: new CloudWatchAlarms(aws),
    load: new PerformanceInsights(aws),
    logGroups: new CloudWatchLogGroups(aws),
    logEvents: new CloudWatchLogEvents(aws),
    events: new RdsEvents(aws),
    networks: new Ec2Networks(aws),
    parameters: new RdsParameters(aws),
    rolePolicies: new IamRolePolicies(aws),
    identity: new StsCallerIdentity(aws),
    principals: new IamPrincipals(aws),
    keys: new KmsKeys(aws),
    topics: new SnsTopics(aws),
  };
}
