import type { SimulatedDatabases } from './simulated/SimulatedDatabases';
import type { ServiceCaller } from '../service/AwsService';
import type { EndpointClock } from '../time/EndpointClock';
import type { AutomatedBackups } from './snapshots/AutomatedBackups';
import type { ClusterReconciler } from './clusters/ClusterReconciler';
import type { ClusterServers } from './clusters/ClusterServers';
import type { ClusterSnapshots } from './snapshots/ClusterSnapshots';
import type { DatabaseSource } from './DatabaseSource';
import type { EventLog } from './events/EventLog';
import type { LogExports } from './LogExports';
import type { MasterUserSecrets } from './clusters/MasterUserSecrets';
import type { ParameterCatalogs } from './parameters/catalog/ParameterCatalogs';
import type { RdsStore } from './RdsStore';
import type { SnapshotCopies } from './snapshots/SnapshotCopies';
import type { PostgresDatabases } from './PostgresDatabases';
import type { WorkQueues } from './WorkQueues';

/** The objects that RDS's operations use. */
export interface RdsContext {
  /** Databases with and without servers. */
  databases: DatabaseSource;
  postgresDatabases: PostgresDatabases;
  /** The members of global databases in an account, in all regions. */
  globalMembers: SimulatedDatabases['globalMembers'];
  store: RdsStore;
  servers: ClusterServers;
  snapshots: ClusterSnapshots;
  snapshotCopies: SnapshotCopies;
  backups: AutomatedBackups;
  masterUserSecrets: MasterUserSecrets;
  reconciler: ClusterReconciler;
  /** For work that waits for days. */
  clock: EndpointClock;
  catalogs: ParameterCatalogs;
  events: EventLog;
  logExports: LogExports;
  services: ServiceCaller;
  queues: WorkQueues;
}
