import type { ClusterSummary } from '@aurora-db/backstage-plugin-aurora-db-common';
import { entityNameOf } from '../../catalog/entityNameOf';
import { toCsv } from './toCsv';

/**
 * The columns of the export. The names are the same in every language, because scripts and pivot
 * tables refer to them.
 */
const columns: readonly [
  name: string,
  value: (database: ClusterSummary) => string | number | undefined,
][] = [
  ['name', ({ entityRef }) => entityNameOf(entityRef)],
  ['entity_ref', ({ entityRef }) => entityRef],
  ['origin', ({ origin }) => origin],
  ['environment', ({ environment }) => environment],
  ['environment_title', ({ environmentTitle }) => environmentTitle],
  ['account_id', ({ accountId }) => accountId],
  ['region', ({ region }) => region],
  ['severity', ({ severity }) => severity],
  ['status', ({ status }) => status],
  ['capacity_min_acu', ({ capacity }) => capacity?.min],
  ['capacity_max_acu', ({ capacity }) => capacity?.max],
  ['capacity_current_acu', ({ capacity }) => capacity?.current],
  ['instance_classes', ({ instanceClasses }) => instanceClasses?.join(' ')],
  [
    'engine',
    // A text: a spreadsheet would read 15.10 as the number 15.1.
    ({ engineVersion }) => engineVersion && `PostgreSQL ${engineVersion}`,
  ],
  ['owner', ({ owner }) => owner],
  ['last_snapshot_at', ({ lastSnapshotAt }) => lastSnapshotAt],
  ['restorable_from', ({ earliestRestorableTime }) => earliestRestorableTime],
  ['restorable_to', ({ latestRestorableTime }) => latestRestorableTime],
  // Only if the name has a part of the identifier.
  ['cluster_identifier', ({ clusterIdentifier }) => clusterIdentifier],
];

/** Databases as a CSV file. Times are in ISO 8601, UTC. */
export function databasesCsv(databases: readonly ClusterSummary[]): string {
  return toCsv([
    columns.map(([name]) => name),
    ...databases.map(database => columns.map(([, value]) => value(database))),
  ]);
}
