import { z } from 'zod';
import { defineOperation } from '../../service/defineOperation';
import { booleanInput, listInput } from '../../service/inputs';
import { AwsError, type Operation, type Scope } from '../../service/AwsService';
import { kmsKeyArn } from '../clusters/kmsKeyArn';
import { engineNames } from '../engine/engineNames';
import { filtersOf, page, pageInput, passes } from '../listing';
import {
  invalidCombination,
  invalidSnapshotState,
  invalidValue,
  snapshotNotFound,
} from '../rdsFaults';
import type { RdsContext } from '../RdsContext';
import { rdsArn } from '../RdsStore';
import {
  type ClusterSnapshotRecord,
  describeClusterSnapshot,
} from './ClusterSnapshotRecord';
import { isSharedWith } from './findSnapshot';

/** Source: Aurora user guide, "Sharing a DB cluster snapshot". */
const mostAccounts = 20;

const snapshotTypes = ['automated', 'manual', 'shared', 'public', 'awsbackup'];

const accounts = listInput(
  z.string().transform(account => {
    if (account !== 'all' && !/^\d{12}$/.test(account)) {
      throw invalidValue(
        `Invalid account ${account}: it must have twelve digits, or be all.`,
      );
    }
    return account;
  }),
).default([]);

const inputs = {
  DescribeDBClusterSnapshots: z.strictObject({
    ...pageInput,
    Filters: filtersOf({
      'db-cluster-id': 'any',
      'db-cluster-snapshot-id': 'any',
      'snapshot-type': snapshotTypes,
      engine: engineNames,
    }),
    DBClusterIdentifier: z.string().optional(),
    DBClusterSnapshotIdentifier: z.string().optional(),
    DbClusterResourceId: z.string().optional(),
    SnapshotType: z
      .string()
      .transform(type => {
        if (!snapshotTypes.includes(type)) {
          throw invalidValue(
            `Invalid snapshot type: ${type}. Valid values: ${snapshotTypes.join(', ')}`,
          );
        }
        return type;
      })
      .optional(),
    IncludePublic: booleanInput.default(false),
    IncludeShared: booleanInput.default(false),
  }),
  DescribeDBClusterSnapshotAttributes: z.strictObject({
    DBClusterSnapshotIdentifier: z.string(),
  }),
  ModifyDBClusterSnapshotAttribute: z.strictObject({
    DBClusterSnapshotIdentifier: z.string(),
    AttributeName: z.string().transform(name => {
      if (name !== 'restore') {
        throw invalidValue(
          `Invalid attribute name: ${name}. The only attribute is restore.`,
        );
      }
      return name;
    }),
    ValuesToAdd: accounts,
    ValuesToRemove: accounts,
  }),
};

/** A snapshot as an account sees it. */
interface Seen {
  record: ClusterSnapshotRecord;
  isOwn: boolean;
  /** A public snapshot of the account itself has two. */
  types: string[];
}

/** Operations that list cluster snapshots and share them with other accounts. */
export function snapshotSharingOperations({
  store,
  snapshots,
}: RdsContext): Record<string, Operation> {
  function seenBy({ accountId, region }: Scope): Seen[] {
    return store.snapshots
      .all()
      .filter(({ scope }) => scope.region === region)
      .flatMap(({ scope, value: record }) => {
        const isOwn = scope.accountId === accountId;
        if (!isOwn && !isSharedWith(record, accountId)) {
          return [];
        }
        const types = [
          ...(isOwn ? [record.type] : []),
          ...(record.sharedWith.includes(accountId) ? ['shared'] : []),
          ...(record.sharedWith.includes('all') ? ['public'] : []),
        ];
        return [{ record, isOwn, types }];
      })
      .sort(
        (a, b) => a.record.createdAt.getTime() - b.record.createdAt.getTime(),
      );
  }

  const describe = ({ record, isOwn, types }: Seen) => ({
    ...describeClusterSnapshot(record, snapshots.progressOf(record)),
    // The identifier and the tags of another account's snapshot are its own.
    ...(!isOwn && {
      DBClusterSnapshotIdentifier: record.arn,
      SnapshotType: types[0],
      TagList: [],
    }),
  });

  return {
    DescribeDBClusterSnapshots: defineOperation(
      inputs.DescribeDBClusterSnapshots,
      async (input, context) => {
        const types =
          input.SnapshotType === undefined
            ? [
                'manual',
                'automated',
                ...(input.IncludeShared ? ['shared'] : []),
                ...(input.IncludePublic ? ['public'] : []),
              ]
            : [input.SnapshotType];
        const wanted = input.DBClusterSnapshotIdentifier;
        const clusterName = input.DBClusterIdentifier?.replace(
          /^arn:.*:/,
          '',
        ).toLocaleLowerCase('en-US');
        const matching = seenBy(context)
          .filter(seen => wanted === undefined || hasName(seen, wanted))
          .filter(seen => seen.types.some(type => types.includes(type)))
          .filter(
            ({ record }) =>
              clusterName === undefined ||
              record.clusterIdentifier === clusterName,
          )
          .filter(
            ({ record }) =>
              input.DbClusterResourceId === undefined ||
              record.clusterResourceId === input.DbClusterResourceId,
          )
          .filter(seen =>
            passes(input.Filters, {
              'db-cluster-id': [
                seen.record.clusterIdentifier,
                rdsArn(context, 'cluster', seen.record.clusterIdentifier),
              ],
              'db-cluster-snapshot-id': [
                seen.record.arn,
                ...(seen.isOwn ? [seen.record.identifier] : []),
              ],
              'snapshot-type': seen.types,
              engine: ['aurora-postgresql'],
            }),
          );
        if (wanted !== undefined && matching.length === 0) {
          throw snapshotNotFound(wanted);
        }
        return page('DBClusterSnapshots', matching, input, describe);
      },
    ),

    DescribeDBClusterSnapshotAttributes: defineOperation(
      inputs.DescribeDBClusterSnapshotAttributes,
      async ({ DBClusterSnapshotIdentifier }, context) =>
        describeAttributes(
          store.snapshot(context, DBClusterSnapshotIdentifier),
        ),
    ),

    ModifyDBClusterSnapshotAttribute: defineOperation(
      inputs.ModifyDBClusterSnapshotAttribute,
      async (input, context) => {
        const snapshot = store.snapshot(
          context,
          input.DBClusterSnapshotIdentifier,
        );
        const sharedWith = [
          ...new Set([...snapshot.sharedWith, ...input.ValuesToAdd]),
        ].filter(account => !input.ValuesToRemove.includes(account));
        checkSharing(context, snapshot, sharedWith);
        const changed = { ...snapshot, sharedWith };
        await store.snapshots.put(context, snapshot.identifier, changed);
        return describeAttributes(changed);
      },
    ),
  };
}

function hasName({ record, isOwn }: Seen, wanted: string): boolean {
  const name = wanted.toLocaleLowerCase('en-US');
  return (
    name === record.arn.toLocaleLowerCase('en-US') ||
    (isOwn && name === record.identifier)
  );
}

/** Source: Aurora user guide, "Sharing a DB cluster snapshot". */
function checkSharing(
  scope: Scope,
  snapshot: ClusterSnapshotRecord,
  sharedWith: readonly string[],
): void {
  if (sharedWith.length === 0) {
    return;
  }
  if (snapshot.type !== 'manual' || snapshot.status !== 'available') {
    throw invalidSnapshotState(
      `Only manual snapshots that are available can be shared: copy ${snapshot.identifier} first.`,
    );
  }
  if (snapshot.storageEncrypted && sharedWith.includes('all')) {
    throw invalidCombination(
      `The snapshot ${snapshot.identifier} is encrypted and cannot be public: name the accounts.`,
    );
  }
  if (
    snapshot.storageEncrypted &&
    snapshot.kmsKeyId === kmsKeyArn(scope, undefined)
  ) {
    throw invalidSnapshotState(
      `The snapshot ${snapshot.identifier} is encrypted with the default key of the account and cannot be shared: copy it with another key first.`,
    );
  }
  if (sharedWith.filter(account => account !== 'all').length > mostAccounts) {
    throw new AwsError(
      'SharedSnapshotQuotaExceeded',
      `A snapshot can be shared with at most ${mostAccounts} accounts.`,
    );
  }
}

/** The RDS structure `DBClusterSnapshotAttributesResult`. */
function describeAttributes({ identifier, sharedWith }: ClusterSnapshotRecord) {
  return {
    DBClusterSnapshotAttributesResult: {
      DBClusterSnapshotIdentifier: identifier,
      DBClusterSnapshotAttributes: [
        { AttributeName: 'restore', AttributeValues: sharedWith },
      ],
    },
  };
}
