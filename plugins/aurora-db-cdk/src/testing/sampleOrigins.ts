import type { RestoreOrigin } from '@aurora-db/backstage-plugin-aurora-db-common';

const source = {
  entityRef: 'resource:default/orders-prd',
  databaseName: 'ordersmain',
};
const sourceClusterIdentifier = 'orders-prd-aurora-cluster';
const restoreToTime = '2026-11-25T08:00:00.250Z';

/** The origins of a restored database, all of the same source. */
export const sampleOrigins = {
  snapshot: {
    ...source,
    from: { snapshotIdentifier: 'orders-prd-predeploy-20261125080000' },
  },
  time: {
    ...source,
    from: {
      sourceClusterIdentifier,
      to: { restoreToTime },
      namesEngineVersion: false,
    },
  },
  latest: {
    ...source,
    from: {
      sourceClusterIdentifier,
      to: { useLatestRestorableTime: true },
      namesEngineVersion: false,
    },
  },
  /** RDS encrypts the copy of this snapshot. */
  unencryptedSnapshot: {
    ...source,
    from: {
      snapshotIdentifier: 'orders-prd-manual-20190401000000',
      storageEncrypted: true,
    },
  },
  /** The source was upgraded after the snapshot. */
  upgradedSince: {
    ...source,
    from: {
      sourceClusterIdentifier,
      to: { restoreToTime },
      namesEngineVersion: true,
    },
  },
  /** The source is of another tool, which chose another master user. */
  otherMasterUser: {
    entityRef: 'resource:default/prod.orders-cluster',
    databaseName: 'orders',
    masterUsername: 'orders_admin',
    from: { snapshotIdentifier: 'orders-cluster-manual-20261125080000' },
  },
} satisfies Record<string, RestoreOrigin>;

/** The three kinds of origins, for `test.each`. */
export const originsOfEachKind: Array<[kind: string, origin: RestoreOrigin]> = [
  ['a snapshot', sampleOrigins.snapshot],
  ['a time', sampleOrigins.time],
  ['the latest time', sampleOrigins.latest],
];
