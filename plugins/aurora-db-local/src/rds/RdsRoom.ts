import type { ServiceCaller } from '../service';
import type { AutomatedBackups } from './AutomatedBackups';
import type { ClusterReconciler } from './ClusterReconciler';
import type { ClusterServers } from './ClusterServers';
import type { ClusterSnapshots } from './ClusterSnapshots';
import type { EventLog } from './EventLog';
import type { MasterUserSecrets } from './MasterUserSecrets';
import type { ParameterCatalog } from './ParameterCatalog';
import type { RdsStore } from './RdsStore';
import type { WorkQueues } from './WorkQueues';

/** What RDS's operations work with. */
export interface RdsRoom {
  store: RdsStore;
  servers: ClusterServers;
  snapshots: ClusterSnapshots;
  backups: AutomatedBackups;
  masterUserSecrets: MasterUserSecrets;
  reconciler: ClusterReconciler;
  catalog: ParameterCatalog;
  events: EventLog;
  services: ServiceCaller;
  queues: WorkQueues;
}
