import type { IamGrant } from './IamGrant';
import { iamArns } from './iamArns';
import type { IamPlace } from './IamPlace';
import { taggedAsOurs, tagsAsOurs } from './tagConditions';

/**
 * Calls of CloudFormation for clusters, instances and secrets. The RDS handlers create each
 * resource with the stack's tags in the same call. Source: pull requests 178, 185 and 186 of
 * https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-rds.
 */
export function databaseGrants(place: IamPlace): IamGrant[] {
  const arns = iamArns(place);
  const ours = [
    arns.cluster,
    arns.clusterParameterGroup,
    arns.instance,
    arns.eventSubscription,
    arns.subnetGroup,
  ];
  const secrets = [arns.masterSecret, arns.connectionSecret];
  return [
    {
      sid: 'CreateDatabases',
      why: 'Creates and restores resources with our names and our tag.',
      actions: [
        'rds:AddTagsToResource',
        'rds:CreateDBCluster',
        'rds:CreateDBClusterParameterGroup',
        'rds:CreateDBInstance',
        'rds:CreateDBSubnetGroup',
        'rds:CreateEventSubscription',
        'rds:RestoreDBClusterFromSnapshot',
        'rds:RestoreDBClusterToPointInTime',
      ],
      resources: ours,
      conditions: tagsAsOurs,
    },
    {
      sid: 'UseDefaultGroups',
      why: "RDS also asks for the option group and the instance parameter group, which are AWS's defaults.",
      actions: [
        'rds:CreateDBCluster',
        'rds:CreateDBInstance',
        'rds:ModifyDBCluster',
        'rds:ModifyDBInstance',
        'rds:RestoreDBClusterFromSnapshot',
        'rds:RestoreDBClusterToPointInTime',
      ],
      resources: arns.defaultGroups,
    },
    {
      sid: 'RestoreOurSnapshots',
      why: 'Restores only snapshots with our tag. Automated ones have it, because clusters copy their tags.',
      actions: ['rds:RestoreDBClusterFromSnapshot'],
      resources: [arns.anySnapshot],
      conditions: taggedAsOurs,
    },
    {
      sid: 'ChangeDatabases',
      why: 'Changes, tags and deletes only what has our tag.',
      actions: [
        'rds:AddSourceIdentifierToSubscription',
        'rds:AddTagsToResource',
        'rds:CreateDBClusterSnapshot',
        'rds:DeleteDBCluster',
        'rds:DeleteDBClusterParameterGroup',
        'rds:DeleteDBInstance',
        'rds:DeleteDBSubnetGroup',
        'rds:DeleteEventSubscription',
        'rds:ModifyDBCluster',
        'rds:ModifyDBClusterParameterGroup',
        'rds:ModifyDBInstance',
        'rds:ModifyDBSubnetGroup',
        'rds:ModifyEventSubscription',
        'rds:RebootDBInstance',
        'rds:RemoveSourceIdentifierFromSubscription',
        'rds:RemoveTagsFromResource',
        'rds:ResetDBClusterParameterGroup',
      ],
      resources: ours,
      conditions: taggedAsOurs,
    },
    {
      sid: 'KeepFinalSnapshots',
      why: 'Final snapshots, under the ids that CloudFormation makes up. Nothing here deletes a snapshot.',
      actions: [
        'rds:AddTagsToResource',
        'rds:CreateDBClusterSnapshot',
        'rds:DeleteDBCluster',
      ],
      resources: [arns.finalSnapshot],
    },
    {
      sid: 'CreateSecrets',
      why: 'Secrets are named by their logical id alone; our tag tells them from those of other stacks.',
      actions: ['secretsmanager:CreateSecret', 'secretsmanager:TagResource'],
      resources: secrets,
      conditions: tagsAsOurs,
    },
    {
      sid: 'OurSecrets',
      why: 'Reads the password for the cluster, writes host and port, changes and deletes only what has our tag.',
      actions: [
        'secretsmanager:DeleteSecret',
        'secretsmanager:DescribeSecret',
        'secretsmanager:GetSecretValue',
        'secretsmanager:PutSecretValue',
        'secretsmanager:TagResource',
        'secretsmanager:UntagResource',
        'secretsmanager:UpdateSecret',
      ],
      resources: secrets,
      conditions: taggedAsOurs,
    },
    {
      sid: 'ManagedPasswords',
      why: 'With `masterPassword: managed`, RDS creates the secret in the name of its caller. Nothing here reads one.',
      actions: ['secretsmanager:CreateSecret', 'secretsmanager:TagResource'],
      resources: [arns.managedSecret],
    },
    {
      sid: 'Keys',
      why: "AWS's own keys of RDS and Secrets Manager: a key has no name, so the service that uses it is the limit.",
      actions: [
        'kms:CreateGrant',
        'kms:Decrypt',
        'kms:DescribeKey',
        'kms:GenerateDataKey',
      ],
      resources: [arns.keys],
      conditions: {
        StringEquals: {
          'kms:ViaService': [
            `rds.${place.region}.amazonaws.com`,
            `secretsmanager.${place.region}.amazonaws.com`,
          ],
        },
      },
      namesItsService: true,
    },
    {
      sid: 'RdsServiceRole',
      why: "RDS's own role, with the first database of an account.",
      actions: ['iam:CreateServiceLinkedRole'],
      resources: [arns.rdsServiceRole],
      conditions: {
        StringEquals: { 'iam:AWSServiceName': 'rds.amazonaws.com' },
      },
      namesItsService: true,
    },
  ];
}
