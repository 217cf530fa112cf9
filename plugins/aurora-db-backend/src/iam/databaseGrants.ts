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
      why: 'Changes, tags and deletes only resources with our tag.',
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
      why: 'Takes final snapshots with ids that CloudFormation generates. This statement deletes no snapshot.',
      actions: [
        'rds:AddTagsToResource',
        'rds:CreateDBClusterSnapshot',
        'rds:DeleteDBCluster',
      ],
      resources: [arns.finalSnapshot],
    },
    {
      sid: 'CreateSecrets',
      why: 'Secrets only have their logical id as a name. Our tag distinguishes them from those of other stacks.',
      actions: ['secretsmanager:CreateSecret', 'secretsmanager:TagResource'],
      resources: secrets,
      conditions: tagsAsOurs,
    },
    {
      sid: 'OurSecrets',
      why: 'Reads the password for the cluster, and writes host and port. Changes and deletes only secrets with our tag.',
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
      why: 'With `masterPassword: managed`, RDS creates the secret with the permissions of its caller. This statement reads none.',
      actions: ['secretsmanager:CreateSecret', 'secretsmanager:TagResource'],
      resources: [arns.managedSecret],
    },
    {
      sid: 'Keys',
      why: "AWS's own keys for RDS and Secrets Manager, and `kmsKeyArn`. A key has no name, so the condition limits the service that uses it.",
      actions: [
        'kms:CreateGrant',
        'kms:Decrypt',
        'kms:DescribeKey',
        'kms:GenerateDataKey',
      ],
      resources: [arns.keys, ...(place.kmsKeyArn ? [place.kmsKeyArn] : [])],
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
      why: 'RDS needs its own role for the first database of an account.',
      actions: ['iam:CreateServiceLinkedRole'],
      resources: [arns.rdsServiceRole],
      conditions: {
        StringEquals: { 'iam:AWSServiceName': 'rds.amazonaws.com' },
      },
      namesItsService: true,
    },
  ];
}
