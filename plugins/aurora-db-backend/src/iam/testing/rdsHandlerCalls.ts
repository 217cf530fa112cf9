import { examplePlace } from '../IamPlace';
import {
  arnOf,
  calls,
  creates,
  iamArnOf,
  type HandlerCalls,
} from './handlerCalls';
import type { IamRequest } from './isAllowed';
import { ourTags as tags } from './ourTags';
import { physicalIdOf } from './physicalIdOf';

const { region } = examplePlace;
const optionGroup = { arn: arnOf('rds', 'og:default:aurora-postgresql-15') };
const instanceGroup = { arn: arnOf('rds', 'pg:default.aurora-postgresql15') };
const sources = {
  snapshot: {
    arn: arnOf('rds', 'cluster-snapshot:rds:orders-prd-2026-11-25-18-05'),
    tags,
  },
  cluster: { arn: arnOf('rds', 'cluster:orders-prd-aurora-cluster'), tags },
};

/** A creation sets tags. Existing resources already have them. */
function rdsCalls(
  arn: string,
  type: string,
  changes: readonly string[],
): IamRequest[] {
  return [
    creates(`rds:Create${type}`, { arn }),
    creates('rds:AddTagsToResource', { arn }),
    ...changes.map(change => calls(`rds:${change}`, { arn, tags })),
  ];
}

const tagChanges = ['AddTagsToResource', 'RemoveTagsFromResource'];

/** Calls of CloudFormation's handlers to RDS. */
export const rdsHandlerCalls: HandlerCalls = {
  'AWS::RDS::DBCluster': ({ resource, stackName, spelling, siblings }) => {
    const { DBClusterIdentifier, SnapshotIdentifier, ...properties } =
      resource.properties;
    const cluster = { arn: arnOf('rds', `cluster:${DBClusterIdentifier}`) };
    const groups = [
      ...siblings.parameterGroups,
      ...siblings.subnetGroups,
      optionGroup,
    ];
    const final = {
      arn: arnOf(
        'rds',
        `cluster-snapshot:${spelling(physicalIdOf(stackName, `Snapshot-${resource.logicalId}`, 255))}`,
      ),
    };
    const ours = { ...cluster, tags };
    const creation = () => {
      if (SnapshotIdentifier) {
        return ['RestoreDBClusterFromSnapshot', sources.snapshot] as const;
      }
      return properties.SourceDBClusterIdentifier
        ? (['RestoreDBClusterToPointInTime', sources.cluster] as const)
        : (['CreateDBCluster'] as const);
    };
    const [operation, ...source] = creation();
    return [
      creates(`rds:${operation}`, cluster, ...groups, ...source),
      creates('rds:AddTagsToResource', cluster),
      ...tagChanges.map(action => calls(`rds:${action}`, ours)),
      calls('rds:ModifyDBCluster', ours, ...siblings.parameterGroups),
      calls('rds:CreateDBClusterSnapshot', ours, final),
      calls('rds:AddTagsToResource', final),
      calls('rds:DeleteDBCluster', ours, final),
      calls('iam:CreateServiceLinkedRole', {
        arn: iamArnOf(
          'role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS',
        ),
        context: { 'iam:AWSServiceName': 'rds.amazonaws.com' },
      }),
      ...['CreateSecret', 'TagResource'].map(action =>
        calls(`secretsmanager:${action}`, {
          arn: arnOf('secretsmanager', 'secret:rds!cluster-5f1c-AbCdEf'),
        }),
      ),
      calls('kms:CreateGrant', {
        arn: arnOf('kms', 'key/5f1c'),
        context: { 'kms:ViaService': `rds.${region}.amazonaws.com` },
      }),
    ];
  },
  'AWS::RDS::DBInstance': ({ id, spelling, siblings }) => {
    const instance = { arn: arnOf('rds', `db:${spelling(id(63))}`) };
    const ours = { ...instance, tags };
    return [
      creates(
        'rds:CreateDBInstance',
        instance,
        ...siblings.clusters,
        ...siblings.subnetGroups,
        optionGroup,
        instanceGroup,
      ),
      creates('rds:AddTagsToResource', instance),
      ...[
        ...tagChanges,
        'ModifyDBInstance',
        'RebootDBInstance',
        'DeleteDBInstance',
      ].map(action => calls(`rds:${action}`, ours)),
    ];
  },
  'AWS::RDS::DBClusterParameterGroup': ({ id, spelling }) =>
    rdsCalls(
      arnOf('rds', `cluster-pg:${spelling(id(255))}`),
      'DBClusterParameterGroup',
      [
        ...tagChanges,
        'ModifyDBClusterParameterGroup',
        'ResetDBClusterParameterGroup',
        'DeleteDBClusterParameterGroup',
      ],
    ),
  'AWS::RDS::DBSubnetGroup': ({ id, spelling }) =>
    rdsCalls(arnOf('rds', `subgrp:${spelling(id(255))}`), 'DBSubnetGroup', [
      ...tagChanges,
      'ModifyDBSubnetGroup',
      'DeleteDBSubnetGroup',
    ]),
  'AWS::RDS::EventSubscription': ({ id, spelling }) =>
    rdsCalls(arnOf('rds', `es:${spelling(id(255))}`), 'EventSubscription', [
      ...tagChanges,
      'ModifyEventSubscription',
      'AddSourceIdentifierToSubscription',
      'RemoveSourceIdentifierFromSubscription',
      'DeleteEventSubscription',
    ]),
};
