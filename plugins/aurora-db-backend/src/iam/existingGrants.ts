import { auroraDbTags } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { IamGrant } from './IamGrant';
import { iamArns } from './iamArns';
import type { IamPlace } from './IamPlace';
import type { IamConditions } from './IamPolicy';
import { anyName, tagsAsOurs } from './tagConditions';

/** The resource has the tag of snapshots that the portal took of databases of other tools. */
const taggedAsTaken: IamConditions = {
  StringLike: { [`aws:ResourceTag/${auroraDbTags.cluster}`]: anyName },
};

/** The call sets that tag. */
const tagsAsTaken: IamConditions = {
  StringLike: { [`aws:RequestTag/${auroraDbTags.cluster}`]: anyName },
};

/**
 * Calls of the portal for databases of other tools. Each statement can be left out. None of them
 * changes or deletes a cluster.
 */
export function existingPortalGrants(place: IamPlace): IamGrant[] {
  const { existing } = place;
  if (!existing) {
    return [];
  }
  const arns = iamArns(place);
  const tags = Object.entries(existing.tags ?? {});
  return [
    {
      sid: 'ExistingParameters',
      why: 'The connection limits of databases of other tools, and what a restore does not take over. Can be left out.',
      actions: [
        'rds:DescribeDBClusterParameters',
        'rds:DescribeDBParameters',
        'rds:DescribeEngineDefaultClusterParameters',
      ],
      resources: ['*'],
      withoutIt: 'readiness.withoutExistingParameters',
    },
    {
      sid: 'ExistingLoad',
      why: 'Their load. Performance Insights names instances only by generated ids. Can be left out.',
      actions: ['pi:DescribeDimensionKeys', 'pi:GetResourceMetrics'],
      resources: [arns.instanceMetrics],
      withoutIt: 'readiness.withoutExistingLoad',
    },
    {
      sid: 'ExistingStatements',
      why: 'The rest of their statements of more than 500 bytes, with data. Can be left out.',
      actions: ['pi:GetDimensionKeyDetails'],
      resources: [arns.instanceMetrics],
      withoutIt: 'readiness.withoutExistingStatements',
    },
    {
      sid: 'ExistingLog',
      why: 'Their logs, with data. Can be left out.',
      actions: ['logs:FilterLogEvents'],
      resources: arns.existingLogs,
      withoutIt: 'readiness.withoutExistingLog',
    },
    {
      sid: 'SnapshotExisting',
      why: 'Takes snapshots of them. Can be left out.',
      actions: ['rds:CreateDBClusterSnapshot'],
      resources: arns.existingClusters,
      ...(tags.length > 0 && {
        conditions: {
          StringLike: Object.fromEntries(
            tags.map(([key, value]) => [`aws:ResourceTag/${key}`, value]),
          ),
        },
      }),
      withoutIt: 'readiness.withoutExistingSnapshots',
    },
    {
      sid: 'NameSnapshotsOfExisting',
      why: 'Sets the tag of their cluster on these snapshots, whose ids have our form. Can be left out.',
      actions: ['rds:AddTagsToResource', 'rds:CreateDBClusterSnapshot'],
      resources: [arns.portalSnapshot],
      conditions: tagsAsTaken,
      withoutIt: 'readiness.withoutExistingSnapshots',
    },
    {
      sid: 'DeleteSnapshotsOfExisting',
      why: 'Deletes only snapshots with that tag. Can be left out.',
      actions: ['rds:DeleteDBClusterSnapshot'],
      resources: [arns.portalSnapshot],
      conditions: taggedAsTaken,
      withoutIt: 'readiness.withoutExistingDeletion',
    },
  ];
}

/** Calls of CloudFormation for restores of databases of other tools. */
export function existingDatabaseGrants(place: IamPlace): IamGrant[] {
  const arns = iamArns(place);
  return place.existing
    ? [
        {
          sid: 'RestoreExisting',
          why: 'Restores databases of other tools, only into clusters with our tag. Their snapshots can have any name. Can be left out.',
          actions: [
            'rds:RestoreDBClusterFromSnapshot',
            'rds:RestoreDBClusterToPointInTime',
          ],
          resources: [arns.anySnapshot, ...arns.existingClusters],
          conditions: tagsAsOurs,
          withoutIt: 'readiness.withoutExistingRestores',
        },
      ]
    : [];
}
