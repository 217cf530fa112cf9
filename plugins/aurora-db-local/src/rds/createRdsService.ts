import type {
  AccessKeys,
  Authorizer,
  AwsService,
  InstanceProbes,
  OwnedSecrets,
  ServiceEnvironment,
} from '../service/AwsService';
import type { SimulatedLoads } from '../service/SimulatedLoad';
import type { InsightsInstances } from '../service/InsightsInstance';
import type { LogSink } from '../service/LogSink';
import type { EndpointClock } from '../time/EndpointClock';
import { RepeatingTask } from '../time/RepeatingTask';
import { AutomatedBackups } from './snapshots/AutomatedBackups';
import { ClusterReconciler } from './clusters/ClusterReconciler';
import { clusterOperations } from './clusters/clusterOperations';
import { clusterRoleOperations } from './clusters/clusterRoleOperations';
import { ClusterRestores } from './snapshots/ClusterRestores';
import { ClusterServers } from './clusters/ClusterServers';
import { ClusterSnapshots } from './snapshots/ClusterSnapshots';
import { ConnectTokenVerifier } from './iam/ConnectTokenVerifier';
import { combineSources } from './DatabaseSource';
import { accountOperations } from './engine/accountOperations';
import { engineOperations } from './engine/engineOperations';
import { EventLog } from './events/EventLog';
import { eventOperations } from './events/eventOperations';
import { subscriptionOperations } from './events/subscriptionOperations';
import { insightsInstanceOf } from './instances/insightsInstanceOf';
import { instanceProbes } from './instances/instanceProbes';
import { instanceOperations } from './instances/instanceOperations';
import { InstanceChanges } from './instances/InstanceChanges';
import { InstanceParameters } from './instances/InstanceParameters';
import { InstanceRecoveries } from './instances/InstanceRecoveries';
import { InstanceServers } from './instances/InstanceServers';
import { InstanceStarts } from './instances/InstanceStarts';
import { MaintenanceWindows } from './MaintenanceWindows';
import { automatedBackupOperations } from './listings/automatedBackupOperations';
import { certificateOperations } from './listings/certificateOperations';
import { clusterEndpointOperations } from './listings/clusterEndpointOperations';
import { emptyListings } from './listings/emptyListings';
import { globalClusterOperations } from './listings/globalClusterOperations';
import { instanceListings } from './listings/instanceListings';
import { logFileOperations } from './listings/logFileOperations';
import { optionGroupOperations } from './listings/optionGroupOperations';
import { LogExports } from './LogExports';
import { listElementNames } from './listElementNames';
import { MasterUserSecrets } from './clusters/MasterUserSecrets';
import { ParameterCatalogs } from './parameters/catalog/ParameterCatalogs';
import { parameterGroupOperations } from './parameters/parameterGroupOperations';
import type { RdsContext } from './RdsContext';
import { RdsStore } from './RdsStore';
import { restoreOperations } from './snapshots/restoreOperations';
import { PostgresDatabases } from './PostgresDatabases';
import { SimulatedDatabases } from './simulated/SimulatedDatabases';
import { SimulatedFleet } from './simulated/SimulatedFleet';
import { SnapshotCopies } from './snapshots/SnapshotCopies';
import { snapshotOperations } from './snapshots/snapshotOperations';
import { snapshotSharingOperations } from './snapshots/snapshotSharingOperations';
import { subnetGroupOperations } from './subnetGroups/subnetGroupOperations';
import { tagOperations } from './tagOperations';
import { StatusTransitions } from './clusters/StatusTransitions';
import { WorkQueues } from './WorkQueues';

/** RDS, with the properties of its servers that the rest of the endpoint needs. */
export type RdsService = AwsService &
  InstanceProbes &
  InsightsInstances &
  SimulatedLoads & {
    /** Makes clusters without servers. */
    fleet: SimulatedFleet;
    /** Begins the changes and rotations that are due by the endpoint's clock. */
    beginMaintenance(): Promise<void>;
    /** The authority of the servers' certificates, as PEM. */
    caCertificate(): Promise<string>;
  };

const lookForDueWorkEveryMs = 1_000;
const exportLogsEveryMs = 1_000;

/**
 * RDS: Aurora clusters as PostgreSQL servers on loopback. Throws if this machine has no PostgreSQL
 * server.
 */
export async function createRdsService({
  accessKeys,
  authorizer,
  ownedSecrets,
  logSink,
  clock,
  ...environment
}: ServiceEnvironment & {
  /** The signers of tokens, and their rights. */
  accessKeys: AccessKeys;
  authorizer: Authorizer;
  /** The store of master passwords that RDS manages. */
  ownedSecrets: OwnedSecrets;
  /** Takes the logs of clusters that export them. */
  logSink: LogSink;
  /** The clock for maintenance windows and rotations. */
  clock: EndpointClock;
}): Promise<RdsService> {
  const { services, log } = environment;
  const simulated = await SimulatedDatabases.open(environment.store);
  const store = await RdsStore.open(environment.store, (scope, identifier) =>
    simulated.refusalOf(scope, identifier),
  );
  const tokens = new ConnectTokenVerifier({
    store,
    accessKeys,
    authorizer,
    log,
  });
  const events = new EventLog(store, services, log);
  const recoveries = new InstanceRecoveries({ store, events, log });
  const servers = await ClusterServers.open(
    environment,
    login => tokens.admits(login),
    (...event) => recoveries.tell(...event),
  );
  const logExports = new LogExports({ store, servers, sink: logSink, log });
  const snapshots = new ClusterSnapshots(store, servers, events);
  const backups = new AutomatedBackups({ store, servers, snapshots, log });
  const catalogs = await ParameterCatalogs.load(servers.binaries);
  const parameters = new InstanceParameters(store, catalogs);
  const masterUserSecrets = new MasterUserSecrets(store, ownedSecrets, clock);
  const queues = new WorkQueues();
  const snapshotCopies = new SnapshotCopies({ store, snapshots, queues, log });
  const instances = new InstanceChanges({ store, parameters, events });
  const starts = new InstanceStarts({ store, parameters, events });
  const reconciler = new ClusterReconciler({
    store,
    servers,
    snapshots,
    backups,
    restores: new ClusterRestores({
      store,
      servers,
      backups,
      parameters,
      queues,
    }),
    instances,
    instanceServers: new InstanceServers({
      store,
      instances,
      starts,
      parameters,
      events,
    }),
    starts,
    statuses: new StatusTransitions({ store, events }),
    masterUserSecrets,
    queues,
    events,
    logExports,
    log,
  });
  const postgresDatabases = new PostgresDatabases({
    store,
    servers,
    parameters,
    backups,
  });
  const databases = combineSources(postgresDatabases, simulated);
  const rds: RdsContext = {
    databases,
    postgresDatabases,
    globalMembers: scope => simulated.globalMembers(scope),
    store,
    servers,
    snapshots,
    snapshotCopies,
    backups,
    masterUserSecrets,
    reconciler,
    clock,
    catalogs,
    events,
    logExports,
    services,
    queues,
  };
  const maintenance = new MaintenanceWindows(rds);
  const beginMaintenance = async () => {
    await maintenance.beginDue();
    for (const { scope, id } of await masterUserSecrets.beginDueRotations()) {
      void reconciler.request(scope, id);
    }
  };
  const dueTask = new RepeatingTask({
    name: 'RDS: search for due changes, backups and rotations',
    run: async () => {
      await beginMaintenance();
      await Promise.all(
        store.clusters
          .all()
          .filter(({ scope, value }) => backups.isDue(scope, value))
          .map(({ scope, id }) => reconciler.request(scope, id)),
      );
    },
    delay: () => lookForDueWorkEveryMs,
    log,
  });
  const exportTask = new RepeatingTask({
    name: 'RDS: export of logs',
    run: () => logExports.run(),
    delay: () => exportLogsEveryMs,
    log,
  });
  let preparation = Promise.resolve();
  const stopping = new AbortController();
  const tellSlow = (error: Error) =>
    log(`The first cluster will take longer: ${error.message}`);

  return {
    signingName: 'rds',
    listElementNames,
    operations: {
      ...clusterOperations(rds),
      ...clusterRoleOperations(rds),
      ...restoreOperations(rds),
      ...instanceOperations(rds),
      ...parameterGroupOperations(rds),
      ...subnetGroupOperations(rds),
      ...snapshotOperations(rds),
      ...snapshotSharingOperations(rds),
      ...tagOperations(rds),
      ...eventOperations(rds),
      ...subscriptionOperations(rds),
      ...engineOperations(rds),
      ...accountOperations(rds),
      ...emptyListings(rds),
      ...instanceListings(rds),
      ...clusterEndpointOperations(rds),
      ...globalClusterOperations(rds),
      ...automatedBackupOperations(rds),
      ...certificateOperations(rds),
      ...optionGroupOperations(rds),
      ...logFileOperations(rds),
    },
    beginMaintenance,
    caCertificate: async () => servers.caCertificate,
    fleet: new SimulatedFleet({
      store,
      simulated,
      catalogs,
      defaultVersion: servers.default.version,
    }),
    loadOf: (scope, identifier) => simulated.loadOf(scope, identifier),
    loadOfInstance: (scope, identifier) =>
      simulated.loadOfInstance(scope, identifier),
    list: () => instanceProbes(rds),
    insightsInstances: () => [
      ...store.instances
        .all()
        .flatMap(({ scope, value }) => insightsInstanceOf(rds, scope, value)),
      ...simulated.insightsInstances(),
    ],
    async start() {
      await snapshots.finishDeletions();
      snapshotCopies.requestAll();
      await reconciler.requestAll();
      dueTask.start();
      exportTask.start();
      await servers.prepareDefault().catch(tellSlow);
      preparation = servers.prepareOthers(stopping.signal).catch(tellSlow);
    },
    async stop() {
      stopping.abort();
      await Promise.all([reconciler.stop(), snapshotCopies.stop()]);
      await dueTask.stop();
      await preparation;
      await servers.stop();
      await exportTask.stop();
      await logExports.run();
    },
    async reset() {
      await Promise.all([reconciler.stop(), snapshotCopies.stop()]);
      await preparation;
      await servers.reset();
      await store.clear();
      await logExports.settled();
      await simulated.clear();
      await reconciler.requestAll();
    },
  };
}
